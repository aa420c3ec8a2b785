"""Units by what they count, which decides how a phrase beside them is read."""

from __future__ import annotations

#: Units that count beings and things that act.
BEINGS = frozenset("名位人户家只头匹辆架艘座栋所间岁") | {"人次"}
#: Units that count people, which one text takes in turn: 12名被救起，4人被送医.
PEOPLE = frozenset("名位人")
#: Units that count happenings, so that a verb may name what is counted: 变轨4次.
HAPPENINGS = frozenset("次起场轮回趟遍届例宗项期") | {"场次", "人次"}
