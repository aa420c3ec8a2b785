"""Imported by the fork server before it forks workers: what all of them need, made once.

The dictionary and the lexicons take about a second and 150 MB; forked workers share both.
"""

from __future__ import annotations

from pipeline.analyse import analyse
from pipeline.arrow import spare_pandas
from pipeline.article import plain_article

spare_pandas()
analyse(plain_article("今年5月，全市工会有3名职工。"))  # the lexicons load at first use
