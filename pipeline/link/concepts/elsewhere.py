"""Concepts of figures that neither a phrase of their clause nor a figure before them names."""

from __future__ import annotations

from pipeline.lazy import lazy
from pipeline.link.concepts.before import PLAYERS, left
from pipeline.link.concepts.carried import VERBAL
from pipeline.link.concepts.cells import set_phrase, set_unit
from pipeline.link.draft import Draft, Found
from pipeline.link.phrases import HAPPENINGS, is_measure, left_phrase, without_owner
from pipeline.link.words import words_of
from pipeline.rules import ex, rule

#: What a clause holds that only leads to its figure, and the subject that opens the one before.
_LEADS = lazy(r"[=xdLat]*[=x][=xdLat]*|pu[dt]*")
_FROM = lazy(r"p[tDrG]*")
_TOPIC = lazy(r"L?[uvy][dtLHm]*[nOG]?")
_SUBJECT = lazy(r"[tdCSr,_]*([nEGOPawyi]+)(?=[dx=vuHt])")
#: A clause whose subject moves: 猪肉继续上涨，由20元涨到25元.
_MOVED = lazy(r"[tdCSr,_]*([nEawyi]+)[dv]?x[dLa]{0,2},")
_DOES = lazy(r"L?[uv][dt]*(?=n)")

#: What players and teams gain, so that who does it is not what is counted: 客队得到98分.
_SCORED = frozenset("分球票")


def fall_back(d: Draft) -> None:
    """Fill the concept of a figure that nothing in its clause and no figure before it names."""
    found = clause_before.produce(d)
    if found is not None:
        set_phrase(d, found, clause_before.name)
        d.phrase = None  # it is no phrase of the figure's own clause
    elif d.unit == "人":
        closes = d.closes
        people = topic.produce(d)
        if closes and d.i - d.low == 1 and d.back[:1] == "v":
            set_phrase(d, (d.i - 1, d.i), left.name)  # 刑拘314人，
        elif people is not None:
            set_phrase(d, people, topic.name)
            d.phrase = None
        else:
            set_unit(d)
    elif d.unit in HAPPENINGS and d.back[:1] in VERBAL and d.back and d.closes:
        set_phrase(d, (d.i - 1, d.i), left.name)  # 处理84起
    elif d.mention.label == "CARDINAL" and d.unit and d.back[:1] == "w":
        set_phrase(d, (d.i - 1, d.i), left.name)  # 累计发船739艘次
    elif d.mention.label == "CARDINAL" and d.unit and (does := agent.produce(d)):
        set_phrase(d, does, agent.name)
    elif d.mention.label == "MONEY":
        for one in (spending, aspect):
            found = one.produce(d)
            if found is not None:
                set_phrase(d, found, one.name)
                if one is aspect:
                    d.phrase = None
                break


#: What a clause holds of people whom the one before names: 2003年还有41人.
_STILL = lazy(r"[tdH=xL]*t[tdH=xL]*|[tdH=xL]*[H=][tdH=xL]*")
_PEOPLE = (*"生员者客民童师兵工人众", "孩子", "孩子们", "弟子", "子女", "女子", "男子", "人数")


@rule(
    "link-concept-topic",
    why="孩子越来越少，2009年只剩17人: people in a clause that names none are those of the one before",
    examples=[ex("学生一年比一年少：2003年还有⟦41人⟧。", concept="学生")],
)
def topic(d: Draft) -> Found:
    """The people that open the clause before; asked of a bare count of people."""
    line = d.line
    if d.low < 2 or d.low - 1 < d.floor or not d.closes or not _STILL.fullmatch(d.free):
        return None
    found = _SUBJECT.match(line.kinds, max(line.clause_start(d.low - 1), d.floor), d.low)
    if found is None or not line.words[found.end(1) - 1].endswith(_PEOPLE):
        return None
    return without_owner(line, *found.span(1)), found.end(1)


@rule(
    "link-concept-agent",
    why="班列累计开行300列: where no object is named, what does it is what is counted",
    examples=[ex("今年班列累计开行⟦300列⟧。", concept="班列")],
)
def agent(d: Draft) -> Found:
    """The subject of the verb right before a count that ends its clause."""
    led = _DOES.match(d.free)
    if led is None or not d.closes:
        return None
    phrase = left_phrase(d.line, d.first, d.i - led.end())
    if phrase is None or d.unit in _SCORED or d.line.words[phrase[1] - 1].endswith(PLAYERS):
        return None
    return without_owner(d.line, *phrase), phrase[1]


@rule(
    "link-concept-spending",
    why="累计投入5亿元: where nothing is named the verb of spending says what the amount is",
    examples=[
        ex("全县累计投入⟦5亿元⟧。", concept="投入"),
        ex("去年企业研发投入⟦5亿元⟧。", concept="企业研发投入"),
        ex("茶叶带动农户年均增收⟦3000元⟧。", concept="增收", change="increase"),
    ],
)
def spending(d: Draft) -> Found:
    """The verb of spending right before the amount, with the work that is spent on."""
    at = d.i - 1 - (d.back[:1] == "L")
    if d.line.words[at] not in words_of("spending"):
        return None
    spent_on = left_phrase(d.line, d.first, at)
    if spent_on is None or d.line.kinds[at - 1] not in "wy":
        return at, at + 1
    return without_owner(d.line, *spent_on), at + 1


#: Words that after a measure make it what the sentence speaks of: 售价方面，….
_SPEAKS_OF = frozenset(("方面", "上"))


@rule(
    "link-concept-aspect",
    why="售价方面，普通版2699元: a sentence may say first which measure it gives",
    examples=[ex("售价方面，普通版⟦2699元⟧，加长版⟦2999元⟧。", concept="售价")],
)
def aspect(d: Draft) -> Found:
    """The measure that the sentence opens with, before 方面."""
    kinds, words = d.line.kinds, d.line.words
    for k in range(1, min(5, d.low)):
        if words[k] in _SPEAKS_OF and kinds[k + 1 : k + 2] in (",", ":"):
            phrase = left_phrase(d.line, 0, k)
            return phrase if phrase and is_measure(d.line, k - 1) else None
    return None


def priced(d: Draft, thing: tuple[int, int]) -> bool:
    """Fill the concept with the measure that the sentence speaks of, when no measure stands before
    the amount but the thing that has it: 售价方面，普通版2699元."""
    measure = None if is_measure(d.line, thing[1] - 1) else aspect.produce(d)
    if measure is None:
        return False
    d.concept_of = d.line.span(*thing)
    set_phrase(d, measure, aspect.name)
    d.phrase = None
    return True


@rule(
    "link-concept-clause-before",
    why="下调贷款利率，从2.4%下调至1.7%: a clause that opens with 从 or 由 goes on about the last noun",
    examples=[
        ex("银行下调了贷款利率，从⟦2.4%⟧下调至1.7%。", concept="贷款利率"),
        ex("猪肉继续上涨，由⟦20元⟧涨到25元。", concept="猪肉"),
    ],
)
def clause_before(d: Draft) -> Found:
    """What the clause before names: its last phrase for one that opens with 从, or its topic.

    Its subject goes on when the figure's clause has nothing but what leads to the figure.
    """
    line = d.line
    if d.low < 2 or d.low - 1 < d.floor or d.i - d.low > 6 or line.stops[d.low - 1] != ",":
        return None
    if _FROM.fullmatch(line.kinds, d.low, d.i):
        phrase = left_phrase(line, d.floor, d.low - 1) if d.mention.label != "CARDINAL" else None
        moved = _MOVED.match(line.kinds, max(line.clause_start(d.low - 1), d.floor))
        phrase = moved.span(1) if moved else phrase
        return (without_owner(line, *phrase), phrase[1]) if phrase else None
    if _TOPIC.fullmatch(d.free) and d.mention.label == "CARDINAL":
        phrase = left_phrase(line, d.floor, d.low - 1)  # …的改革事项，已经办结了76项
        return phrase if phrase and line.kinds[phrase[0] - 1 : phrase[0]] == "D" else None
    if not _LEADS.fullmatch(d.free):
        return None
    found = _SUBJECT.match(line.kinds, max(line.clause_start(d.low - 1), d.floor), d.low)
    return (without_owner(line, *found.span(1)), found.end(1)) if found else None
