"""Settings of the tests: those of the project with a fixed key, fast passwords and mail in memory."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
os.environ.setdefault("DATA_DIR", tempfile.gettempdir())
os.environ.setdefault("HTTPS", "false")
os.environ.setdefault("CITY_NAME", "Neuss")
os.environ.setdefault("STATIC_FROM_FINDERS", "true")
os.environ.setdefault("LOG_LEVEL", "ERROR")
os.environ.setdefault("SECOND_FACTOR_ROLES", "")

from neuss_integration.settings import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]  # noqa: F405
MIGRATION_LINTER_OPTIONS = {
    "include_apps": ["city", "accounts", "success_factors", "measures", "roundtables", "reporting"],
    "ignore_initial_migrations": True,
    # Written before the first release, when the server stands still while migrations run; new databases skip them.
    "ignore_name": [
        "0004_shortcuts",
        "0005_deputy_once",
        "0004_ratings_by_office",
        "0005_whole_lists",
        # It puts a weaker unique index in the place of another: what the old code writes fits both.
        "0012_kinds_and_deadline",
        "0036_views_of_other_lists",
        "0010_forgotten_wishes",
        # A unique index over rows with TRUE in a column that is new and FALSE everywhere; old code does not know it.
        "0008_area_values",
        # The same over a text that is new and empty everywhere.
        "0011_staff_figures",
        # What does the same.
        "0012_in_quick_steps",
        "0016_in_quick_steps",
    ],
    "no_cache": True,
}
# It asks the database once a second, so that the number of queries would be chance; tests/start/test_city_names has it.
MIDDLEWARE = [each for each in MIDDLEWARE if not each.endswith("CityNamesMiddleware")]  # noqa: F405
EXPENSIVE_PER_PERSON = 50  # people of tests that run beside these have the same numbers
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name} for name in ("default", "pdf")
}

# A file, not memory: threads and worker processes of the tests see the same database, with its real locks.
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": f"{tempfile.gettempdir()}/neuss-test-{os.getpid()}.sqlite3"}  # noqa: F405
