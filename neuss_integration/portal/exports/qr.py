"""QR codes (ISO/IEC 18004) of addresses of the portal."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_svg(address: str) -> SafeString:
    """The code of `address` inside a page; decorative, for the address stands beside it as a link."""
    drawn = segno.make_qr(address, error="m").svg_inline(border=2, omitsize=True, svgclass=None, lineclass=None)
    hidden = drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    return mark_safe(hidden)  # noqa: S308 - segno draws nothing but a path


def qr_file(address: str) -> bytes:
    """The code of `address` as a picture of its own, dark on white whatever stands around it."""
    file = io.BytesIO()
    segno.make_qr(address, error="m").save(file, kind="svg", border=4, scale=8, light="#fff")
    return file.getvalue()
