"""Django settings. Every value that differs between machines comes from the environment; see .env.example."""

from pathlib import Path

import allauth

from neuss_integration import env as environment
from neuss_integration.env import BASE_DIR, env, secret

# --- Machine -------------------------------------------------------------------------------------
DATA_DIR = env.folder("DATA_DIR", default=BASE_DIR / ".data")
SECRET_KEY = environment.secret_key()
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])  # keys of before, for what they signed and closed
DEBUG = env.bool("DEBUG", default=False)
DEMO_MODE = env.bool("DEMO_MODE", default=False)
HTTPS = env.bool("HTTPS", default=not (DEBUG or DEMO_MODE))
ALLOWED_HOSTS = env.hosts("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.origins("CSRF_TRUSTED_ORIGINS", default=[])
DATABASES = {"default": environment.database(DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- The city: Neuss by default, any other city by environment -------------------------------------
CITY_NAME, CITY_NAME_IS_GIVEN = env.str("CITY_NAME", default="Neuss"), "CITY_NAME" in env
IS_NAMED = DEMO_MODE or CITY_NAME_IS_GIVEN  # else none of these names holds, and pages and mails say none
CITY_KEY = env.city_key("CITY_KEY", default={"Neuss": "05162024"}.get(CITY_NAME, ""))
CITY_FULL_NAME = env.str("CITY_FULL_NAME", default=f"Stadt {CITY_NAME}")
OFFICE_NAME = env.str("OFFICE_NAME", default="Integrationsbüro" if CITY_NAME == "Neuss" else "Koordinierungsstelle")
OFFICE_ARTICLE = env.article("OFFICE_ARTICLE", default="")  # by the ending of the name where empty
COMMITTEE_NAME = env.str("COMMITTEE_NAME", default="Integrationsrat")
COMMITTEE_ARTICLE = env.article("COMMITTEE_ARTICLE", default="")
CONTACT_EMAIL = env.email("CONTACT_EMAIL", default=f"koordination@{'neuss' if IS_NAMED else 'stadt'}.example")
SECURITY_CONTACT = env.contact("SECURITY_CONTACT", default="")  # of security.txt; mailto:CONTACT_EMAIL where empty
SITE_URL = environment.site_url(DATA_DIR)
HOLIDAY_SUBDIVISION = env.str("HOLIDAY_SUBDIVISION", default="NW")
MASTER_DATA = env.master_data("MASTER_DATA", default="")  # see neuss_integration.master_data
ACCESSIBILITY_LAW = env.str("ACCESSIBILITY_LAW", default="")  # "das …gesetz (…)"; that of the Land where empty
REPORT_INTERVAL_YEARS = env.int("REPORT_INTERVAL_YEARS", default=2, least=1)
REPORT_WARNING_MONTHS = env.int("REPORT_WARNING_MONTHS", default=6)
ALLOW_OWN_APPROVAL = env.bool("ALLOW_OWN_APPROVAL", default=False)
SMALL_NUMBER_THRESHOLD = env.int("SMALL_NUMBER_THRESHOLD", default=3)
MEETING_REMINDER_DAYS = env.int("MEETING_REMINDER_DAYS", default=7)
ACTION_REMINDER_DAYS = env.int("ACTION_REMINDER_DAYS", default=7)
CONTACT_RETENTION_MONTHS = env.int("CONTACT_RETENTION_MONTHS", default=24, least=1)
PORTAL_INDEXED = env.bool("PORTAL_INDEXED", default=False)
PORTAL_CACHE_SECONDS = env.int("PORTAL_CACHE_SECONDS", default=60)
MAIL_RETENTION_DAYS = env.days("MAIL_RETENTION_DAYS", default=730)
AUDIT_DAYS, AUDIT_SIGN_IN_DAYS = env.days("AUDIT_DAYS", default=3 * 365), env.days("AUDIT_SIGN_IN_DAYS", default=180)
ENQUIRY_RETENTION_DAYS = env.days("ENQUIRY_RETENTION_DAYS", default=90)
PORTAL_LANGUAGES = env.languages("PORTAL_LANGUAGES", default=["leicht", "en", "tr", "ar", "uk", "ru"])
PORTAL_REVIEWED_LANGUAGES = env.languages("PORTAL_REVIEWED_LANGUAGES", default=[])
REPORT_OUTREACH = "neuss_integration.portal.selectors.outreach.outreach"
OPEN_DATA_LICENCE = env.licence("OPEN_DATA_LICENCE", default="dl-de/by-2-0")
OPEN_DATA_PER_MINUTE = env.int("OPEN_DATA_PER_MINUTE", default=120, least=1)  # how often one network may read it
OPEN_DATA_ORIGIN = env.table("OPEN_DATA_ORIGIN", default={})  # DCAT-AP.de: {"municipality": AGS, "contributor": IRI}
MAX_TEXT_LENGTH = env.int("MAX_TEXT_LENGTH", default=20_000, least=1)
ATTACHMENT_MAX_MB = env.int("ATTACHMENT_MAX_MB", default=10, least=1)
ADVISORY_URL = env.address("ADVISORY_URL", default="https://api.osv.dev/v1/querybatch")
EXPENSIVE_PER_PERSON = env.int("EXPENSIVE_PER_PERSON", default=2, least=1)  # files and searches at once
EXPENSIVE_AT_ONCE = env.int("EXPENSIVE_AT_ONCE", default=3, least=1)  # in one web process, fewer than it has threads
PAGES_PER_PERSON, PAGES_WAITING = env.int("PAGES_PER_PERSON", default=3, least=1), env.int("PAGES_WAITING", default=6)
CLAMD_ADDRESS = env.scanner("CLAMD_ADDRESS", default="")
RENDER_CPU_SECONDS = env.int("RENDER_CPU_SECONDS", default=900, least=1)
RENDER_MEMORY_MB = env.int("RENDER_MEMORY_MB", default=4096, least=1)
RENDER_PROCESSES = env.int("RENDER_PROCESSES", default=0)  # 0: one for each processor
PRESENCE_SECONDS = env.int("PRESENCE_SECONDS", default=120, least=1)
RUN_STALLED_SECONDS = env.int("RUN_STALLED_SECONDS", default=60, least=1)

# --- Applications --------------------------------------------------------------------------------
INSTALLED_APPS = [
    "neuss_integration",
    "neuss_integration.steering",
    "neuss_integration.portal",
    "reporting",
    "roundtables",
    "measures",
    "success_factors",
    "neuss_integration.mailing",
    "neuss_integration.accounts",
    "neuss_integration.accounts.apps.SessionsConfig",
    "neuss_integration.city",
    "neuss_integration.audit",
    "neuss_integration.operations",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
]

MIDDLEWARE = [
    "neuss_integration.request_ids.RequestIdMiddleware",
    "neuss_integration.middleware.SecurityHeadersMiddleware",
    "neuss_integration.middleware.MethodsMiddleware",
    "neuss_integration.metrics.MetricsMiddleware",
    "neuss_integration.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "neuss_integration.middleware.CityNamesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "neuss_integration.page_shares.PageSharesMiddleware",
    "neuss_integration.accounts.middleware.SessionLimitMiddleware",
    "neuss_integration.accounts.form_recovery.FormRecoveryMiddleware",
    "neuss_integration.middleware.OneVersionMiddleware",
    "neuss_integration.middleware.SignInMiddleware",
    "neuss_integration.accounts.middleware.SecondFactorMiddleware",
    "neuss_integration.audit_log.AuditMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "neuss_integration.middleware.PackedPagesMiddleware",
    "neuss_integration.middleware.WholePartsMiddleware",
    "neuss_integration.ended_rights.EndedRightsMiddleware",
]

ROOT_URLCONF = "neuss_integration.urls"
WSGI_APPLICATION = "neuss_integration.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "neuss_integration.context_processors.site",
            ],
            "builtins": ["neuss_integration.foundation.ui.templatetags.components"],
            "libraries": {"kern": "neuss_integration.foundation.ui.templatetags.kern"},
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
        },
    }
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "kern"
CRISPY_TEMPLATE_PACK = "kern"

