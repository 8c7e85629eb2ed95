"""How programs read the open data (OpenAPI 3.1)."""

from typing import Any, Final

from django.conf import settings
from django.urls import reverse

from neuss_integration.foundation.words.city_names import city_names
from neuss_integration.portal.exports.data_sets import DATA_SETS, Json, schema_of

VERSION: Final = "2.0.0"
FAILURES: Final = {
    "304": {"description": "unverändert seit der Fassung, deren ETag in If-None-Match stand"},
    "404": {"description": "gibt es nicht"},
    "406": {"description": "in keiner der Formen, die Accept nennt"},
    "429": {
        "description": "zu viele Abrufe aus einem Netz",
        "headers": {"Retry-After": {"description": "Sekunden", "schema": {"type": "integer"}}},
    },
}
OPARL: Final = {
    "oparl-paper": "Ein Bericht als Drucksache (OParl 1.1 Paper)",
    "oparl-file": "Eine Datei eines Berichts (OParl 1.1 File)",
    "oparl-consultation": "Was ein Gremium zu einem Bericht beschloss (OParl 1.1 Consultation)",
    "oparl-organization": "Ein Gremium, das beschloss (OParl 1.1 Organization)",
}
OTHERS: Final = {
    "data-catalogue": ("Katalog (DCAT-AP.de)", "application/ld+json"),
    "feed": ("Veröffentlichungen und Neuigkeiten (Atom)", "application/atom+xml"),
    "calendar": ("Öffentliche Termine (iCalendar)", "text/calendar"),
    "oparl-papers": ("Alle Berichte als Drucksachen (OParl 1.1)", "application/json"),
}


def api_description() -> Json:
    """Every address that is meant for programs, with its answers."""
    paths: Json = {}
    for each in DATA_SETS.values():
        schema = {"$ref": f"#/components/schemas/{each.name}"}
        paths[reverse("portal:data-json", args=[each.name])] = _read(
            f"json_{each.name}", each.title, "application/json", schema
        )
        paths[reverse("portal:data-csv", args=[each.name])] = _read(f"csv_{each.name}", each.title, "text/csv")
    for name, (title, media_type) in OTHERS.items():
        paths[reverse(f"portal:{name}")] = _read(name.replace("-", "_"), title, media_type)
    for name, title in OPARL.items():
        paths[_template(name)] = _read(name.replace("-", "_"), title, "application/json", keys=_keys(name))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Offene Daten zur Integration",
            "version": VERSION,
            "description": f"Ohne Anmeldung. Obergrenze je Netz und Minute: {settings.OPEN_DATA_PER_MINUTE}.",
            "contact": {"name": city_names().full_name, "email": city_names().contact_email},
        },
        "servers": [{"url": settings.SITE_URL.rstrip("/")}],
        "paths": paths,
        "components": {"schemas": {each.name: schema_of(each, each.version) for each in DATA_SETS.values()}},
    }


def _read(operation: str, title: str, media_type: str, schema: Json | None = None, keys: Any = ()) -> Json:
    content: Json = {media_type: {"schema": schema} if schema else {}}
    responses: Json = {"200": {"description": title, "content": content}}
    get: Json = {"operationId": operation, "summary": title, "responses": responses | FAILURES}
    if keys:
        get["parameters"] = [
            {"name": key, "in": "path", "required": True, "schema": {"type": "integer" if key == "id" else "string"}}
            for key in keys
        ]
    return {"get": get}


def _keys(name: str) -> tuple[str, ...]:
    return ("id", "form") if name == "oparl-file" else ("id",)


def _template(name: str) -> str:
    """The address with names of keys in braces."""
    sample = reverse(f"portal:{name}", args=[0, "form"] if name == "oparl-file" else [0])
    return "/".join({"0": "{id}", "form": "{form}"}.get(part, part) for part in sample.split("/"))
