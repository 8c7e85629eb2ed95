"""What the portal of the demo shows, entered and released through the services."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any, Final

from measures.models import Measure
from neuss_integration.accounts.models import User
from neuss_integration.city.models import Department, District, Organisation, TargetGroup
from neuss_integration.demo.accounts import person
from neuss_integration.demo.drawings import drawing, round_table
from neuss_integration.portal.enums import SpokenLanguage
from neuss_integration.portal.forms.items import OfferForm
from neuss_integration.portal.models import Campaign, ContactPoint, NewsItem, Offer, OrganisationProfile, Subject
from neuss_integration.portal.services.items import create_item, put_picture, release_item
from neuss_integration.portal.services.translations import review_translation, save_translation
from success_factors.models import FieldOfAction

FILE: Final = Path(__file__).parent / "answers" / "portal.toml"
MARK: Final = "\n\n*Demonstration: Dieses Angebot ist erfunden.*"
MARK_OF_OTHERS: Final = "\n\n*Demonstration: Das ist erfunden.*"
PHONE: Final = "02131 00-0000"
Row = dict[str, Any]


def exists() -> bool:
    """Whether the portal of the demo has offers."""
    return Offer.objects.exists()


def play(today: dt.date) -> None:
    """Offers of the city and others are released, one is a draft; released measures stand beside them."""
    by = person("koordination")
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    for row in content["offers"]:
        offer = _pictured(create_item(Offer, by=by, values=_values(row, today)), row, by)
        if not row.get("is_draft"):
            release_item(offer, by=by, expected_version=offer.version)
    subjects = {row["title"]: _released(Subject, row | {"text": row["text"] + MARK}, by) for row in content["subjects"]}
    for row in content["points"]:
        _released(ContactPoint, _point(row, subjects), by)
    for row in content["news"]:
        values = {"text": row["text"] + MARK_OF_OTHERS, "dated": today - dt.timedelta(days=row["days_ago"])}
        item = _pictured(create_item(NewsItem, by=by, values=row_of(row, "title", "kind") | values), row, by)
        release_item(item, by=by, expected_version=item.version)
    for row in content["campaigns"]:
        _campaign(row, today, by)
    for row in content["profiles"]:
        _profile(row, today, by)
    for row in content["translations"]:
        _translate(row, by)
    for measure in Measure.objects.exclude(released_text="").order_by("number"):
        _show(measure, by)


def _pictured(item: Any, row: Row, by: User) -> Any:
    """With the drawing that the row names, and the words that stand for it."""
    if "picture" not in row:
        return item
    name, words = row["picture"]
    picture = round_table() if name == "table" else drawing(name)
    return put_picture(item, by=by, expected_version=item.version, picture=picture, alternative=words)


def _translate(row: Row, by: User) -> None:
    offer = Offer.objects.get(title=row["title"])
    title, text = row["words"]
    values = {"title": title, "text": text, "author": "Demonstration"}
    made = save_translation(
        offer, item_name="offer", language=row["language"], by=by, expected_version=0, values=values
    )
    if not row.get("is_unchecked"):
        review_translation(made, by=by, expected_version=made.version)


def row_of(row: Row, *names: str) -> Row:
    """The values of `row` that the file gives."""
    return {name: row[name] for name in names if name in row}


def _campaign(row: Row, today: dt.date, by: User) -> None:
    """One in the future as a draft, one that is planned, one that is over and was counted."""
    known = ("title", "kind", "schedule", "place", "channels", "planned_reach", "reach", "planned_cost", "cost")
    values = row_of(row, *known) | {
        "text": row["text"] + MARK_OF_OTHERS,
        "starts_on": today + dt.timedelta(days=row["in_days"]),
    }
    if "length" in row:
        values["ends_on"] = values["starts_on"] + dt.timedelta(days=row["length"])
    values["target_groups"] = list(TargetGroup.objects.filter(name__in=row.get("groups", ())))
    item = _pictured(create_item(Campaign, by=by, values=values), row, by)
    if not row.get("is_draft"):
        release_item(item, by=by, expected_version=item.version)


def _profile(row: Row, today: dt.date, by: User) -> None:
    values = row_of(row, "title", "languages", "place") | {"text": row["text"] + MARK_OF_OTHERS, "phone": PHONE}
    values |= {"organisation": Organisation.objects.get(name=row["organisation"]), "consent_on": today}
    _released(OrganisationProfile, values, by)


def _released(model: Any, values: Row, by: User) -> Any:
    item = create_item(model, by=by, values=values)
    return release_item(item, by=by, expected_version=item.version)


def _point(row: Row, subjects: dict[str, Subject]) -> Row:
    values = row | {"text": row["text"] + MARK, "phone": PHONE}
    values["subjects"] = [subjects[title] for title in row["subjects"]]
    for name, model in (("department", Department), ("organisation", Organisation)):
        if name in row:
            values[name] = model.objects.get(name=row[name])
    return values


def _values(row: Row, today: dt.date) -> Row:
    names = (
        "title",
        "schedule",
        "weekdays",
        "is_citywide",
        "place",
        "step_free",
        "access_note",
        "cost",
        "cost_note",
        "languages",
    )
    values = {name: row[name] for name in names if name in row} | {"text": row["text"] + MARK, "phone": PHONE}
    values["field_of_action"] = FieldOfAction.objects.get(name=row["field"])
    values["districts"] = list(District.objects.filter(number__in=row.get("districts", ())))
    values["target_groups"] = list(TargetGroup.objects.filter(name__in=row.get("groups", ())))
    if "ends_in" in row:
        values |= {"starts_on": today, "ends_on": today + dt.timedelta(days=row["ends_in"])}
    if "department" in row:
        return values | {"department": Department.objects.get(name=row["department"])}
    return values | {"organisation": Organisation.objects.get(name=row["organisation"])}


def _show(measure: Measure, by: User) -> None:
    """The measure as its page would put it into the portal."""
    values = OfferForm.of_measure(measure) | {"phone": PHONE, "languages": [SpokenLanguage.DE], "cost": "free"}
    values |= {"field_of_action": measure.field_of_action, "department": measure.lead_department}
    values |= {name: list(values[name]) for name in ("target_groups", "districts")}
    if not values["is_citywide"] and not values["districts"]:
        values["is_citywide"] = True
    offer = create_item(Offer, by=by, values=values)
    release_item(offer, by=by, expected_version=offer.version)
