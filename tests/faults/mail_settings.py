"""Settings of a process whose mail server is the one named in the environment."""

import os

from tests.settings import *  # noqa: F403

EMAIL_BACKEND = os.environ["MAIL_SERVER"]
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ.get("MAIL_PORT", "0"))
