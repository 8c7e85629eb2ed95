"""Who gets which answer: one line per page, object and method. A new address without its two lines fails.

Columns: nobody signed in · a person without role · Koordination · Jugendamt · Stadtbibliothek · Runder Tisch ·
Integrationsrat · Fachadministration · Revision, left out where it is as for a person without role. The lines stand in
rows/, one file per app or subject. What a row's object is, and whose, stands in scene.py.

`login` leads to sign-in. A POST sends nothing but the token: 200 shows the form with its errors, 302 did something or
says why not, 404 hides that the object is there, 403 says that the role does not allow it, 405 takes no such request.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PEOPLE = {
    "anonym": None,
    "ohne": "nobody",
    "koord": "koordination",
    "jugend": "jugendamt_person",
    "bibl": "bibliothek_person",
    "tisch": "rundertisch_person",
    "rat": "integrationsrat_person",
    "admin": "verwaltung_person",
    "revision": "revision_person",
}

PUBLIC_FILES = {
    "portal:robots",
    "portal:security",
    "portal:sitemap",
    "portal:offer-calendar",
    "portal:campaign-calendar",
    "portal:picture",
    "portal:data-catalogue",
    "portal:data-api",
    "portal:feed",
    "portal:calendar",
    "portal:data-schema",
    "portal:data-json",
    "portal:qr",
    "portal:sheet",
    "portal:oparl-papers",
    "portal:oparl-paper",
    "portal:oparl-file",
    "portal:oparl-consultation",
    "portal:oparl-organization",
    "portal:data-csv",
    "healthz",
    "readyz",
    "reporting:portal-picture",
    "reporting:portal-file",
    "roundtables:portal-minutes-file",
    "steering:feed",
}
"""What everybody gets that is no page."""
PUBLIC = PUBLIC_FILES | {
    "site:accessibility",
    "site:accessibility-checks",
    "site:definitions",
    "site:gallery",
    "portal:start",
    "portal:news",
    "portal:news-detail",
    "portal:campaign-detail",
    "portal:organisations",
    "portal:organisation",
    "portal:round-tables",
    "portal:offer-list",
    "portal:offer-detail",
    "portal:imprint",
    "portal:privacy",
    "portal:data",
    "portal:advice",
    "portal:subject-detail",
    "portal:contact-point",
    "portal:enquiry",
    "portal:enquiry-status",
    "portal:taking-part",
    "portal:council-questions",
    "portal:goal-comment",
    "portal:goal-comments",
    "portal:round-table-needs",
    "reporting:portal-reports",
    "reporting:portal-report",
    "roundtables:portal-minutes",
    "roundtables:portal-minutes-detail",
    "account_login",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "provider_login",
    "openid_connect_callback",
}
"""Pages that anybody may ask for; everything else leads to sign-in."""
FILES = PUBLIC_FILES | {
    "audit-export",
    "publicity:picture",
    "measures:import-progress",
    "measures:round-summary-pdf",
    "measures:progress-pdf",
    "measures:measure-export",
    "measures:import-download",
    "measures:import-template",
    "measures:offline-download",
    "reporting:report-run-state",
    "reporting:report-download",
    "reporting:picture-file",
    "reporting:report-file",
    "reporting:prepared-file",
    "reporting:report-plan-calendar",
    "success_factors:area-download",
    "success_factors:indicator-download",
    "roundtables:comment-round-export",
    "roundtables:need-export",
    "roundtables:meeting-calendar",
    "roundtables:minutes-download",
    "measures:attachment-download",
    "measures:check-download",
    "measures:measure-pdf",
    "roundtables:network-export",
    "measures:goal-export",
    "measures:order-export",
    "measures:programme-export",
    "measures:organisation-export",
    "measures:resolution-export",
    "maintenance:export",
    "roundtables:proposal-export",
    "roundtables:paper-download",
    "steering:calendar-export",
    "steering:follow-export",
    "success_factors:indicator-export",
    "success_factors:request-file",
    "success_factors:staff-download",
}
"""Answers that are no page."""

FOR_EVERY_ROLE = {
    "site:shortcuts",
    "site:page-list",
    "search",
    "account_profile",
    "account_change_password",
    "account_reauthenticate",
    "account_sessions",
    "account_end_session",
    "account_end_sessions",
    "start",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_add_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}
"""Pages for whoever is signed in, without a permission."""


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    object: str
    method: str
    answers: dict[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.name} {self.object}".removesuffix(" -")


def _row(line: str) -> Row:
    name, thing, method, *answers = line.split()
    if len(answers) == len(PEOPLE) - 1:
        answers.append(answers[list(PEOPLE).index("ohne")])
    return Row(name, thing, method, dict(zip(PEOPLE, answers, strict=True)))


def _lines() -> Iterator[str]:
    """The lines of the files in rows/, one per app or subject."""
    for path in sorted(Path(__file__).with_name("rows").glob("*.txt")):
        yield from path.read_text(encoding="utf-8").splitlines()


ROWS = [_row(line) for line in _lines() if line and not line.startswith("#")]
PAGES = [row for row in ROWS if row.method == "GET" and "200" in row.answers.values()]
