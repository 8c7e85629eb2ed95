"""Small secrets that must be readable again, such as the key of an authenticator app, stored unreadable."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class UnknownKey(ValueError):
    """SECRET_KEY was replaced, and the one before is not among the fallbacks."""


def _box() -> MultiFernet:
    """Writes with SECRET_KEY; reads with it and with the keys before it."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(f"neuss_integration.encryption:{key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])


def encrypt(text: str) -> str:
    """`text` as nobody reads it without the secret key."""
    return _box().encrypt(text.encode()).decode("ascii")


def decrypt(token: str) -> str:
    """The text of `token`. Raises UnknownKey for one of a key that is unknown by now."""
    try:
        return _box().decrypt(token).decode()
    except InvalidToken as error:
        raise UnknownKey from error


def is_readable(token: str) -> bool:
    """Whether `token` was closed with a key that is still known."""
    try:
        decrypt(token)
    except UnknownKey:
        return False
    return True
