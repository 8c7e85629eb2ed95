"""The entries of the sets of open data, and the sets as JSON and CSV files."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.utils.text import slugify

from neuss_integration.foundation.spreadsheets.cells import Column, Sheet
from neuss_integration.foundation.spreadsheets.writing import csv_file
from neuss_integration.foundation.words.city_names import city_names
from neuss_integration.foundation.words.folding import fold
from neuss_integration.foundation.words.markdown import plain_text
from neuss_integration.foundation.words.table_signs import SIGNS, sign_of
from neuss_integration.portal.exports.data_sets import DATA_SETS, POINT_FIELDS, DataSet, Json, absolute
from neuss_integration.portal.selectors.advice import public_contact_points
from neuss_integration.portal.selectors.factors import published_content
from neuss_integration.portal.selectors.measures import PublicMeasure, public_measures
from neuss_integration.portal.selectors.offers import PublicOffer, public_offers
from neuss_integration.portal.selectors.public import PublicItem
from neuss_integration.portal.selectors.reports import public_reports
from reporting.models import Publication


def entries_of(name: str) -> list[Json]:
    """All entries of a set as everybody may use them further."""
    if name == "angebote":
        return [_offer(each) for each in public_offers()]
    if name == "anlaufstellen":
        return [_point(each) for each in public_contact_points()]
    if name == "massnahmen":
        return [_measure(each) for each in public_measures()]
    if name == "berichte":
        return [_report(each) for each in public_reports()]
    return indicator_entries(published_content())


def data_file(data_set: DataSet, entries: list[Json]) -> Json:
    """The JSON file of a set with its `entries`."""
    return {
        "$schema": absolute("portal:data-schema", data_set.name, data_set.version),
        "title": data_set.title,
        "publisher": city_names().full_name,
        "licence": settings.OPEN_DATA_LICENCE,
        "entries": entries,
    }


def data_table(data_set: DataSet, entries: Iterable[Json]) -> bytes:
    """The same as CSV, a list in one cell with commas."""
    rows = [[_cell(entry[field]) for field in data_set.fields] for entry in entries]
    return csv_file(Sheet(data_set.title, tuple(map(Column, data_set.fields)), rows))


def _offer(offer: PublicOffer) -> Json:
    districts = [{"number": number, "name": name} for number, name in offer.districts]
    fields = DATA_SETS["angebote"].fields
    return _entry(offer, fields, citywide=offer.is_citywide, districts=districts)


def _point(point: Any) -> Json:
    return _entry(point, POINT_FIELDS, subjects=[title for _, title in point.subjects])


def _entry(item: PublicItem, fields: Json, **made: Any) -> Json:
    """The `fields` of `item` as it was released, with what is `made` for the public."""
    made |= {
        "id": urljoin(settings.SITE_URL, item.url),
        "text": plain_text(item.text),
        "released_at": item.released_at.isoformat() if item.released_at else "",
    }
    return {name: made[name] if name in made else item.content[name] for name in fields}


def _measure(measure: PublicMeasure) -> Json:
    told = measure.told
    return {
        "id": f"{absolute('portal:data-json', 'massnahmen')}#{measure.number}",
        "number": measure.number,
        "title": measure.title,
        "text": plain_text(measure.text),
        "offer": absolute("portal:offer-detail", measure.offer) if measure.offer else "",
        "field": told.get("field", ""),
        "state": told.get("state", {}).get("label", ""),
        "light": told.get("light", {}).get("label", ""),
        "period": told.get("period", ""),
        "lead": told.get("lead", ""),
        "target_groups": told.get("target_groups", []),
        "citywide": told.get("is_citywide"),
        "districts": told.get("districts", []),
        "success_factors": told.get("success_factors", []),
        "as_of": measure.as_of,
        "report": absolute("reporting:portal-report", measure.report) if measure.report else "",
    }


def indicator_entries(snapshot: Mapping[str, Any] | None) -> list[Json]:
    """As the last published report told them; the id follows from the name, another name is another indicator."""
    content = snapshot or {}
    told = [each for factor in content.get("factors", []) for each in factor.get("indicators", [])]
    by_name = {each["name"]: each for each in [*content.get("population", []), *told]}
    way = absolute("portal:data-json", "indikatoren")
    made = {
        name: {
            "id": f"{way}#{slugify(fold(name))}",
            "as_of": content["report"]["as_of"],
            "sign": sign_of(each["value"]),
            "sign_meaning": SIGNS.get(sign_of(each["value"]), ""),
        }
        for name, each in by_name.items()
    }
    fields = DATA_SETS["indikatoren"].fields
    return [{key: str(made[name].get(key) or each.get(key) or "") for key in fields} for name, each in by_name.items()]


def _report(publication: Publication) -> Json:
    report = publication.report
    return {
        "id": absolute("reporting:portal-report", report.pk),
        "title": report.title,
        "kind": report.get_kind_display(),
        "period_start": report.period_start.isoformat(),
        "period_end": report.period_end.isoformat(),
        "published_at": publication.published_at.isoformat(),
        "paper_number": report.paper_number,
        "pages": publication.page_count,
        "checksum": publication.snapshot.sha256,
        "files": [
            {
                "kind": each.kind,
                "title": each.get_kind_display(),
                "url": absolute("reporting:portal-file", report.pk, each.kind),
                "media_type": each.media_type,
                "size": each.size,
            }
            for each in publication.files.all()
        ],
    }


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return ", ".join(map(_in_list, value))
    return ("ja" if value else "nein") if isinstance(value, bool) else value


def _in_list(value: Any) -> str:
    """A thing of several is told by its name, a file by its address."""
    return str(value.get("name") or value["url"]) if isinstance(value, dict) else str(value)
