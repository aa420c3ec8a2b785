"""The command line: parse, call the library, print. Heavy imports wait until a command runs."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import fields
from typing import TYPE_CHECKING

from pipeline.arguments import parse
from pipeline.errors import RunError, UsageError, ZhfactsError
from pipeline.process import collect_seldom, leave_all, spare_pandas

if TYPE_CHECKING:
    from pipeline.batch import Progress, Summary


def call(arguments: Sequence[str]) -> int:
    """Run the command that ``arguments`` ask for, in this process; gives back the exit code.

    Raises ZhfactsError for what the user can mend, and SystemExit as ``parse`` does.
    """
    command, given = parse(arguments)
    match command:
        case "run":
            return _run(given)
        case "check":
            return _check(given)
    return _explain(given)


def _run(given: Namespace) -> int:
    # Before numpy is there: the tagger's products are too small to share among cores.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if (given.workers > 1 or given.timeout) and given.engine == "local" and not given.userdict:
        _start_fork_server()
    from pipeline.console import bar, complain, show

    try:
        with bar(hidden=given.quiet) as progress:
            summary = _tables(given, progress)
    except KeyboardInterrupt:
        print("zhfacts: interrupted; add --resume to go on from here", file=sys.stderr)
        return 130
    if not given.quiet:
        show(summary)
    complain(summary)
    return 0


def _tables(given: Namespace, progress: Progress | None) -> Summary:
    from pipeline.batch import Options, run

    formats = given.formats.split(",")
    if formats != ["csv"]:
        spare_pandas()
    wanted = {field.name for field in fields(Options)}
    options = Options(**{name: value for name, value in vars(given).items() if name in wanted})
    how = {
        "workers": given.workers,
        "timeout": given.timeout,
        "resume": given.resume,
        "progress": progress,
    }
    if given.engine == "dask":
        if not {"csv", "parquet"}.issuperset(formats):
            raise UsageError(f"--format {given.formats}: a cluster writes Parquet")
        from pipeline.cluster import run_on_dask

        return run_on_dask(given.inputs, given.out, options, scheduler=given.scheduler, **how)
    if given.engine != "local":
        raise UsageError(f"{given.engine!r} is no engine; there are local and dask")
    if given.scheduler:
        raise UsageError(f"--scheduler {given.scheduler} goes with --engine dask")
    return run(given.inputs, given.out, options, formats=formats, **how)


def _start_fork_server() -> None:
    """Have the workers' dictionary made while this process still imports what it needs itself."""
    import multiprocessing as mp

    if "forkserver" in mp.get_all_start_methods():
        from multiprocessing.forkserver import ensure_running

        mp.get_context("forkserver").set_forkserver_preload(["pipeline.batch.preload"])
        ensure_running()


def _check(given: Namespace) -> int:
    from pipeline.evaluate import check
    from pipeline.report import show_score
    from pipeline.sources import make_sources

    sources = make_sources(given.entities, given.patterns, given.spacy_model)
    result = check(given.raw, given.gold, sources)
    show_score(result, differences=given.differences)
    return int(result.prf()[2] < given.fail_under)


def _explain(given: Namespace) -> int:
    from pipeline.api import extract
    from pipeline.explain import explain
    from pipeline.reader import read

    if (given.path is None) == (not given.text):
        raise UsageError("explain: give either an article or --text")
    source = next(read([given.path])) if given.path else given.text
    if not isinstance(source, str) and source.status != "ok":
        raise UsageError(source.error)
    found = extract(
        source,
        date=given.date or None,
        plain=given.plain or bool(given.text),
        entities=given.entities,
        patterns=given.patterns,
        spacy_model=given.spacy_model,
    )
    print(explain(found.analysis, given.offset))
    return 0


def main() -> None:
    """Run the command. What the user can mend is one line and exit code 2, or 1 for a run that had
    to stop."""
    collect_seldom()
    try:
        sys.exit(call(sys.argv[1:]))
    except ZhfactsError as error:
        print(f"zhfacts: {error}", file=sys.stderr)
        sys.exit(1 if isinstance(error, RunError) else 2)
    except KeyboardInterrupt:
        sys.exit(130)
    except (
        BrokenPipeError
    ):  # what reads our output has seen enough; flushing the rest would fail too
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    finally:
        leave_all()
