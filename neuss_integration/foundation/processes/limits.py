"""What a child process may cost."""

import os
import resource
from typing import Final

MEBIBYTE: Final = 1024 * 1024
NICENESS: Final = 5
"""Pages that somebody waits for come first."""


def limit(*, memory_mb: int, cpu_seconds: int) -> None:
    """From here on this process has so much and no more; passing a limit ends it."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MEBIBYTE, memory_mb * MEBIBYTE))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(NICENESS)
