"""Tables → files, and back: ``open_sinks`` writes a run's, ``read_table`` reads one.

Rows come as the lines of a CSV file. Other formats read them into Arrow, whose import waits until
one is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from pipeline.errors import ZhfactsError
from pipeline.tables import TABLES
from pipeline.write.csv import LineSink, header_of, names_in

if TYPE_CHECKING:
    import pandas as pd


class Sink(Protocol):
    """Where the rows of one table go, as lines of CSV."""

    def append(self, lines: bytes) -> None: ...
    def close(self) -> None: ...


@dataclass(slots=True)
class Sinks:
    """The open files of a run, by table."""

    files: list[Path] = field(default_factory=list)
    by_table: dict[str, list[Sink]] = field(default_factory=dict)

    def file(self, path: Path) -> Path:
        """Note ``path`` as one of the run's files, and begin it anew."""
        path.unlink(missing_ok=True)
        self.files.append(path)
        return path

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
    for each in dict.fromkeys(formats):
        if each not in FORMATS:
            raise ZhfactsError(f"{each!r} is no format; there are {', '.join(FORMATS)}")
        _OPEN[each](sinks, folder)
    if texts:
        path = sinks.file(folder / "texts.jsonl")
        sinks.by_table["texts"] = [LineSink(path)]
    return sinks


def _open_csv(sinks: Sinks, folder: Path) -> None:
    for name, into in sinks.by_table.items():
        path = sinks.file(folder / f"{name}.csv")
        into.append(LineSink(path, header_of(TABLES[name])))


def _open_parquet(sinks: Sinks, folder: Path) -> None:
    from pipeline.write.parquet import ParquetSink

    for name, into in sinks.by_table.items():
        into.append(ParquetSink(sinks.file(folder / f"{name}.parquet"), TABLES[name]))


def _open_sqlite(sinks: Sinks, folder: Path) -> None:
    from pipeline.write.sqlite import SqliteSink

    path = sinks.file(folder / "tables.sqlite")
    for name, into in sinks.by_table.items():
        into.append(SqliteSink(path, name, TABLES[name]))


def _open_xlsx(sinks: Sinks, folder: Path) -> None:
    from pipeline.write.xlsx import Workbook

    book = Workbook(sinks.file(folder / "tables.xlsx"))
    for name, into in sinks.by_table.items():
        into.append(book.table(name, TABLES[name]))


_OPEN = {"csv": _open_csv, "parquet": _open_parquet, "sqlite": _open_sqlite, "xlsx": _open_xlsx}
FORMATS = tuple(_OPEN)


def read_table(path: str | os.PathLike[str]) -> pd.DataFrame:
    """A table that ``zhfacts run`` wrote as CSV or Parquet (a file, or the folder of a cluster's
    shards), exactly: the same cells and dtypes.

    Text and categories are empty strings where nothing is known, integers are nullable ``Int64``,
    numbers float64, dates ``datetime64[s]``. Raises ZhfactsError for a file with other columns and
    OSError for one that cannot be opened.
    """
    from pipeline.arrow import frame, read_csv

    path = Path(path)
    if path.suffix == ".parquet" or path.is_dir():
        from pipeline.write.parquet import header, read_parquet

        names, read = header(path), read_parquet
    else:
        names, read = names_in(path), read_csv
    for columns in TABLES.values():
        if [c.name for c in columns] == names:
            return frame(read(path, columns), columns)
    raise ZhfactsError(f"{path}: not a table of zhfacts; its columns are {', '.join(names)[:200]}")
