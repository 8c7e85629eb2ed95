"""WSGI entry point for gunicorn."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

WRONG_SETTINGS = 3
"""The code with which gunicorn ends as a whole; with another one it starts such a process again and again."""

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "neuss_integration.settings")
os.environ.setdefault("ANSWERS_REQUESTS", "true")
try:
    application = get_wsgi_application()

    from neuss_integration.checks import refuse_unsafe_start
    from neuss_integration.unreadable_requests import answer_in_our_words

    refuse_unsafe_start()
except ImproperlyConfigured as reason:  # a sentence for who installs it; a traceback above would only hide it
    sys.stderr.write(f"{reason}\n")
    raise SystemExit(WRONG_SETTINGS) from None
answer_in_our_words()

if "gunicorn.http.wsgi" in sys.modules:  # which program answers is nobody's business; gunicorn has no setting for it
    sys.modules["gunicorn.http.wsgi"].SERVER = "web"  # type: ignore[attr-defined]
