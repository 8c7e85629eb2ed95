"""The dialogue with the mail server: one connection for many mails, a limit for every wait, and what a reply means.

Django's own backend gives the settings of the connection; what it hides is decided here: at which command the server
said no and with which code, whether the content was handed over when the line went dead, and how long all of it may
take (its timeout counts from byte to byte, so a server that drips never ends).
"""

import re
import smtplib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email.utils import parseaddr
from functools import partial
from typing import Any, Final

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.utils import DNS_NAME

from neuss_integration.mailing.enums import Refusal

FOR_GOOD: Final = range(500, 600)
CLOSING: Final = 421
TOO_SLOW: Final = "Der Mailserver hat länger gebraucht als {seconds} Sekunden."


class ServerDown(Exception):
    """No mail can be handed over now: nobody answers, the server sends everybody away, or does not let us in."""


class Rejected(Exception):
    """The server took the connection, but not this mail. `is_final` as the code says; `is_closing`: it hung up too."""

    def __init__(self, refusal: Refusal, code: int, text: bytes | str, *, is_closing: bool = False) -> None:
        words = text.decode(errors="replace") if isinstance(text, bytes) else text
        super().__init__(f"{refusal.label}: {code} {' '.join(words.split())}")
        self.refusal = refusal
        self.is_final = code in FOR_GOOD
        self.is_closing = is_closing


class LineDead(Exception):
    """The connection broke. `is_uncertain`: the content was handed over, but no answer came."""

    def __init__(self, reason: object, *, is_uncertain: bool) -> None:
        super().__init__(str(reason))
        self.is_uncertain = is_uncertain


class Line:
    """Takes one mail after the other. Raises Rejected or LineDead; after LineDead no more can be sent."""

    def __init__(self) -> None:
        self.sent = 0
        self.has_answered = False

    def send(self, message: EmailMultiAlternatives) -> None:
        """The server has taken the mail."""
        try:
            self.deliver(message)
        except Rejected:
            self.has_answered = True
            raise
        self.sent, self.has_answered = self.sent + 1, True

    def deliver(self, message: EmailMultiAlternatives) -> None:
        """As `send`."""
        raise NotImplementedError


@contextmanager
def line() -> Iterator[Line]:
    """An open line to the mail server of the settings; raises ServerDown when there is none."""
    backend = get_connection()
    if not isinstance(backend, EmailBackend):
        yield BackendLine(backend)
        return
    smtp = _opened(backend)
    try:
        yield SmtpLine(smtp)
    finally:
        with suppress(smtplib.SMTPException, OSError), _limited(smtp, settings.EMAIL_TIMEOUT):
            smtp.quit()
        smtp.close()


class BackendLine(Line):
    """A backend of Django without a mail server: memory, console, files, or one of the tests."""

    def __init__(self, backend: Any) -> None:
        super().__init__()
        self.backend = backend

    def deliver(self, message: EmailMultiAlternatives) -> None:
        """Its exceptions, read as replies."""
        try:
            self.backend.send_messages([message])
        except smtplib.SMTPRecipientsRefused as error:
            code, text = next(iter(error.recipients.values()))
            raise Rejected(Refusal.RECIPIENT, code, text) from error
        except smtplib.SMTPResponseException as error:
            raise Rejected(Refusal.CONTENT, error.smtp_code, error.smtp_error) from error
        except (smtplib.SMTPException, OSError) as error:
            raise LineDead(error, is_uncertain=False) from error


class SmtpLine(Line):
    """A dialogue of RFC 5321, command by command."""

    def __init__(self, smtp: smtplib.SMTP) -> None:
        super().__init__()
        self.smtp = smtp
        self.is_over = threading.Event()

    def deliver(self, message: EmailMultiAlternatives) -> None:
        """Sender, address, content; each refused with its code."""
        content = _with_dots_doubled(message.message().as_bytes(linesep="\r\n"))  # type: ignore[call-arg]
        with _limited(self.smtp, settings.MAIL_SECONDS) as self.is_over:
            with _dying(self.is_over, is_uncertain=False):
                self._ask(Refusal.SENDER, lambda: self.smtp.mail(parseaddr(message.from_email)[1]))
                for address in message.recipients():
                    self._ask(Refusal.RECIPIENT, partial(self.smtp.rcpt, address))
                self._ask(Refusal.CONTENT, lambda: self.smtp.docmd("data"), good=354)
                self.smtp.send(content)
            with _dying(self.is_over, is_uncertain=True):
                self._ask(Refusal.CONTENT, self.smtp.getreply)

    def _ask(self, refusal: Refusal, command: Callable[[], tuple[int, bytes]], good: int = 250) -> None:
        code, text = command()
        if code == good or (good == 250 and code in (251, 252)):
            return
        if code == -1 or self.is_over.is_set():  # what was cut in the middle is no answer
            raise smtplib.SMTPServerDisconnected("Die Antwort des Mailservers war keine.")
        raise Rejected(refusal, code, text, is_closing=code == CLOSING or not self._is_ready_again())

    def _is_ready_again(self) -> bool:
        try:
            return self.smtp.rset()[0] == 250
        except (smtplib.SMTPException, OSError):
            return False


def _text(answer: bytes | str) -> str:
    return answer.decode(errors="replace") if isinstance(answer, bytes) else answer


def _opened(backend: EmailBackend) -> smtplib.SMTP:
    """A connection that is greeted, encrypted and signed in as the settings say."""
    name, seconds = DNS_NAME.get_fqdn(), float(backend.timeout or settings.MAIL_SECONDS)
    if backend.use_ssl:
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(local_hostname=name, timeout=seconds, context=backend.ssl_context)
    else:
        smtp = smtplib.SMTP(local_hostname=name, timeout=seconds)
    smtp._host = backend.host  # type: ignore[attr-defined]  # the name in its certificate; `connect` does not keep it
    try:
        with _limited(smtp, settings.MAIL_SECONDS):
            code, text = smtp.connect(backend.host, backend.port)
            if code != 220:
                raise smtplib.SMTPConnectError(code, text)
            if backend.use_tls:
                smtp.starttls(context=backend.ssl_context)
            smtp.ehlo_or_helo_if_needed()
            if backend.username and backend.password:
                smtp.login(backend.username, backend.password)
    except smtplib.SMTPResponseException as error:
        smtp.close()
        raise ServerDown(f"{error.smtp_code} {_text(error.smtp_error)}") from error
    except (smtplib.SMTPException, OSError) as error:
        smtp.close()
        raise ServerDown(str(error) or type(error).__name__) from error
    return smtp


@contextmanager
def _limited(smtp: smtplib.SMTP, seconds: float) -> Iterator[threading.Event]:
    """After `seconds` the line is cut, whatever is being waited for; the event says that this happened."""
    is_over = threading.Event()

    def cut() -> None:
        is_over.set()
        if smtp.sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(smtp.sock, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield is_over
    finally:
        timer.cancel()


@contextmanager
def _dying(is_over: threading.Event, *, is_uncertain: bool) -> Iterator[None]:
    try:
        yield
    except (smtplib.SMTPException, OSError) as error:
        reason = TOO_SLOW.format(seconds=settings.MAIL_SECONDS) if is_over.is_set() else error
        raise LineDead(reason, is_uncertain=is_uncertain) from error


def _with_dots_doubled(content: bytes) -> bytes:
    """The content as it goes over the line (RFC 5321, 4.5.2)."""
    doubled = re.sub(rb"(?m)^\.", b"..", content)
    return doubled + (b"" if doubled.endswith(b"\r\n") else b"\r\n") + b".\r\n"
