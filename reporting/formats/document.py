"""The report as a Word document, for the council office to go on working with."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.template.loader import render_to_string

from neuss_integration.foundation.documents.elements import Cover
from neuss_integration.foundation.documents.reading import read
from neuss_integration.foundation.documents.word import as_docx
from reporting.content.pictures import printed_address
from reporting.content.schema import upgraded
from reporting.formats.html import report_html

ONLY_PRINTED = ("index", "lists")
"""Sections that name pages: a word processor makes its own."""


def report_document(content: Mapping[str, Any], pictures: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """The snapshot as DOCX with headings, links, tables and pictures (files by checksum); same snapshot, same bytes.

    Raises PdfError when a picture cannot be drawn.
    """
    content = upgraded(content)
    shown = [each for each in content["sections"] if each["kind"] not in ONLY_PRINTED]
    report = content["report"]
    return as_docx(
        read(report_html({**content, "sections": shown})),
        pictures={printed_address(sha256): file for sha256, file in pictures.items()},
        title=report["title"],
        subtitle=f"Berichtszeitraum {report['period']['label']}",
        author=f"{content['city']}, {content['office']}",
        created=dt.datetime.fromisoformat(content["created_at"]),
        cover=_cover(content),
    )


def _cover(content: Mapping[str, Any]) -> Cover:
    """What the printed cover says."""
    report = content["report"]
    facts = (
        ("Vorgelegt", report["committee"]),
        ("Stand der Daten", report["as_of_label"]),
        ("Vorlage", report["paper_number"]),
        ("Herausgegeben von", content["office"]),
        ("Hinweis", report.get("corrects", "")),
    )
    return Cover(render_to_string("pdf/cover_art.html"), content["city"], tuple(each for each in facts if each[1]))
