"""Imported by the fork server before it forks workers: what all of them need, made once.

The dictionary and the lexicons take about a second and 150 MB; forked workers share both.
"""

from __future__ import annotations

import gc

from pipeline.process import collect_seldom

collect_seldom()

from pipeline.analyse import analyse  # noqa: E402  # what it brings is loaded with few collections
from pipeline.article import plain_article  # noqa: E402
from pipeline.lazy import compile_all  # noqa: E402

compile_all()
analyse(plain_article("今年5月，全市工会有3名职工。"))  # the lexicons load at first use
gc.freeze()  # a collection would write to each object, and so end the sharing
