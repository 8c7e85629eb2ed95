"""Published reports in the shape of council papers (OParl 1.1: Paper, File, Consultation, Organization).

Required and known fields: https://github.com/OParl/spec, folder schema, version 1.1.
"""

from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from neuss_integration.city.enums import ResolutionResult
from neuss_integration.city.models import Committee
from neuss_integration.foundation.words.licences import LICENCES
from neuss_integration.portal.exports.data_sets import Json, absolute
from reporting.enums import FileKind
from reporting.models import Publication, PublicationFile, ReportResolution

SCHEMA: Final = "https://schema.oparl.org/1.1/"
DECIDED: Final = (ResolutionResult.APPROVED, ResolutionResult.AMENDED, ResolutionResult.REJECTED)


def paper(publication: Publication, links: Iterable[ReportResolution]) -> Json:
    """A report that holds, its files and what Gremien made of it."""
    report = publication.report
    files = [file(publication, each) for each in publication.files.all()]
    main = [each for each in files if each["id"] == _file_address(publication, FileKind.REPORT)]
    return {
        **_object("Paper", absolute("portal:oparl-paper", report.pk), publication.published_at),
        "name": report.title,
        **({"reference": report.paper_number} if report.paper_number else {}),
        "date": publication.published_at.date().isoformat(),
        "paperType": report.get_kind_display(),
        **({"mainFile": main[0]} if main else {}),
        "auxiliaryFile": [each for each in files if each not in main],
        "consultation": [consultation(each) for each in links],
        "license": _licence(),
        "web": absolute("reporting:portal-report", report.pk),
    }


def withdrawn_paper(publication: Publication) -> Json:
    """A report that holds no more: only that it was there (OParl 1.1, 2.8 Gelöschte Objekte)."""
    address = absolute("portal:oparl-paper", publication.report_id)
    return _object("Paper", address, publication.published_at, publication.report.updated_at) | {"deleted": True}


def file(publication: Publication, row: PublicationFile) -> Json:
    """One form of a report."""
    address = absolute("reporting:portal-file", publication.report_id, row.kind)
    return {
        **_object("File", _file_address(publication, row.kind), publication.published_at),
        "name": row.get_kind_display(),
        "fileName": row.name,
        "mimeType": row.media_type,
        "date": publication.published_at.date().isoformat(),
        "size": row.size,
        "accessUrl": address,
        "downloadUrl": address,
        "fileLicense": _licence(),
        "license": _licence(),
        "paper": [absolute("portal:oparl-paper", publication.report_id)],
    }


def consultation(link: ReportResolution) -> Json:
    """What a Gremium resolved about a report; `web` is the place in the council's own information system."""
    resolution = link.resolution
    return {
        **_object("Consultation", absolute("portal:oparl-consultation", link.pk), link.linked_at),
        "paper": absolute("portal:oparl-paper", link.report_id),
        "organization": [absolute("portal:oparl-organization", resolution.committee_id)],
        "authoritative": resolution.result in DECIDED,
        "role": resolution.get_result_display(),
        "license": _licence(),
        "web": resolution.link,
    }


def organization(committee: Committee) -> Json:
    """A Gremium that resolved something about a published report."""
    address = absolute("portal:oparl-organization", committee.pk)
    return {
        "id": address,
        "type": f"{SCHEMA}Organization",
        "name": committee.name,
        "organizationType": "Gremium",
        "classification": committee.get_kind_display(),
        "license": _licence(),
    }


def page_of(papers: list[Json], number: int, pages: int, per_page: int, total: int) -> Json:
    """A list in the form of OParl 1.1 (2.5 Objektlisten und Paginierung)."""
    way = urljoin(settings.SITE_URL, reverse("portal:oparl-papers"))
    links = {"first": f"{way}?page=1", "last": f"{way}?page={pages}", "self": f"{way}?page={number}"}
    if number > 1:
        links["prev"] = f"{way}?page={number - 1}"
    if number < pages:
        links["next"] = f"{way}?page={number + 1}"
    counts = {"totalElements": total, "elementsPerPage": per_page, "currentPage": number, "totalPages": pages}
    return {"data": papers, "pagination": counts, "links": links}


def _object(kind: str, address: str, created: Any, modified: Any = None) -> Json:
    return {
        "id": address,
        "type": f"{SCHEMA}{kind}",
        "created": created.isoformat(timespec="seconds"),
        "modified": (modified or created).isoformat(timespec="seconds"),
    }


def _file_address(publication: Publication, kind: str) -> str:
    return absolute("portal:oparl-file", publication.report_id, kind)


def _licence() -> str:
    return LICENCES[settings.OPEN_DATA_LICENCE][0]
