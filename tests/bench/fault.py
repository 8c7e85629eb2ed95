"""One fault that tests.bench.put_back puts back."""

from typing import NamedTuple


class Fault(NamedTuple):
    name: str
    file: str
    right: str
    wrong: str
    test: str
