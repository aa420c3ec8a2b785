"""What the command line takes: a parser for each command.

argparse, since what reads annotations instead (typer, and pydantic below it) takes longer to import
than all our lexicons.
"""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, BooleanOptionalAction, Namespace
from collections.abc import Callable, Sequence
from math import inf
from pathlib import Path
from typing import TypeVar

N = TypeVar("N", int, float)

_ABOUT = "Every figure in Chinese news text, with its unit, time, holder and what it measures."


def parse(arguments: Sequence[str]) -> tuple[str, Namespace]:
    """The command that is asked for, and what is given to it.

    Raises SystemExit when help is asked for (code 0), and for what makes no sense (code 2).

    >>> command, given = parse(["run", "a.txt", "-o", "tables", "b.txt"])
    >>> command, given.inputs, given.workers
    ('run', ['a.txt', 'b.txt'], 1)
    """
    if not arguments or arguments[0] not in _COMMANDS:
        _overview().parse_args(arguments or ["--help"])  # which ends here
    name, *given = arguments
    about, declare = _COMMANDS[name]
    parser = ArgumentParser(f"zhfacts {name}", description=about, allow_abbrev=False)
    declare(parser)
    # Options may stand among the inputs; argparse can have that or ``--``, not both.
    read = parser.parse_args if "--" in given else parser.parse_intermixed_args
    return name, read(given)


def _overview() -> ArgumentParser:
    parser = ArgumentParser("zhfacts", description=_ABOUT, allow_abbrev=False)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, (about, _) in _COMMANDS.items():
        commands.add_parser(name, help=about)
    return parser


# fmt: off
def _run(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("inputs", nargs="+", metavar="INPUT", help="files, folders or globs: .txt .html .jsonl .csv, also .gz")
    add("-o", "--out", required=True, metavar="FOLDER", help="folder for the tables; a URL too with --engine dask")
    add("--plain", action="store_true", help="take the whole text as body")
    _date(parser)
    add("--encoding", default="", metavar="NAME", help="encoding of the files, instead of finding it")
    add("--all-regions", action="store_true", help="read boilerplate too")
    add("--tokens", action="store_true", help="also write the table of tokens")
    add("--texts", action=BooleanOptionalAction, default=True, help="keep the texts beside the tables")
    add("--userdict", type=_file, metavar="FILE", help="a jieba user dictionary")
    add("--segmenter", default="jieba", metavar="NAME", help="jieba, or fast (the same words through rjieba, extra `fast`); default: %(default)s")
    _names(parser)
    add("--skip-duplicates", action="store_true", help="no rows for a reprint")
    add("--format", default="csv", dest="formats", metavar="NAMES", help="csv, parquet, sqlite, xlsx; several with commas; default: %(default)s")
    add("--workers", type=_workers, default=1, metavar="N", help="processes; default: %(default)s")
    add("--timeout", type=_seconds, default=0, metavar="SECONDS", help="for a task of about 100 articles; 0: no limit (default)")
    add("--engine", default="local", metavar="NAME", help="local, or dask (extra `dask`): Parquet shards by a cluster; default: %(default)s")
    add("--scheduler", default="", metavar="ADDRESS", help="of a Dask cluster; without it, one on this machine")
    add("--resume", action="store_true", help="go on where an interrupted run stopped")
    add("--quiet", action="store_true", help="print nothing but errors")


def _check(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("raw", type=_folder, metavar="RAW", help="folder of the articles")
    add("gold", type=_folder, metavar="GOLD", help="folder of their gold, with index.csv")
    add("--fail-under", type=_share, default=0, metavar="F1", help="exit with 1 when the F1 over all labels is lower")
    add("--differences", action=BooleanOptionalAction, default=True, help="list every difference")
    _names(parser)


def _explain(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("path", type=_file, nargs="?", metavar="ARTICLE", help="an article")
    add("offset", type=_offset, nargs="?", metavar="OFFSET", help="an offset in it; the whole article without")
    add("--text", default="", help="a text instead of a file")
    _date(parser)
    add("--plain", action="store_true", help="take the whole text as body")
    _names(parser)


def _date(parser: ArgumentParser) -> None:
    parser.add_argument("--date", default="", help="reference date, ISO 8601")


def _names(parser: ArgumentParser) -> None:
    add = parser.add_argument
    add("--entities", default="rules", metavar="HOW", help="how names are found: rules, or lac (jieba's neural tagger too); default: %(default)s")
    add("--patterns", type=_file, metavar="FILE", help="your own names: spaCy EntityRuler patterns, JSONL")
    add("--spacy-model", default="", metavar="MODEL", help="a spaCy pipeline whose entities are merged: name or path")


# fmt: on
#: What each command does, and what declares its arguments.
_COMMANDS: dict[str, tuple[str, Callable[[ArgumentParser], None]]] = {
    "run": ("Extract the figures of every INPUT into tables.", _run),
    "check": ("Score the extraction against hand-made gold.", _check),
    "explain": ("Show the tokens, the rules that fired, and how each cell came about.", _explain),
}


def _file(text: str) -> Path:
    path = Path(text)
    if path.is_dir():
        raise ArgumentTypeError(f"{text} is a folder")
    return _existing(path)


def _folder(text: str) -> Path:
    path = Path(text)
    if path.is_file():
        raise ArgumentTypeError(f"{text} is a file")
    return _existing(path)


def _existing(path: Path) -> Path:
    if not path.exists():
        raise ArgumentTypeError(f"{path} does not exist")
    return path


def _workers(text: str) -> int:
    return _within(text, int, 1)


def _offset(text: str) -> int:
    return _within(text, int, 0)


def _seconds(text: str) -> float:
    return _within(text, float, 0)


def _share(text: str) -> float:
    return _within(text, float, 0, 1)


def _within(text: str, make: Callable[[str], N], low: float, high: float = inf) -> N:
    try:
        number = make(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no number") from None
    if not low <= number <= high:
        limits = f"{low} or more" if high == inf else f"between {low} and {high}"
        raise ArgumentTypeError(f"{text} is not {limits}")
    return number
