"""What a service refuses, shown in the form it came from."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from neuss_integration.foundation.exceptions import Incomplete, Refused, Stale


@contextmanager
def refusals_in(form: Any, field: str | None = None) -> Iterator[None]:
    """A refusal stands at its field, or at `field`, or on top of the form. Stale goes on to the view."""
    try:
        yield
    except ValidationError as error:
        problems: Any = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        _add(form, problems, field)
    except Stale:
        raise
    except Incomplete as refusal:
        _add(form, {name: [text] for name, text in refusal.problems.items()}, field)
    except Refused as refusal:
        form.add_error(field, str(refusal))


def _add(form: Any, problems: dict[str, list[str]], field: str | None) -> None:
    for name, sentences in problems.items():
        form.add_error(name if name in form.fields else field, sentences)
