"""Answering with a file so that no browser runs anything in it."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from neuss_integration.foundation.attachments.checking import clean_name
from neuss_integration.foundation.attachments.models import Attachment


def attachment_response(attachment: Attachment) -> HttpResponse:
    """The bytes of `attachment` as a download: never shown in the page, never guessed at, kept by no cache."""
    response = HttpResponse(bytes(attachment.content), content_type=attachment.media_type)
    name = clean_name(attachment.name)  # so that nothing depends on how it came into the database
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
