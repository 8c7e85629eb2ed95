"""What other people's rules ask of our open data, as far as we use it, written down from their public sources.

DCAT-AP.de: mandatory properties and node kinds of the specification 3.0 (dcat-ap.de, SHACL shapes of GovData).
OParl: required fields, kinds of values and type addresses of OParl 1.1 (github.com/OParl/spec, folder schema).
"""

from typing import Any, Final

DCAT_AP_DE: Final = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcatde: <http://dcat-ap.de/def/dcatde/> .
@prefix dcatap: <http://data.europa.eu/r5r/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix : <urn:shapes:> .

:Catalog a sh:NodeShape ; sh:targetClass dcat:Catalog ; sh:nodeKind sh:IRI ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
    [ sh:path dct:description ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
    [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ] ,
    [ sh:path dct:language ; sh:nodeKind sh:IRI ] ,
    [ sh:path dcat:dataset ; sh:minCount 1 ; sh:class dcat:Dataset ] ,
    [ sh:path dcat:service ; sh:class dcat:DataService ] .

:Agent a sh:NodeShape ; sh:targetClass foaf:Agent ;
  sh:property [ sh:path foaf:name ; sh:minCount 1 ; sh:nodeKind sh:Literal ] .

:Dataset a sh:NodeShape ; sh:targetClass dcat:Dataset ; sh:nodeKind sh:IRI ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:nodeKind sh:Literal ; sh:uniqueLang true ] ,
    [ sh:path dct:description ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
    [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ] ,
    [ sh:path dct:identifier ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
    [ sh:path dcat:keyword ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
    [ sh:path dcat:theme ; sh:minCount 1 ; sh:nodeKind sh:IRI ;
      sh:pattern "^http://publications.europa.eu/resource/authority/data-theme/[A-Z]{4}$" ] ,
    [ sh:path dcat:contactPoint ; sh:minCount 1 ; sh:class vcard:Organization ] ,
    [ sh:path dcatde:politicalGeocodingLevelURI ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path dct:spatial ; sh:nodeKind sh:IRI ; sh:class dct:Location ] ,
    [ sh:path dcatde:contributorID ; sh:nodeKind sh:IRI ] ,
    [ sh:path dcat:distribution ; sh:minCount 1 ; sh:class dcat:Distribution ] .

:Contact a sh:NodeShape ; sh:targetObjectsOf dcat:contactPoint ;
  sh:property [ sh:path vcard:fn ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
    [ sh:path vcard:hasEmail ; sh:minCount 1 ; sh:nodeKind sh:IRI ; sh:pattern "^mailto:" ] .

:Distribution a sh:NodeShape ; sh:targetClass dcat:Distribution ; sh:nodeKind sh:IRI ;
  sh:property [ sh:path dcat:accessURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] ,
    [ sh:path dct:license ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ;
      sh:pattern "^http://dcat-ap.de/def/licenses/" ] ,
    [ sh:path dcatde:licenseAttributionByText ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
    [ sh:path dct:format ; sh:minCount 1 ; sh:maxCount 1 ; sh:nodeKind sh:IRI ;
      sh:pattern "^http://publications.europa.eu/resource/authority/file-type/" ] ,
    [ sh:path dcat:mediaType ; sh:maxCount 1 ; sh:nodeKind sh:IRI ;
      sh:pattern "^https://www.iana.org/assignments/media-types/" ] ,
    [ sh:path dcatap:availability ; sh:maxCount 1 ; sh:nodeKind sh:IRI ] .

:DataService a sh:NodeShape ; sh:targetClass dcat:DataService ; sh:nodeKind sh:IRI ;
  sh:property [ sh:path dct:title ; sh:minCount 1 ; sh:nodeKind sh:Literal ] ,
    [ sh:path dct:publisher ; sh:minCount 1 ; sh:maxCount 1 ; sh:class foaf:Agent ] ,
    [ sh:path dcat:endpointURL ; sh:minCount 1 ; sh:nodeKind sh:IRI ] .
"""

_ADDRESS: Final = {"type": "string", "format": "uri"}
_ADDRESSES: Final = {"type": "array", "items": _ADDRESS}
_TEXT: Final = {"type": "string"}
_ALL: Final = {
    "id": _ADDRESS,
    "license": _TEXT,
    "created": {"type": "string", "format": "date-time"},
    "modified": {"type": "string", "format": "date-time"},
    "web": _ADDRESS,
    "deleted": {"type": "boolean"},
}


def _kind(name: str, fields: dict[str, Any], *more: str) -> dict[str, Any]:
    """An object of OParl 1.1; a field it does not know is ours by mistake."""
    kind = {"const": f"https://schema.oparl.org/1.1/{name}"}
    known = _ALL | {"type": kind} | fields
    return {"type": "object", "properties": known, "required": ["id", "type", *more], "additionalProperties": False}


FILE: Final = _kind(
    "File",
    dict.fromkeys(("name", "fileName", "mimeType"), _TEXT)
    | dict.fromkeys(("accessUrl", "downloadUrl", "fileLicense"), _ADDRESS)
    | {"date": {"type": "string", "format": "date"}, "size": {"type": "integer"}, "paper": _ADDRESSES},
    "accessUrl",
)
CONSULTATION: Final = _kind(
    "Consultation",
    {"paper": _ADDRESS, "organization": _ADDRESSES, "authoritative": {"type": "boolean"}, "role": _TEXT},
)
ORGANIZATION: Final = _kind("Organization", dict.fromkeys(("name", "organizationType", "classification"), _TEXT))
PAPER: Final = _kind(
    "Paper",
    dict.fromkeys(("name", "reference", "paperType"), _TEXT)
    | {"date": {"type": "string", "format": "date"}, "mainFile": FILE}
    | {"auxiliaryFile": {"type": "array", "items": FILE}, "consultation": {"type": "array", "items": CONSULTATION}},
)
PAPERS: Final = {
    "type": "object",
    "properties": {
        "data": {"type": "array", "items": PAPER},
        "pagination": {"type": "object", "additionalProperties": {"type": "integer"}},
        "links": {"type": "object", "additionalProperties": _ADDRESS},
    },
    "required": ["data", "pagination", "links"],
    "additionalProperties": False,
}
