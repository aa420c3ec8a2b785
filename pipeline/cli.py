"""The command line: parse, call the library, print. Heavy imports wait until a command runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import RunError, UsageError, ZhfactsError
from pipeline.process import collect_seldom, leave_all, spare_pandas

app = typer.Typer(
    name="zhfacts",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Every figure in Chinese news text, with its unit, time, holder and what it measures.",
)


@app.command()
def run(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT…", help="Files, folders or globs: .txt .html .jsonl .csv, also .gz.")],
    out: Annotated[str, typer.Option("-o", "--out", help="Folder for the tables; a URL too with --engine dask.")],
    plain: Annotated[bool, typer.Option("--plain", help="Take the whole text as body.")] = False,
    date: Annotated[str, typer.Option(help="Reference date, ISO 8601.")] = "",
    encoding: Annotated[str, typer.Option(help="Encoding of the files, instead of finding it.")] = "",
    all_regions: Annotated[bool, typer.Option("--all-regions", help="Read boilerplate too.")] = False,
    tokens: Annotated[bool, typer.Option("--tokens", help="Also write the table of tokens.")] = False,
    texts: Annotated[bool, typer.Option("--texts/--no-texts", help="Keep the texts beside the tables.")] = True,
    userdict: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="A jieba user dictionary.")] = None,
    segmenter: Annotated[str, typer.Option(help="jieba, or fast (the same words through rjieba, extra `fast`).")] = "jieba",
    entities: Annotated[str, typer.Option(help="How names are found: rules, or lac (jieba's neural tagger too).")] = "rules",
    patterns: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="Your own names: spaCy EntityRuler patterns, JSONL.")] = None,
    spacy_model: Annotated[str, typer.Option(help="A spaCy pipeline whose entities are merged: name or path.")] = "",
    skip_duplicates: Annotated[bool, typer.Option("--skip-duplicates", help="No rows for a reprint.")] = False,
    formats: Annotated[str, typer.Option("--format", help="csv, parquet, sqlite, xlsx; several with commas.")] = "csv",
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    timeout: Annotated[float, typer.Option(min=0, help="Seconds for a task of about 100 articles; 0: no limit.")] = 0,
    engine: Annotated[str, typer.Option(help="local, or dask (extra `dask`): Parquet shards by a cluster.")] = "local",
    scheduler: Annotated[str, typer.Option(metavar="ADDRESS", help="Of a Dask cluster; without it, one on this machine.")] = "",
    resume: Annotated[bool, typer.Option("--resume", help="Go on where an interrupted run stopped.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
) -> None:  # fmt: skip
    """Extract the figures of every INPUT into tables."""
    # Before numpy is there: the tagger's products are too small to share among cores.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if (workers > 1 or timeout) and engine == "local" and not userdict:
        _start_fork_server()
    from pipeline.batch import Options
    from pipeline.batch import run as run_batch
    from pipeline.console import bar, complain, show

    if engine == "dask" and not {"csv", "parquet"}.issuperset(formats.split(",")):
        raise UsageError(f"--format {formats}: a cluster writes Parquet")
    if engine == "local" and scheduler:
        raise UsageError(f"--scheduler {scheduler} goes with --engine dask")
    options = Options(
        plain=plain, date=date, encoding=encoding, all_regions=all_regions, tokens=tokens,
        texts=texts, userdict=userdict, segmenter=segmenter, entities=entities,
        patterns=patterns, spacy_model=spacy_model, skip_duplicates=skip_duplicates,
    )  # fmt: skip
    if formats != "csv":
        spare_pandas()
    try:
        with bar(hidden=quiet) as progress:
            if engine == "dask":
                from pipeline.cluster import run_on_dask

                summary = run_on_dask(
                    inputs, out, options, scheduler=scheduler, workers=workers, timeout=timeout,
                    resume=resume, progress=progress,
                )  # fmt: skip
            elif engine == "local":
                summary = run_batch(
                    inputs, out, options, formats=formats.split(","), workers=workers, timeout=timeout,
                    resume=resume, progress=progress,
                )  # fmt: skip
            else:
                raise UsageError(f"{engine!r} is no engine; there are local and dask")
    except KeyboardInterrupt:
        typer.echo("zhfacts: interrupted; add --resume to go on from here", err=True)
        raise typer.Exit(130) from None
    if not quiet:
        show(summary)
    complain(summary)


def _start_fork_server() -> None:
    """Have the workers' dictionary made while this process still imports what it needs itself."""
    import multiprocessing as mp

    if "forkserver" in mp.get_all_start_methods():
        from multiprocessing.forkserver import ensure_running

        mp.get_context("forkserver").set_forkserver_preload(["pipeline.batch.preload"])
        ensure_running()


@app.command()
def check(
    raw: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="Folder of the articles.")],
    gold: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="Folder of their gold, with index.csv.")],
    fail_under: Annotated[float, typer.Option(min=0, max=1, help="Exit with 1 when the F1 over all labels is lower.")] = 0,
    differences: Annotated[bool, typer.Option("--differences/--no-differences", help="List every difference.")] = True,
    entities: Annotated[str, typer.Option(help="How names are found: rules or lac.")] = "rules",
    patterns: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="Your own names, as for run.")] = None,
    spacy_model: Annotated[str, typer.Option(help="A spaCy pipeline, as for run.")] = "",
) -> None:  # fmt: skip
    """Score the extraction against hand-made gold."""
    from pipeline.evaluate import check as check_folder
    from pipeline.report import show_score
    from pipeline.sources import make_sources

    result = check_folder(raw, gold, make_sources(entities, patterns, spacy_model))
    show_score(result, differences=differences)
    if result.prf()[2] < fail_under:
        raise typer.Exit(1)


@app.command()
def explain(
    path: Annotated[Path | None, typer.Argument(exists=True, dir_okay=False, help="An article.")] = None,
    offset: Annotated[int | None, typer.Argument(min=0, help="An offset in it; the whole article without.")] = None,
    text: Annotated[str, typer.Option(help="A text instead of a file.")] = "",
    date: Annotated[str, typer.Option(help="Reference date, ISO 8601.")] = "",
    plain: Annotated[bool, typer.Option("--plain", help="Take the whole text as body.")] = False,
    entities: Annotated[str, typer.Option(help="How names are found: rules or lac.")] = "rules",
    patterns: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="Your own names, as for run.")] = None,
) -> None:  # fmt: skip
    """Show the tokens, the rules that fired, and how each cell came about."""
    from pipeline.api import extract
    from pipeline.explain import explain as account
    from pipeline.reader import read

    if (path is None) == (not text):
        raise UsageError("explain: give either an article or --text")
    source = next(read([path])) if path else text
    if not isinstance(source, str) and source.status != "ok":
        raise UsageError(source.error)
    found = extract(
        source, date=date or None, plain=plain or bool(text), entities=entities, patterns=patterns
    )
    typer.echo(account(found.analysis, offset))


def main() -> None:
    """Run the command. What the user can mend is one line and exit code 2, or 1 for a run that had
    to stop."""
    collect_seldom()
    try:
        app()
    except ZhfactsError as error:
        print(f"zhfacts: {error}", file=sys.stderr)
        sys.exit(1 if isinstance(error, RunError) else 2)
    except (
        BrokenPipeError
    ):  # what reads our output has seen enough; flushing the rest would fail too
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    finally:
        leave_all()
