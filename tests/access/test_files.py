"""What leaves as a file: unpacked and read, it says nothing that the page would not say to the same person."""

from typing import Final

import pytest

from tests.access.scene import SECRETS, Scene
from tests.access.table import FILES, PAGES, PEOPLE, ROWS, Row
from tests.access.test_pages import ablest, content_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PEOPLES_NAMES: Final = (
    "Frau Vertraulich", "Geheime Ansprechperson", "Private Gastperson", "Vertrauliche Beratungsperson",
    "vertraulich@neuss.example", "geheim@neuss.example", "Name der Ansprechperson",
)  # fmt: skip
"""Members, guests and contacts; who reads them anywhere but in the office, reads them on pages, in no file."""
ON_PAGES_ONLY: Final = {"Frau Vertraulich", "geheim@neuss.example", "vertraulich@neuss.example"}
"""Names that no file has, not even one of the office: who raised a need, addresses of guests and of accounts."""
OFFICE: Final = {"koord", "admin"}
OWN_OFFICE: Final = {"Name der Ansprechperson": {"jugend"}}
"""The office of a measure keeps its contact, and takes it along in its own Steckbrief."""


@pytest.mark.parametrize("row", [row for row in PAGES if row.name in FILES], ids=str)
def test_file_tells_nobody_what_is_not_for_them(scene: Scene, row: Row) -> None:
    found = []
    for column in PEOPLE:
        if row.answers[column] == "200":
            text = content_of(scene.answer(row, column))
            found += [(column, each) for each, readers in SECRETS.items() if each in text and column not in readers]
            away = column not in OFFICE
            names = [each for each in PEOPLES_NAMES if away and column not in OWN_OFFICE.get(each, ())]
            found += [(column, each) for each in names if each in text]
    assert found == []


@pytest.mark.parametrize("row", [row for row in ROWS if "200" in row.answers.values()], ids=str)
def test_files_are_those_that_answer_with_no_page(scene: Scene, row: Row) -> None:
    headers = scene.answer(row, ablest(row)).headers
    is_page = headers["Content-Type"].startswith("text/html") and "Content-Disposition" not in headers
    assert is_page is (row.name not in FILES)


def test_every_other_name_reaches_a_file_of_who_may_read_it(scene: Scene) -> None:
    """Else the test above would say nothing of it."""
    columns = [column for column in PEOPLE if column in OFFICE | {"jugend"}]
    asked = [(row, column) for row in PAGES if row.name in FILES for column in columns if row.answers[column] == "200"]
    texts = [content_of(scene.answer(row, column)) for row, column in asked]
    assert {each for each in PEOPLES_NAMES if not any(each in text for text in texts)} == ON_PAGES_ONLY


def test_names_are_those_of_the_scene() -> None:
    assert set(PEOPLES_NAMES) <= set(SECRETS)
