"""What was entered about the city itself."""

from neuss_integration.city.models import EnteredNames
from neuss_integration.foundation.words.city_names import FIELDS, look_for_names


def entered_names() -> dict[str, str]:
    """The names that somebody entered; none where the settings hold. One query."""
    return dict(EnteredNames.objects.values(*FIELDS).first() or {})


def know_names() -> None:
    """This process knows the names that were entered, also by another one; asks at most once a second."""
    look_for_names(entered_names)
