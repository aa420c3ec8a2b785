"""The inputs and invariants of fuzz.py, found by what they reach in the code (atheris, libFuzzer).

    python tests/fuzz_guided.py [CORPUS_FOLDER] -seed=1 -runs=100000 -max_total_time=600

The first failure prints its input and a traceback, and leaves the bytes in a file ``crash-…``, which
as an argument runs that one again. The same seed and number of runs give the same inputs. Needs
``pip install atheris``, which has wheels for some machines only; fuzz.py needs nothing.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import atheris

with atheris.instrument_imports(include=["pipeline"]):
    import fuzz

#: A page takes longer to parse than hundreds of texts to read.
FORMATS = ("txt",) * 16 + ("jsonl",) * 6 + ("csv",) * 6 + ("html",)


def case(provider: Any, pieces: list[str]) -> fuzz.Case:
    """What the fuzzer's bytes stand for: pieces of text that rules look for, or bytes as they are."""
    suffix = FORMATS[provider.ConsumeIntInRange(0, len(FORMATS) - 1)]
    date = fuzz.DATES[provider.ConsumeIntInRange(0, len(fuzz.DATES) - 1)]
    encoding = fuzz.ENCODINGS[provider.ConsumeIntInRange(0, len(fuzz.ENCODINGS) - 1)]
    plain = provider.ConsumeBool()
    if provider.ConsumeProbability() < 0.1:
        return fuzz.Case(provider.ConsumeBytes(4096), suffix, "", date, plain)
    chosen: list[str] = []
    while provider.remaining_bytes() and len(chosen) < 400:
        if (i := provider.ConsumeIntInRange(0, len(pieces))) < len(pieces):
            chosen.append(pieces[i])
        else:
            chosen.append(provider.ConsumeUnicode(4))
    text = "".join(chosen)
    data = fuzz.written(text, suffix, date).encode(encoding, "ignore")
    return fuzz.Case(data, suffix, text, date, plain)


def target(folder: Path) -> Callable[[bytes], None]:
    """What is run for each input: from the file to the tables, written and read back."""
    pieces = list(dict.fromkeys(fuzz.pool()))

    def through(data: bytes) -> None:
        provider = atheris.FuzzedDataProvider(data)
        made = case(provider, pieces)
        try:
            found = fuzz.one(made, folder)
            if len(data) % 8 == 0:  # writing takes as long as all else
                fuzz.write(found, folder)
        except Exception:
            print(repr(made), flush=True)
            raise

    return through


def main() -> None:
    """Fuzz as libFuzzer's options say."""
    with tempfile.TemporaryDirectory() as name:
        atheris.Setup(
            ["fuzz_guided", "-max_len=600", "-len_control=0", *sys.argv[1:]], target(Path(name))
        )
        atheris.Fuzz()


if __name__ == "__main__":
    main()
