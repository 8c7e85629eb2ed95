"""What data there is, for data portals (DCAT-AP.de 3.0 as JSON-LD)."""

from typing import Final
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from neuss_integration.foundation.words.city_names import city_names
from neuss_integration.foundation.words.licences import LICENCES
from neuss_integration.portal.exports.data_sets import DATA_SETS, DataSet, Json, absolute

EU: Final = "http://publications.europa.eu/resource/authority"
FILE_TYPES: Final = "http://publications.europa.eu/resource/authority/file-type/"
CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "dcatde": "http://dcat-ap.de/def/dcatde/",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}
FORMS: Final = (("portal:data-json", "JSON", "application/json"), ("portal:data-csv", "CSV", "text/csv"))
GEOCODING: Final = "http://dcat-ap.de/def/politicalGeocoding"


def catalogue() -> Json:
    """The sets with publisher, contact, licence and both forms, and the reading interface."""
    about = {
        "@id": absolute("portal:data-catalogue"),
        "@type": "dcat:Catalog",
        "dct:title": _german(f"Offene Daten zur Integration, {city_names().full_name}"),
        "dct:description": _german("Freigegebene Angebote, Anlaufstellen, Maßnahmen, Indikatoren und Berichte"),
        "dct:publisher": {"@id": _publisher()["@id"]},
        "dct:language": _german_language(),
        "foaf:homepage": _page("portal:data"),
        "dcat:themeTaxonomy": {"@id": f"{EU}/data-theme", "@type": "skos:ConceptScheme", "dct:title": "Data theme"},
        "dcat:dataset": [_data_set(each) for each in DATA_SETS.values()],
        "dcat:service": [_service()],
    }
    return {"@context": CONTEXT, "@graph": [about, _publisher()]}


def _data_set(data_set: DataSet) -> Json:
    origin = settings.OPEN_DATA_ORIGIN
    place, contributor = origin.get("municipality"), origin.get("contributor")
    return {
        "@id": _address(data_set),
        "@type": "dcat:Dataset",
        "dct:identifier": _address(data_set),
        "dct:title": _german(data_set.title),
        "dct:description": _german(data_set.description),
        "dcat:keyword": [_german(word) for word in data_set.keywords],
        "dct:publisher": {"@id": _publisher()["@id"]},
        "dcat:contactPoint": {
            "@type": "vcard:Organization",
            "vcard:fn": f"{city_names().full_name}, {city_names().office}",
            "vcard:hasEmail": {"@id": f"mailto:{city_names().contact_email}"},
        },
        "dcat:theme": {
            "@id": f"{EU}/data-theme/SOCI",
            "@type": "skos:Concept",
            "skos:prefLabel": "Population and society",
        },
        "dct:language": _german_language(),
        "dct:accessRights": _named(f"{EU}/access-right/PUBLIC", "dct:RightsStatement"),
        "dcat:landingPage": _page("portal:data"),
        "dcatde:politicalGeocodingLevelURI": {"@id": f"{GEOCODING}/Level/municipality"},
        **({"dct:spatial": _named(f"{GEOCODING}/municipalityKey/{place}", "dct:Location")} if place else {}),
        **({"dcatde:contributorID": {"@id": contributor}} if contributor else {}),
        "dcat:distribution": [_distribution(data_set, *form) for form in FORMS],
    }


def _distribution(data_set: DataSet, view: str, form: str, media_type: str) -> Json:
    way = absolute(view, data_set.name)
    return {
        "@id": f"{way}#distribution",
        "@type": "dcat:Distribution",
        "dct:title": _german(f"{data_set.title} ({form})"),
        "dcat:accessURL": {"@id": way},
        "dcat:downloadURL": {"@id": way},
        "dct:format": _named(f"{FILE_TYPES}{form}", "dct:MediaTypeOrExtent"),
        "dcat:mediaType": _named(f"https://www.iana.org/assignments/media-types/{media_type}", "dct:MediaType"),
        "dct:license": _named(_licence(), "dct:LicenseDocument"),
        "dcatde:licenseAttributionByText": _german(city_names().full_name),
        "dcatap:availability": {"@id": f"{EU}/planned-availability/STABLE", "@type": "skos:Concept"},
        "dct:conformsTo": _named(absolute("portal:data-schema", data_set.name, data_set.version), "dct:Standard"),
    }


def _service() -> Json:
    """The addresses that programs read."""
    return {
        "@id": absolute("portal:data-api"),
        "@type": "dcat:DataService",
        "dct:title": _german("Offene Daten zum Lesen durch Programme"),
        "dct:publisher": {"@id": _publisher()["@id"]},
        "dcat:endpointURL": {"@id": urljoin(settings.SITE_URL, reverse("portal:data"))},
        "dcat:endpointDescription": {"@id": absolute("portal:data-api")},
        "dct:license": _named(_licence(), "dct:LicenseDocument"),
        "dcat:servesDataset": [{"@id": _address(each)} for each in DATA_SETS.values()],
    }


def _publisher() -> Json:
    return {
        "@id": f"{absolute('portal:data-catalogue')}#stadt",
        "@type": "foaf:Agent",
        "foaf:name": city_names().full_name,
    }


def _address(data_set: DataSet) -> str:
    return f"{absolute('portal:data')}#{data_set.name}"


def _page(name: str) -> Json:
    return _named(absolute(name), "foaf:Document")


def _german_language() -> Json:
    return _named(f"{EU}/language/DEU", "dct:LinguisticSystem")


def _licence() -> str:
    return LICENCES[settings.OPEN_DATA_LICENCE][1]


def _named(address: str, kind: str) -> Json:
    return {"@id": address, "@type": kind}


def _german(text: str) -> Json:
    return {"@value": text, "@language": "de"}
