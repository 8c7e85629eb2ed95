"""Refusals with a sentence for people. Views show the text; nothing else is done with it."""


class Refused(Exception):
    """A rule of the domain forbids what was asked. `str()` is a whole German sentence that says what to do."""


class Stale(Refused):
    """Somebody else saved first. `current` is the row as it is now."""

    def __init__(self, current: object) -> None:
        super().__init__("Inzwischen wurde anderswo gespeichert.")
        self.current = current


class Incomplete(Refused):
    """Something is missing. `problems` maps field names to whole sentences."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems
