"""The names of one document in full, and what 该校, 公司 or 全市 stand for in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache, cached_property

from pipeline.lazy import lazy
from pipeline.lexicon import columns
from pipeline.model import Mention

#: Words for the whole of the place last spoken of, with that place's last character.
_WHOLE = {"全市": "市", "全省": "省", "全县": "县", "全区": "区", "全州": "州", "全镇": "镇", "全乡": "乡", "全村": "村", "我市": "市", "我省": "省", "我县": "县", "我区": "区", "本市": "市", "本省": "省"}  # fmt: skip
#: Whose figures those of 我国 and 全国 are, and the words for it.
COUNTRY = "中国"
_COUNTRY = frozenset(("我国", "全国", "国内", COUNTRY))
#: Of these, what a report from abroad says of the country that it is about.
_ITS_OWN = frozenset(("全国", "国内"))
#: What shows that an article is not only about a country abroad.
_AT_HOME = lazy(r"中国|我国|国务院|全国人大|全国政协|新中国|中央")
#: 该校, 该公司: the organisation last named; 该市, 该县: the place of that kind.
_THAT = lazy(r"该(?:[校院厂行所馆队局社关矿]|公司|企业|集团|机构|单位|学校|医院)")
_COMPANY = lazy(r"(?:股份|有限|责任|集团)*(?:公司|集团)$")
#: What the body may be called that 该校, 该院 … stands for.
_KINDS = {"司": ("公司", "集团"), "团": ("集团",), "校": ("学校", "大学", "学院", "中学", "小学", "儿园", "职院", "高中"), "院": ("医院", "法院", "学院", "究院", "察院", "剧院"), "局": ("局",), "关": ("海关",), "矿": ("矿", "煤矿", "金矿"), "店": ("店",), "厂": ("厂",), "馆": ("馆",), "队": ("队",), "所": ("究所", "所")}  # fmt: skip
#: What may stand for any body: 该机构, 该企业.
_ANY = frozenset(("机构", "企业", "单位", "公司", "集团"))
_OFFICE = lazy(r"(?:政府|[局部委厅办署院会])$")
_PLACES, _BODIES = frozenset(("GPE", "LOC")), frozenset(("ORG", "FAC"))
#: Where the place ends that a body is named after: 湖北省宜都市卫生局.
_LEVELS = lazy(r"(?<=[一-龥]{2})(?:省|自治区|市(?=[一-龥]{2})|县)")
#: An article that names more bodies than this is a list, not a report.
_MANY = 200


@cache
def _abroad() -> frozenset[str]:
    """The countries but China."""
    found = columns("places_world")
    named = zip(found["name"], found["country"], found["kind"], strict=True)
    home = ("CN", "HK", "MO", "TW")
    return frozenset(n for n, code, kind in named if kind == "country" and code not in home)


def _country_in(name: str) -> str:
    """The country abroad that ``name`` is or begins with (泰国卫生部), or nothing."""
    return next((name[:n] for n in range(min(len(name), 10), 1, -1) if name[:n] in _abroad()), "")


def fullest(names: set[str]) -> dict[str, str]:
    """Companies by a shorter form that the article has too, which keeps their distinctive words.

    >>> fullest({"华兴集团东海工程有限公司", "东海工程公司", "县医院"})
    {'东海工程公司': '华兴集团东海工程有限公司'}
    """
    made: dict[str, str] = {}
    companies = [n for n in sorted(names) if _COMPANY.search(n)] if len(names) <= _MANY else []
    for short in companies:
        core = _COMPANY.sub("", short)
        longer = [n for n in companies if len(core) > 2 and core in n and len(n) > len(short)]
        if longer:
            made[short] = max(longer, key=len)
    return made


class Known:
    """The full form of each name, and the bodies and places named so far."""

    def __init__(self, mentions: Sequence[Mention], text: str = "") -> None:
        self._mentions, self._text = mentions, text
        self._body = ""
        #: what the text says that its own school, its own company is called
        self._defined: dict[str, str] = {}
        #: the bodies named so far, the last named last
        self._bodies: dict[str, None] = {}
        self._places: dict[str, str] = {}
        #: names not yet looked into, and whether a body's; most articles never ask
        self._noted: list[Mention | tuple[str, bool]] = []
        #: the place and the person last spoken of, for 当地 and 他
        self.here = self.person = ""
        #: places by the form that the article has, with their full one
        self._longer: dict[str, str] = {}
        bodies = [m.name.canonical for m in mentions if m.label in _BODIES and m.name]
        companies = {name for name in bodies if name.endswith(("公司", "集团"))}
        self._fuller = fullest(companies) if len(companies) > 1 else {}

    def full(self, mention: Mention) -> str:
        """The full form of the name ``mention``."""
        name = mention.name.canonical if mention.name else ""
        size = mention.end - mention.start
        if mention.label == "GPE" and 1 < size < len(name):
            words = self._text[mention.start : mention.end]
            if self._is_longer(name, words):
                return words
        return self._fuller.get(name, name) or self._text[mention.start : mention.end]

    def _is_longer(self, name: str, words: str) -> bool:
        """Whether the place ``words`` has its full form ``name`` nowhere in the article: 广东省."""
        if name.startswith(words) and words not in self._longer and len(self._longer) < _MANY:
            self._longer[words] = "" if name in self._text else name
        return bool(self._longer.get(words))

    def whole(self, words: str) -> str:
        """What 我国 or 全市 names, or nothing when ``words`` are none of these."""
        if words in _COUNTRY:
            return (words in _ITS_OWN and self.abroad) or COUNTRY
        if words[:1] not in ("全", "我", "本"):
            return ""
        level = _WHOLE.get(words)
        if not level:
            of_body = words[0] == "全" and len(words) == 2 and words[1] in _KINDS
            return self.of_kind(words[1]) if of_body else ""  # 全校
        self._learn()
        return self._places.get(level, words)

    @cached_property
    def abroad(self) -> str:
        """The country that a report from abroad names most, or nothing for other articles."""
        places = [m for m in self._mentions if m.name and m.label in ("GPE", "ORG")]
        home = any(m.name and m.name.adcode for m in places) or _AT_HOME.search(self._text)
        named = [] if home else [_country_in(m.name.canonical) for m in places if m.name]
        counts = Counter(name for name in named if name)
        return counts.most_common(1)[0][0] if counts else ""

    def that(self, words: str) -> str:
        """What 该校, 该市 names, or nothing when the article has named none."""
        self._learn()
        if _THAT.fullmatch(words):
            return self.of_kind(words[1:])
        if words == "该国":
            return self._places.get("国", "") or self.abroad
        return self._places.get(words[1:], "") if words[0] == "该" else ""

    def of_kind(self, word: str) -> str:
        """The body last named that ends in ``word`` (公司, 医院), or nothing."""
        self._learn()
        for kind, name in self._defined.items():
            if kind.endswith(word):
                return name
        endings = _KINDS.get(word[-1], (word,))
        for name in reversed(self._bodies):
            if name.endswith(endings):
                return name
        if word in ("机构", "单位"):
            return self._body
        known = word[-1] in _KINDS or word not in _ANY or _OFFICE.search(self._body)
        return "" if known else self._body

    def define(self, kind: str, name: str) -> None:
        """Remember that the text's own ``kind`` (学校) is called ``name``."""
        self._defined[kind] = name

    def with_place(self, words: str) -> str:
        """``words`` with the place that 全市, 全县 … at their head stand for: 全市各级法院."""
        place = self.whole(words[:2]) if words[:2] in _WHOLE and len(words) > 2 else ""
        return place + words[2:] if place not in ("", words[:2]) else words

    def topic(self, name: str, person: bool, place: bool) -> None:
        """Remember that a sentence speaks of ``name``, a person or a place or neither."""
        if person:
            self.person = name
        elif place:
            self.here = name

    def note(self, name: str, body: bool) -> None:
        """Remember ``name`` as what 全市, 该省, 该校 … will mean."""
        self._noted.append((name, body))

    def note_all(self, mentions: Sequence[Mention]) -> None:
        """Remember the names among ``mentions`` so."""
        self._noted += mentions

    def _learn(self) -> None:
        """Look into the names noted since last asked."""
        for one in self._noted:
            if isinstance(one, tuple):
                name, body = one
            elif one.label in _PLACES or one.label in _BODIES:
                name, body = self.full(one), one.label in _BODIES
            else:
                continue
            if body:
                self._remember(name)
            full = self._longer.get(name) or name
            if full[-1:] in "市省县区州镇乡村国":
                self._places[full[-1]] = name
            elif body:
                for found in _LEVELS.finditer(name, 1):
                    self._places.setdefault(found[0][-1], name[: found.end()])
            elif "市" in name[1:5]:
                self._places.setdefault("市", name[: name.index("市") + 1])
        self._noted.clear()

    def _remember(self, name: str) -> None:
        """Let ``name`` be the body last named."""
        self._body = name
        self._bodies.pop(name, None)
        self._bodies[name] = None
        if len(self._bodies) > _MANY:
            del self._bodies[next(iter(self._bodies))]
