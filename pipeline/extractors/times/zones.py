"""Time zones that touch a time belong to it: 北京时间5月8日凌晨."""

from __future__ import annotations

from pipeline.document import Document
from pipeline.lazy import lazy

_ZONE = lazy(
    r"(?:当地|北京|莫斯科|纽约|华盛顿|伦敦|巴黎|东京|首尔|悉尼|柏林|雅典|德黑兰|耶路撒冷|开罗|伊斯坦布尔"
    r"|美国?[东西中]部|(?:美国)?东部|(?:美国)?西部|美东|美西|格林[尼威]治|国际标准|世界|欧洲中部|中欧"
    r"|[A-Z]{3,4}|香港|台北|本地)(?:标准|夏令)?时间\s?$"
)
_LONGEST = 14


def with_zone(document: Document, start: int) -> int:
    """Where a time that begins at ``start`` begins with its time zone."""
    text = document.folded
    if start < 4 or text[start - 1] not in "间 " or not text.endswith("时间", 0, start):
        return start
    found = _ZONE.search(text, max(0, start - _LONGEST), start)
    if found:
        return found.start()
    tokens = document.tokens
    i = tokens.at(start - 3)  # 明斯克时间: a place the dictionary knows
    return tokens.starts[i] if i >= 0 and tokens.tag(i) == "ns" else start
