"""What a process may do to itself that does nothing but our work: a worker, the command.

Call these before other threads run, and never in a process that is someone else's.
"""

from __future__ import annotations

import gc
import sys


def collect_seldom() -> None:
    """Have the collector of cycles look seldom: our rows hold none, so all it finds is work.

    An article leaves thousands of new objects alive until its shard is written, and the dictionary
    a million: with Python's own thresholds a twentieth of the time goes into looking at them.
    """
    gc.set_threshold(1_000_000, 20, 50)


def leave_all() -> None:
    """Have the process end without a look at all it leaves behind: the system takes that back faster.

    The last collection would go through the dictionary and the rules, and free them one by one.
    """
    gc.freeze()


def spare_pandas() -> None:
    """Keep pyarrow from importing pandas before it is needed, which takes a sixth of a second.

    It tries as soon as it makes its first array. Finding none then, it tries again when something
    is to become a DataFrame.
    """
    import pyarrow as pa

    finder = _NoPandas()
    sys.meta_path.insert(0, finder)
    try:
        pa.array([])
    finally:
        sys.meta_path.remove(finder)


class _NoPandas:
    def find_spec(self, fullname: str, *_: object) -> None:
        if fullname == "pandas":
            raise ImportError("not yet")
