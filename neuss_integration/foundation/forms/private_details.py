"""Asking before a text with something private in it is sent."""

from typing import Any

from neuss_integration.foundation.words.private_details import MOST, private_details

Found = list[tuple[str, str]]


class PrivateDetailsMixin:
    """`private_field` names the text; the field `keep_details` confirms it, where there is something to confirm."""

    private_field = "text"

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)  # type: ignore[call-arg]
        if not private_details(str((data or {}).get(self.private_field, ""))[:MOST]):
            del self.fields["keep_details"]  # type: ignore[attr-defined]

    def asked_layout(self) -> list[str]:
        """The box, where there is something to ask about."""
        return ["keep_details"] if "keep_details" in self.fields else []  # type: ignore[attr-defined]

    def private_sentence(self, found: Found) -> str:
        """What the person reads who wrote what was `found`."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Something private is sent only by who says so."""
        data: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[attr-defined, misc]
        found = private_details(str(data.get(self.private_field, "")))
        if found and not data.get("keep_details"):
            self.add_error(self.private_field, self.private_sentence(found))  # type: ignore[attr-defined]
        return data
