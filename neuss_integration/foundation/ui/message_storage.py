"""What a page says once, such as „Gespeichert“, on its way from one answer to the next."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class HostCookieStorage(CookieStorage):
    """In a cookie for this host and no other, as the one of the session is."""

    cookie_name = "__Host-messages" if settings.SESSION_COOKIE_SECURE else "messages"


class HostStorage(FallbackStorage):
    """In the cookie as long as it fits, else in the session."""

    storage_classes = (HostCookieStorage, SessionStorage)
