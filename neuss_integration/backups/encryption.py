"""Archives that only the owner of a key opens, in the format of age (age-encryption.org)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

import pyrage

from neuss_integration.foundation.exceptions import Refused

MARK: Final = b"age-encryption.org/"
NO_KEY: Final = "Die Sicherung ist verschlüsselt. Bitte geben Sie mit --key die Datei mit dem geheimen Schlüssel an."
WRONG_KEY: Final = "Mit diesem Schlüssel lässt sich die Sicherung nicht öffnen, oder die Datei ist beschädigt."
NO_IDENTITY: Final = "In der Datei {path} steht kein geheimer Schlüssel (AGE-SECRET-KEY-…)."
NO_RECIPIENT: Final = "„{key}“ ist kein öffentlicher Schlüssel. Er beginnt mit age1 und steht in der Schlüsseldatei."


def make_key(path: Path) -> str:
    """A new secret key lies in `path`, readable for this account only; returns the public one.

    Raises FileExistsError rather than replace a key.
    """
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(f"# public key: {public}\n{identity}\n", encoding="ascii")
    return public


def recipient(key: str) -> pyrage.x25519.Recipient:
    """The public key `key`; raises Refused for anything else."""
    try:
        return pyrage.x25519.Recipient.from_str(key.strip())
    except pyrage.RecipientError as error:
        raise Refused(NO_RECIPIENT.format(key=key[:80])) from error


def encrypt(source: Path, target: Path, public_key: str) -> None:
    """`target` holds what `source` holds, for the owner of the secret key alone."""
    pyrage.encrypt_file(str(source), str(target), [recipient(public_key)])


@contextmanager
def opened(path: Path, key: Path | None) -> Iterator[Path]:
    """The readable archive of `path`, which is `path` itself where nothing is encrypted. Raises Refused."""
    with path.open("rb") as file:
        is_encrypted = file.read(len(MARK)) == MARK
    if not is_encrypted:
        yield path
        return
    if key is None:
        raise Refused(NO_KEY)
    with NamedTemporaryFile(prefix="neuss-backup-") as plain:
        try:
            pyrage.decrypt_file(str(path), plain.name, [_identity(key)])
        except pyrage.DecryptError as error:
            raise Refused(WRONG_KEY) from error
        yield Path(plain.name)


def _identity(path: Path) -> pyrage.x25519.Identity:
    lines = path.read_text(encoding="utf-8").splitlines()
    try:
        return pyrage.x25519.Identity.from_str(next(line for line in lines if line.startswith("AGE-SECRET-KEY-")))
    except (StopIteration, pyrage.IdentityError) as error:
        raise Refused(NO_IDENTITY.format(path=path)) from error
