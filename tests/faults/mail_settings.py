"""Settings of a worker whose mail server is the one named in the environment."""

import os

from tests.settings import *  # noqa: F403

EMAIL_BACKEND = os.environ["MAIL_SERVER"]
