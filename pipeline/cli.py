"""The command line: parse, call the library, print. Heavy imports wait until a command runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT…", exists=True, help="Files or folders.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the tables.")],
    plain: Annotated[bool, typer.Option("--plain", help="Take the whole text as body.")] = False,
    date: Annotated[str, typer.Option(help="Reference date, ISO 8601.")] = "",
    encoding: Annotated[str, typer.Option(help="Encoding of the files, instead of finding it.")] = "",
    all_regions: Annotated[bool, typer.Option("--all-regions", help="Read boilerplate too.")] = False,
    tokens: Annotated[bool, typer.Option("--tokens", help="Also write tokens.csv.")] = False,
    userdict: Annotated[Path | None, typer.Option(exists=True, help="A jieba user dictionary.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print nothing but errors.")] = False,
) -> None:  # fmt: skip
    """Extract the figures of every INPUT into tables."""
    from pipeline.batch import Options
    from pipeline.batch import run as run_batch

    summary = run_batch(inputs, out, Options(plain, date, encoding, all_regions, tokens, userdict))
    if not quiet:
        typer.echo(f"{summary.articles} articles, {sum(summary.mentions.values())} mentions, "
                   f"{summary.facts} facts in {out}", err=True)  # fmt: skip


def main() -> None:
    """Run the command."""
    app()
