"""Lists kept in one column hold known values only."""

from typing import Any

from django.core.exceptions import ValidationError

from neuss_integration.foundation.records.constraints import NOT_OFFERED
from neuss_integration.portal.enums import Channel, SpokenLanguage, Weekday


def known_weekdays(value: Any) -> None:
    """Days of the week by their number, each once. Raises ValidationError."""
    _refuse_others(value, Weekday.values)


def known_languages(value: Any) -> None:
    """Languages by their code, each once. Raises ValidationError."""
    _refuse_others(value, SpokenLanguage.values)


def known_channels(value: Any) -> None:
    """Channels by their key, each once. Raises ValidationError."""
    _refuse_others(value, Channel.values)


def _refuse_others(value: Any, known: list[Any]) -> None:
    if not isinstance(value, list) or len(set(value)) < len(value) or not set(value) <= set(known):
        raise ValidationError(NOT_OFFERED)
