"""A snapshot that notes which of its keys are read, and which are asked for that no snapshot has."""

from typing import Any

Json = dict[str, Any]


class Recorded(Json):
    """An object of a snapshot; copies of it hold recorded objects too, so that nothing below it is lost."""

    def __init__(self, value: Json, path: str, read: set[str]) -> None:
        super().__init__({name: recorded(each, f"{path}.{name}".lstrip("."), read) for name, each in value.items()})
        self.path, self.read = path, read

    def _note(self, name: Any) -> None:
        if not hasattr(dict, str(name)) or dict.__contains__(self, name):
            self.read.add(f"{self.path}.{name}".lstrip("."))

    def __getitem__(self, name: Any) -> Any:
        self._note(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self._note(name)
        return dict.__contains__(self, name)

    def get(self, name: Any, default: Any = None) -> Any:
        self._note(name)
        return super().get(name, default)


def recorded(value: Any, path: str, read: set[str]) -> Any:
    """`value` with each object in it recorded; the keys that are read come into `read`, without numbers of rows."""
    if isinstance(value, dict):
        return Recorded(value, path, read)
    return [recorded(each, path, read) for each in value] if isinstance(value, list) else value