# --- Sign-in -------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["neuss_integration.demo.password.DemoAwareBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "neuss_integration.accounts.passwords.LengthLimitValidator"},
    {"NAME": "neuss_integration.accounts.passwords.VariedCharactersValidator"},
    {"NAME": "neuss_integration.accounts.passwords.GuessableWordsValidator"},
    {"NAME": "neuss_integration.demo.password.NotTheDemoPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "neuss_integration.accounts.adapter.ClosedAccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
# A code by mail instead of a password; it counts in the browser that asked for it, three tries, for ten minutes.
ACCOUNT_LOGIN_BY_CODE_ENABLED = env.bool("SIGN_IN_BY_CODE", default=True)
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "neuss_integration.accounts.passwords.LinkTokens"
ACCOUNT_FORMS = {
    "login": "neuss_integration.accounts.forms.sign_in.SignInForm",
    "request_login_code": "neuss_integration.accounts.forms.sign_in.RequestCodeForm",
    "confirm_login_code": "neuss_integration.accounts.forms.sign_in.MailedCodeForm",
    "change_password": "neuss_integration.accounts.forms.sign_in.PasswordChangeForm",
    "reset_password": "neuss_integration.accounts.forms.sign_in.PasswordResetForm",
    "reset_password_from_key": "neuss_integration.accounts.forms.sign_in.NewPasswordForm",
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,5/300s/key"}  # an office is one network
MFA_ADAPTER = "neuss_integration.accounts.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a code of half a minute earlier or later counts, once: accounts.forms.second_factor
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
# Who holds one of these roles gets nowhere without a second factor.
SECOND_FACTOR_ROLES = env.list("SECOND_FACTOR_ROLES", default=[] if DEMO_MODE else ["administrator", "coordinator"])
# The city's own sign-in service (OpenID Connect). OIDC_ROLES: {"group": "role", "other": "department_editor:Office"}.
OIDC_SERVER_URL = env.address("OIDC_SERVER_URL", default="")
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET = secret("OIDC_CLIENT_SECRET")
OIDC_GROUPS_CLAIM = env.str("OIDC_GROUPS_CLAIM", default="groups")
OIDC_ROLES = env.table("OIDC_ROLES", default={})
OIDC_VERIFIED_EMAIL = env.bool("OIDC_VERIFIED_EMAIL", default=False)
OIDC_IS_SECOND_FACTOR = env.bool("OIDC_IS_SECOND_FACTOR", default=True)
SOCIALACCOUNT_ADAPTER = "neuss_integration.accounts.sign_in.provider.DirectoryAdapter"
SOCIALACCOUNT_PROVIDERS = environment.sign_in_service(OIDC_SERVER_URL, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET)
SESSION_COOKIE_AGE = env.int("SESSION_COOKIE_AGE", default=8 * 60 * 60, least=1)
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", default=120, least=1)  # the strictest of a person's roles counts
SESSION_IDLE_MINUTES_BY_ROLE = env.table("SESSION_IDLE_MINUTES_BY_ROLE", default={"administrator": 30}, kind=int)
SESSION_HOURS_BY_ROLE = env.table("SESSION_HOURS_BY_ROLE", default={}, kind=int)
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # a flood of addresses pushes no lock and no used code out
    },
    # Sections of reports as they were set, by their content: some hundred kilobytes each, made anew when missing.
    "pdf": {
        "BACKEND": "neuss_integration.foundation.pdf.cache.PdfCache",
        "LOCATION": DATA_DIR / "pdf-sections",
        "TIMEOUT": 60 * 60 * 24 * 60,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

# --- Transport security --------------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS and env.bool("HSTS_INCLUDE_SUBDOMAINS", default=False)
SECURE_HSTS_PRELOAD = HTTPS and env.bool("HSTS_PRELOAD", default=False)
# Django warns without both. Other services of a city may live below the same domain, so the city decides.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# A name with __Host- is taken by browsers only over https, for the whole host and no other.
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_COOKIE_HTTPONLY = True  # no script reads it: forms carry their token themselves
MESSAGE_STORAGE = "neuss_integration.foundation.ui.message_storage.HostStorage"
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "neuss_integration.accounts.form_recovery.csrf_failure"
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", default=1)
DATA_UPLOAD_MAX_MEMORY_SIZE, DATA_UPLOAD_MAX_NUMBER_FIELDS = 5 * 1024 * 1024, 5000
# --- Language ------------------------------------------------------------------------------------
LANGUAGE_CODE, LANGUAGES = "de", [("de", "Deutsch")]
TIME_ZONE = env.zone("TIME_ZONE", default="Europe/Berlin")
FORMS_URLFIELD_ASSUME_HTTPS = True  # the default of Django 6

# --- Static files --------------------------------------------------------------------------------
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "neuss_integration.staticfiles.PackageFilesFinder",
    "neuss_integration.staticfiles.LatinFontsFinder",
]
PACKAGE_FILES = {
    "kern/kern.min.css": "node_modules/@kern-ux/native/dist/kern.min.css",
    "kern/fonts/FiraSans-Regular.woff2": "node_modules/@kern-ux/native/dist/fonts/fira-sans/FiraSans-Regular.woff2",
    "kern/fonts/FiraSans-Italic.woff2": "node_modules/@kern-ux/native/dist/fonts/fira-sans/FiraSans-Italic.woff2",
    "kern/fonts/FiraSans-Medium.woff2": "node_modules/@kern-ux/native/dist/fonts/fira-sans/FiraSans-Medium.woff2",
    "kern/fonts/FiraSans-SemiBold.woff2": "node_modules/@kern-ux/native/dist/fonts/fira-sans/FiraSans-SemiBold.woff2",
}
PACKAGE_FILES["mfa/js/webauthn-json.js"] = str(Path(allauth.__file__).parent / "mfa/static/mfa/js/webauthn-json.js")
WHITENOISE_USE_FINDERS = env.bool("STATIC_FROM_FINDERS", default=DEBUG or DEMO_MODE)
STATIC_ROOT = None if WHITENOISE_USE_FINDERS else BASE_DIR / ".staticfiles"
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if WHITENOISE_USE_FINDERS
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# --- Background jobs, mail, logging --------------------------------------------------------------
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_HOST") or "localhost", EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = (EMAIL_CONFIG.get(f"EMAIL_HOST_{part}") or "" for part in ("USER", "PASSWORD"))
EMAIL_USE_TLS, EMAIL_USE_SSL = bool(EMAIL_CONFIG.get("EMAIL_USE_TLS")), bool(EMAIL_CONFIG.get("EMAIL_USE_SSL"))
EMAIL_TIMEOUT = env.int("EMAIL_TIMEOUT", default=20, least=1)  # from one byte of the mail server to the next
MAIL_SECONDS = env.int("MAIL_SECONDS", default=60, least=1)  # for a connection, and for each mail in all
OUTBOX = "neuss_integration.mailing.outbox.Outbox"
SEND_MAIL = env.bool("SEND_MAIL", default=True)
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.email("DEFAULT_FROM_EMAIL", default=CONTACT_EMAIL)

LOGGING = environment.log_to_console()
METRICS_TOKEN = secret("METRICS_TOKEN")
SENTRY_DSN = environment.sentry()
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True
