"""The versions of what decides what the tables hold.

The packages say them themselves: asking the installation takes longer than reading a dictionary.
"""

from __future__ import annotations

import jieba

#: Our own; the package's metadata has it from here.
__version__ = "0.1.0"
VERSIONS: dict[str, str] = {"zhfacts": __version__, "jieba": jieba.__version__}
