"""The run's manifest, ``datapackage.json``: a Frictionless data package of the tables.

It holds neither times nor places, so that the same inputs and options give the same bytes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.batch.merge import Totals
from pipeline.batch.options import Options, dictionary_hash
from pipeline.batch.plan import Inputs
from pipeline.tables import TABLES, Column, Kind
from pipeline.versions import VERSIONS

NAME = "datapackage.json"
_TYPES: dict[Kind, str] = {
    "text": "string",
    "category": "string",
    "integer": "integer",
    "number": "number",
    "flag": "boolean",
    "date": "date",
}


def write_manifest(
    out: Path, found: Inputs, options: Options, key: str, files: Sequence[str], totals: Totals
) -> None:
    """Write the manifest of a finished run, all or nothing."""
    resources = [_resource(name, out / name) for name in files]
    partial = out / f".{NAME}.part"
    with partial.open("wb") as file:
        file.write(manifest(resources, found, options, key, totals))
        file.flush()
        os.fsync(file.fileno())
    partial.replace(out / NAME)


def manifest(
    resources: Sequence[dict[str, Any]], found: Inputs, options: Options, key: str, totals: Totals
) -> bytes:
    """The manifest of a finished run, as JSON."""
    package = {
        "profile": "data-package",
        "name": "zhfacts",
        "title": "Figures, times and names from Chinese news text",
        "resources": resources,
        "run": {
            "key": key,
            "versions": VERSIONS,
            "options": options.describe(),
            "dictionary_sha256": dictionary_hash(),
            "inputs": {"files": found.files, "bytes": found.size, "sha256": found.digest},
            "counts": {
                **dict(sorted(totals.rows.items())),
                "labels": dict(sorted(totals.labels.items())),
                "statuses": dict(sorted(totals.statuses.items())),
                "duplicates": totals.duplicates,
            },
            "failures": totals.failures,
        },
    }
    return json.dumps(package, ensure_ascii=False, indent=1).encode() + b"\n"


def _resource(name: str, path: Path) -> dict[str, Any]:
    stem, _, suffix = name.partition(".")
    resource: dict[str, Any] = {
        "name": name.replace(".", "-") if suffix != "csv" else stem,
        "path": name,
        "format": suffix,
        "bytes": path.stat().st_size,
    }
    if suffix == "csv":
        resource |= {
            "profile": "tabular-data-resource",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {"fields": [_field(c) for c in TABLES[stem]], "missingValues": [""]},
        }
    return resource


def _field(column: Column) -> dict[str, str]:
    return {"name": column.name, "type": _TYPES[column.kind], "description": column.meaning}


def files_before(out: Path) -> list[str]:
    """The files in ``out`` that an earlier run's manifest names as its own."""
    try:
        package = json.loads((out / NAME).read_text(encoding="utf-8"))
        names = [str(resource["path"]) for resource in package["resources"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    # Whoever wrote the manifest, nothing but our own tables is ever taken for one of them.
    ours = {*TABLES, "tables", "texts"}
    return [n for n in names if n.partition(".")[0] in ours and n == Path(n).name]


def finished_before(
    out: Path, found: Inputs, key: str, formats: Sequence[str]
) -> tuple[list[str], Totals] | None:
    """The files and counts of a run that has finished with the same inputs and options."""
    path = out / NAME
    try:
        finished = finished_as(path.read_bytes(), path.stat().st_mtime_ns, found, key)
    except OSError:
        return None
    if finished is None:
        return None
    files = finished[0]
    suffixes = {name.rpartition(".")[2] for name in files} - {"jsonl"}
    if suffixes != set(formats) or not all((out / name).is_file() for name in files):
        return None
    return finished


def finished_as(
    manifest: bytes, written: int, found: Inputs, key: str
) -> tuple[list[str], Totals] | None:
    """The files and counts that ``manifest`` tells of, when it is of a run with these inputs and
    options and no input has changed since it was ``written`` (in nanoseconds since 1970)."""
    try:
        package = json.loads(manifest)
        run, files = package["run"], [r["path"] for r in package["resources"]]
        same = run["key"] == key and run["inputs"]["sha256"] == found.digest
        return (files, _totals(run)) if same and found.newest <= written else None
    except (ValueError, KeyError, TypeError):
        return None


def _totals(run: dict[str, Any]) -> Totals:
    counts = dict(run["counts"])
    totals = Totals(duplicates=counts.pop("duplicates"), failures=run["failures"])
    totals.labels.update(counts.pop("labels"))
    totals.statuses.update(counts.pop("statuses"))
    totals.rows.update(counts)
    return totals
