"""How long something takes, for tests that its time grows with the text and not with its square."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def seconds(action: Callable[[], object], runs: int = 1) -> float:
    """The least processor time of ``runs`` calls; nobody's garbage is collected meanwhile."""
    gc.disable()
    try:
        return min(_once(action) for _ in range(runs))
    finally:
        gc.enable()


def _once(action: Callable[[], object]) -> float:
    started = time.process_time()
    action()
    return time.process_time() - started
