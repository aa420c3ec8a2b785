"""Many words as one regular expression that reads each character once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def trie_pattern(words: Iterable[str]) -> str:
    """A regular expression for the longest of ``words`` at a place, sharing their beginnings.

    >>> trie_pattern(["工人日报", "工人", "农民"])
    '(?:农民|工人(?:日报)?)'
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for character in word:
            node = node.setdefault(character, {})
        node[""] = {}
    return _branch(root)


def _branch(node: dict[str, Any]) -> str:
    ends = "" in node
    paths = [_path(character, child) for character, child in sorted(node.items()) if character]
    if not paths:
        return ""
    if len(paths) == 1 and not ends:
        return paths[0]
    return f"(?:{'|'.join(paths)})" + ("?" if ends else "")


def _path(character: str, node: dict[str, Any]) -> str:
    return re.escape(character) + _branch(node)
