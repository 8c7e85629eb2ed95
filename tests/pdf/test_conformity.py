"""veraPDF's verdict on every kind of document the engine makes."""

import io
from pathlib import Path

import pikepdf
import pytest

from neuss_integration.foundation.pdf import render_pdf
from neuss_integration.foundation.pdf.pdf_a2 import for_archives
from reporting.formats.parts import part_html, summary_html
from tests.pdf.conftest import CREATED, Rendered
from tests.pdf.sample import page, snapshot
from tests.pdf.vera import Verdict, validate

pytestmark = pytest.mark.slow
VALID: Verdict = {"ua1": [], "3a": []}


def untagged(content: bytes) -> bytes:
    """The same file without its structure tree."""
    output = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        del pdf.Root.StructTreeRoot
        pdf.save(output)
    return output.getvalue()


@pytest.fixture(scope="package")
def verdicts(torture: Rendered, report: Rendered, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Verdict]:
    """All documents in one run of the engine."""
    folder = tmp_path_factory.mktemp("conformity")
    small = render_pdf(page("<p>Ein Satz.</p>"), created=CREATED)
    content = snapshot()
    documents = {
        "summary": render_pdf(summary_html(content), created=CREATED),
        "part": render_pdf(part_html(content, "handlungsfeld", "Bildung und Sprache"), created=CREATED),
    }
    documents |= {"torture": torture.content, "report": report.content, "small": small, "broken": untagged(small)}
    documents["archive"] = for_archives(report.content)
    for name, content in documents.items():
        (folder / f"{name}.pdf").write_bytes(content)
    return validate(folder / f"{name}.pdf" for name in documents)


@pytest.mark.parametrize("name", ["torture", "report", "small", "summary", "part"])
def test_document_is_valid_in_both_standards(verdicts: dict[str, Verdict], name: str) -> None:
    assert verdicts[name] == VALID


def test_document_for_archives_is_valid_without_attachments(verdicts: dict[str, Verdict], report: Rendered) -> None:
    assert verdicts["archive"] == {"ua1": [], "2a": []}
    with pikepdf.open(io.BytesIO(for_archives(report.content))) as pdf:
        assert dict(pdf.attachments) == {}


def test_validator_sees_a_broken_document(verdicts: dict[str, Verdict], tmp_path: Path) -> None:
    assert any(rule.startswith("7.1-11") for rule in verdicts["broken"]["ua1"])
    assert verdicts["broken"]["3a"] != []
