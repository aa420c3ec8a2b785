"""The command line: parse, call the library, print. Heavy imports wait until a command runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import ZhfactsError

app = typer.Typer(
    name="zhfacts",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Every figure in Chinese news text, with its unit, time, holder and what it measures.",
)


@app.callback()
def _root() -> None:
    """Keep ``run`` a subcommand even while it is the only one."""


@app.command()
def run(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT…", help="Files, folders or globs: .txt .html .jsonl .csv, also .gz.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the tables.")],
    plain: Annotated[bool, typer.Option("--plain", help="Take the whole text as body.")] = False,
    date: Annotated[str, typer.Option(help="Reference date, ISO 8601.")] = "",
    encoding: Annotated[str, typer.Option(help="Encoding of the files, instead of finding it.")] = "",
    all_regions: Annotated[bool, typer.Option("--all-regions", help="Read boilerplate too.")] = False,
    tokens: Annotated[bool, typer.Option("--tokens", help="Also write the table of tokens.")] = False,
    texts: Annotated[bool, typer.Option("--texts/--no-texts", help="Keep the texts beside the tables.")] = True,
    userdict: Annotated[Path | None, typer.Option(exists=True, dir_okay=False, help="A jieba user dictionary.")] = None,
    skip_duplicates: Annotated[bool, typer.Option("--skip-duplicates", help="No rows for a reprint.")] = False,
    formats: Annotated[str, typer.Option("--format", help="csv, parquet, sqlite, xlsx; several with commas.")] = "csv",
    workers: Annotated[int, typer.Option(min=1, help="Processes.")] = 1,
    timeout: Annotated[float, typer.Option(min=0, help="Seconds for a task of about 100 articles; 0: no limit.")] = 0,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where an interrupted run stopped.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
) -> None:  # fmt: skip
    """Extract the figures of every INPUT into tables."""
    from pipeline.batch import Options
    from pipeline.batch import run as run_batch
    from pipeline.console import bar, show

    options = Options(
        plain=plain, date=date, encoding=encoding, all_regions=all_regions, tokens=tokens,
        texts=texts, userdict=userdict, skip_duplicates=skip_duplicates,
    )  # fmt: skip
    with bar(hidden=quiet) as progress:
        summary = run_batch(
            inputs, out, options, formats=formats.split(","), workers=workers, timeout=timeout,
            resume=resume, progress=progress,
        )  # fmt: skip
    if not quiet:
        show(summary)


def main() -> None:
    """Run the command. What the user can mend is one line and exit code 2."""
    try:
        app()
    except ZhfactsError as error:
        print(f"zhfacts: {error}", file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        print("zhfacts: interrupted; add --resume to go on from here", file=sys.stderr)
        sys.exit(130)
