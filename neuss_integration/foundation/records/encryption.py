"""Small secrets that must be readable again, such as the key of an authenticator app, stored unreadable."""

import base64
import hashlib
from collections.abc import Iterator

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class UnknownKey(ValueError):
    """SECRET_KEY was replaced, and the one before is not among the fallbacks."""


def _digests() -> Iterator[bytes]:
    """What is written with SECRET_KEY, and read with it and with the keys before it."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        yield hashlib.sha256(f"neuss_integration.encryption:{key}".encode()).digest()


def _box() -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in _digests()])


def mark_of_keys() -> str:
    """Another one as soon as a key is replaced or forgotten; tells nothing of them."""
    return hashlib.sha256(b"".join(_digests())).hexdigest()


def encrypt(text: str) -> str:
    """`text` as nobody reads it without the secret key."""
    return _box().encrypt(text.encode()).decode("ascii")


def decrypt(token: str) -> str:
    """The text of `token`. Raises UnknownKey for one of a key that is unknown by now."""
    try:
        return _box().decrypt(token.encode()).decode()
    except InvalidToken as error:
        raise UnknownKey from error


def is_readable(token: str) -> bool:
    """Whether `token` was closed with a key that is still known."""
    try:
        decrypt(token)
    except UnknownKey:
        return False
    return True
