"""One idiom for a page with a form: neuss_integration/foundation/forms/pages.py answers, no view does it by itself."""

import ast
from typing import Final

from tests.conventions.source import Module, breaking, modules

IDIOM: Final = "neuss_integration.foundation.forms.pages"
REFUSALS: Final = frozenset({"Refused", "Stale", "Incomplete"})
BY_THEMSELVES: Final = {
    "measures.views.answering": "stores while somebody types, complete or not, and answers the browser with JSON",
    "measures.views.report_files": "a file that is refused must not lose the answer it was to go with",
    "measures.views.bulk": "shows the preview again, with what others changed meanwhile",
    "measures.views.review": "goes on to the next report that waits, and says who decided first",
    "reporting.views.sections": "stores while somebody types and answers the browser with JSON",
    "roundtables.views.minutes_editor": "stores while somebody types and answers the browser with JSON",
    "neuss_integration.portal.views.taking_part": "asks people without an account for time and trap first",
    "success_factors.views.tables": "each step carries the table with it; one that cannot be read begins anew",
    "roundtables.views.members": "leads back to the table when somebody else ended the seat",
}
"""Views that answer a refusal themselves, and why."""


def views() -> list[Module]:
    """The modules with pages."""
    return [module for module in modules() if "views" in module.name.split(".") and module.name not in BY_THEMSELVES]


def names_of(node: ast.expr | None) -> set[str]:
    """The names in an expression, such as those of `except (Refused, ValidationError)`."""
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} if node else set()


def raises_anew(handler: ast.ExceptHandler) -> bool:
    """Whether the refusal only gets another sentence and goes on to the idiom."""
    return isinstance(handler.body[-1], ast.Raise)


def caught(module: Module) -> list[int]:
    """Lines that catch a refusal and answer it."""
    handlers = [node for node in ast.walk(module.tree) if isinstance(node, ast.ExceptHandler)]
    return [each.lineno for each in handlers if names_of(each.type) & REFUSALS and not raises_anew(each)]


def test_views_leave_refusals_to_the_idiom() -> None:
    assert breaking(views(), caught) == {}


def test_views_put_no_refusal_into_a_form_themselves() -> None:
    used = {module.name: [name for name, _ in module.imports()] for module in views()}
    assert [name for name, found in used.items() if any(each.endswith("refusals_in") for each in found)] == []


def test_every_exception_is_still_one() -> None:
    written = {module.name: module.text for module in modules()}
    needed = [name for name in BY_THEMSELVES if "except " in written[name] or "refusals_in" in written[name]]
    assert needed == list(BY_THEMSELVES)
