"""WSGI entry point for gunicorn."""

import os
import sys

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "neuss_integration.settings")
os.environ.setdefault("ANSWERS_REQUESTS", "true")
application = get_wsgi_application()

from neuss_integration.checks import refuse_unsafe_start  # noqa: E402 – settings are there only now
from neuss_integration.unreadable_requests import answer_in_our_words  # noqa: E402

refuse_unsafe_start()
answer_in_our_words()

if "gunicorn.http.wsgi" in sys.modules:  # which program answers is nobody's business; gunicorn has no setting for it
    sys.modules["gunicorn.http.wsgi"].SERVER = "web"  # type: ignore[attr-defined]
