"""Tables → files, and back: ``open_sinks`` writes a run's, ``read_table`` reads one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pyarrow as pa

from pipeline.arrow import frame
from pipeline.errors import ZhfactsError
from pipeline.tables import TABLES
from pipeline.write.csv import CsvSink, header, read_csv
from pipeline.write.texts import TextSink

if TYPE_CHECKING:
    import pandas as pd

FORMATS = ("csv", "parquet", "sqlite", "xlsx")


class Sink(Protocol):
    """Where the rows of one table go."""

    def append(self, table: pa.Table) -> None: ...
    def close(self) -> None: ...


@dataclass(slots=True)
class Sinks:
    """The open files of a run, by table."""

    files: list[Path] = field(default_factory=list)
    by_table: dict[str, list[Sink]] = field(default_factory=dict)

    def close(self) -> None:
        """Finish every file and see it onto the disk."""
        for sinks in self.by_table.values():
            for sink in sinks:
                sink.close()
        for path in self.files:
            with path.open("rb") as file:
                os.fsync(file.fileno())


def open_sinks(folder: Path, formats: Sequence[str], names: Sequence[str], *, texts: bool) -> Sinks:
    """Files in ``folder`` for the tables ``names``, in each of ``formats``.

    Raises ZhfactsError for an unknown format, or one whose package is not installed.
    """
    sinks = Sinks(by_table={name: [] for name in names})
    for name in formats:
        if name == "csv":
            _open_each(sinks, folder, names)
        else:
            raise ZhfactsError(f"{name!r} is no format; there are {', '.join(FORMATS)}")
    if texts:
        sinks.files.append(folder / "texts.jsonl")
        sinks.by_table["texts"] = [TextSink(sinks.files[-1])]
    return sinks


def _open_each(sinks: Sinks, folder: Path, names: Sequence[str]) -> None:
    for name in names:
        path = folder / f"{name}.csv"
        sinks.files.append(path)
        sinks.by_table[name].append(CsvSink(path, TABLES[name]))


def read_table(path: str | os.PathLike[str]) -> pd.DataFrame:
    """A table that ``zhfacts run`` wrote, exactly as it was: the same cells and dtypes.

    Text and categories are empty strings where nothing is known, integers are nullable ``Int64``,
    numbers float64, dates ``datetime64[s]``. Raises ZhfactsError for a file with other columns.
    """
    path = Path(path)
    names = header(path)
    for columns in TABLES.values():
        if [c.name for c in columns] == names:
            return frame(read_csv(path, columns), columns)
    raise ZhfactsError(f"{path}: not a table of zhfacts; its columns are {', '.join(names)[:200]}")
