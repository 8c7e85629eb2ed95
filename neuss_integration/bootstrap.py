"""Set-up with the standard library alone (placeholder until the set-up part lands)."""

COMMANDS: tuple[str, ...] = ()


def main(arguments: list[str]) -> int:
    """Nothing yet."""
    return 0


def enter_environment() -> None:
    """Nothing yet."""
