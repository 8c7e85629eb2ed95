"""From a request to the bytes of a PDF: the only module that calls WeasyPrint's renderer."""

import io
from datetime import datetime
from typing import Any
from xml.sax.saxutils import escape

import pydyf
import weasyprint

from neuss_integration.foundation.pdf.fetcher import MAX_SHOWN, ClosedFetcher
from neuss_integration.foundation.pdf.limits import check_size
from neuss_integration.foundation.pdf.line_ends import drop_last_spaces
from neuss_integration.foundation.pdf.tags import own_tags
from neuss_integration.foundation.pdf.types import SCHEME, EmbeddedFile, PdfError, Request
from neuss_integration.foundation.words.hyphenation import keep_hyphens, teach_german

VARIANT = "pdf/a-3a"
IDENTIFIER = "dcterms.identifier"
LICENCE = "dcterms.license"
BOOKMARK_LEVELS = 3
OPEN_LEVELS = 2
LINK_SCHEMES = ("http://", "https://", "mailto:", "tel:")
PART_SCHEME = "part:"
REFUSED = "Das Dokument verweist auf eine Adresse, die nicht geladen werden darf: {address}"
NO_LINK = "Der Verweis auf „{address}“ geht im PDF nicht. Möglich sind https://, http://, mailto: und tel:."
NO_TITLE = "Dem Dokument fehlt der Titel oder die Sprache."

NAMESPACES = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'

# PDF/A allows a property in XMP only when its schema is described in the file (ISO 19005-3, 6.6.2.3).
PDFUA_XMP = """<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1" />\
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" \
rdf:about=""><pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Indicates, which part of ISO 14289 standard is followed</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def write(request: Request) -> bytes:
    """The PDF of the request; PdfError when an address is refused, a cap is passed or title or language are missing."""
    fetcher = ClosedFetcher(request.assets)
    html = weasyprint.HTML(string=request.html, url_fetcher=fetcher, base_url=SCHEME)
    if sentence := check_size(html.etree_element):
        raise PdfError(sentence)
    teach_german()
    keep_hyphens(html.etree_element)
    drop_last_spaces(html.etree_element)
    document = html.render(pdf_variant=VARIANT)
    schemes = (*LINK_SCHEMES, PART_SCHEME) if request.prefix else LINK_SCHEMES
    _refuse_addresses(document, fetcher, schemes)
    _describe(document, request.created)
    output = io.BytesIO()
    with own_tags(document, request.prefix):
        document.write_pdf(
            output,
            pdf_variant=VARIANT,
            attachments=[_embedded(attachment, request.created) for attachment in request.attachments],
            finisher=lambda _, pdf: _finish(pdf, request.attachments),
        )
    _refuse_addresses(document, fetcher, schemes)
    return output.getvalue()


def _refuse_addresses(document: Any, fetcher: ClosedFetcher, schemes: tuple[str, ...]) -> None:
    if fetcher.refused:
        raise PdfError(REFUSED.format(address=fetcher.refused[0]))
    targets = [link[1] for page in document.pages for link in page.links if link[0] != "internal"]
    for target in targets:
        if not target.lower().startswith(schemes):
            raise PdfError(NO_LINK.format(address=target.removeprefix(SCHEME)[:MAX_SHOWN]))


def _describe(document: Any, created: str) -> None:
    metadata = document.metadata
    if not (metadata.title and metadata.lang):
        raise PdfError(NO_TITLE)
    metadata.created = metadata.modified = created
    metadata.attachments = []
    plain = metadata.generate_rdf_metadata

    def with_pdfua(variant: str, version: int, conformance: str) -> bytes:
        added = _dublin_core(metadata) + PDFUA_XMP + "</rdf:RDF>"
        return plain(variant, version, conformance).replace(b"</rdf:RDF>", added.encode())

    metadata.generate_rdf_metadata = with_pdfua
    whole = document.make_bookmark_tree
    document.make_bookmark_tree = lambda *args, **kwargs: _bookmarks(whole(*args, **kwargs))


def _bookmarks(tree: list[Any], level: int = 1) -> list[Any]:
    """Three levels of the bookmarks; two of them are seen when the file is opened."""
    below = [_bookmarks(children, level + 1) if level < BOOKMARK_LEVELS else [] for _, _, children, _ in tree]
    state = "open" if level < OPEN_LEVELS else "closed"
    return [(label, target, kids, state) for (label, target, *_), kids in zip(tree, below, strict=True)]


def _dublin_core(metadata: Any) -> str:
    """Language, publisher, identifier and licence as archives read them, each only when the document names it."""
    bags = (("language", [metadata.lang]), ("publisher", metadata.authors))
    told = "".join(
        f"<dc:{name}><rdf:Bag>{''.join(f'<rdf:li>{escape(each)}</rdf:li>' for each in values)}</rdf:Bag></dc:{name}>"
        for name, values in bags
        if any(values)
    )
    if identifier := metadata.custom.get(IDENTIFIER, "").strip():
        told += f"<dc:identifier>{escape(identifier)}</dc:identifier>"
    if licence := escape(metadata.custom.get(LICENCE, "").strip()):
        told += f'<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">{licence}</rdf:li></rdf:Alt></dc:rights>'
        told += f"<xmpRights:WebStatement>{licence}</xmpRights:WebStatement>"
    return f'<rdf:Description {NAMESPACES} rdf:about="">{told}</rdf:Description>'


def _embedded(attachment: EmbeddedFile, created: str) -> Any:
    moment = datetime.fromisoformat(created)
    return weasyprint.Attachment(
        string=attachment.content,
        name=attachment.name,
        description=attachment.description,
        relationship="Data",
        created=moment,
        modified=moment,
    )


def _finish(pdf: Any, attachments: tuple[EmbeddedFile, ...]) -> None:
    """Name the media types as given, and each attachment once in AF (WeasyPrint 70 lists it twice)."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    streams = [item for item in pdf.objects if isinstance(item, pydyf.Stream)]
    embedded = [stream for stream in streams if stream.extra.get("Type") == "/EmbeddedFile"]
    for stream, attachment in zip(embedded, attachments, strict=True):
        stream.extra["Subtype"] = pydyf.name(attachment.media_type)
