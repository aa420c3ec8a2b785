"""Names from outside the rules: a user's patterns, a spaCy pipeline, and jieba's neural tagger."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.training import Example
from thinc.api import fix_random_seed
from typer.testing import CliRunner

from pipeline import extract
from pipeline.analyse import analyse, make_documents
from pipeline.article import parse_article
from pipeline.cli import app
from pipeline.document import Tokens
from pipeline.errors import UsageError
from pipeline.evaluate import Score, score
from pipeline.gold import load_gold, pairs
from pipeline.model import NAME_LABELS, NameLabel, Source
from pipeline.reader import read
from pipeline.sources import make_sources
from pipeline.sources.mend import mended
from pipeline.sources.tokens import Automaton, make_step
from pipeline.sources.trust import least
from pipeline.spacy_component import load_nlp

CORPUS = Path(__file__).parent.parent / "corpus"
Found = list[tuple[str, str, str]]


def _patterns(folder: Path, *rows: object) -> Path:
    path = folder / "names.jsonl"
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in rows), encoding="utf-8")
    return path


def _names(text: str, rule: str, **options: object) -> Found:
    mentions = extract(text, plain=True, **options).mentions  # type: ignore[arg-type]
    cells = mentions[mentions.rule == rule][["text", "label", "canonical"]]
    return [tuple(row) for row in cells.values.tolist()]


TEXT = "蓝鲸实验室昨天发布Model 3，绿洲行动二期启动，绿洲计划也开始了。"


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ({"label": "ORG", "pattern": "蓝鲸实验室"}, [("蓝鲸实验室", "ORG", "蓝鲸实验室")]),
        (
            {"label": "ORG", "pattern": "蓝鲸实验室", "id": "蓝鲸研究院"},
            [("蓝鲸实验室", "ORG", "蓝鲸研究院")],
        ),
        ({"label": "PRODUCT", "pattern": "Mode"}, []),
        ({"label": "PRODUCT", "pattern": "Ｍｏｄｅｌ 3"}, [("Model 3", "PRODUCT", "Model 3")]),
        (
            {"label": "PRODUCT", "pattern": [{"LOWER": "model"}, {"TEXT": {"REGEX": "^[0-9]$"}}]},
            [("Model 3", "PRODUCT", "Model 3")],
        ),
        (
            {
                "label": "EVENT",
                "pattern": [
                    {"ORTH": "绿洲"},
                    {"TEXT": {"IN": ["行动", "计划"]}},
                    {"TEXT": "二期", "OP": "?"},
                ],
            },
            [("绿洲行动二期", "EVENT", "绿洲行动二期"), ("绿洲计划", "EVENT", "绿洲计划")],
        ),
        (
            {
                "label": "EVENT",
                "pattern": [{"TEXT": "绿洲"}, {"TEXT": {"NOT_IN": ["，"]}, "OP": "+"}],
            },
            [("绿洲行动二期启动", "EVENT", "绿洲行动二期启动"), ("绿洲计划也开始了。", "EVENT", "绿洲计划也开始了。")],
        ),
        (
            {"label": "EVENT", "pattern": [{"TEXT": {"REGEX": "洲"}}, {"OP": "*"}, {"TEXT": "启动"}]},
            [("绿洲行动二期启动", "EVENT", "绿洲行动二期启动")],
        ),
    ],
)  # fmt: skip
def test_a_pattern_finds(row: object, found: Found, tmp_path: Path) -> None:
    assert _names(TEXT, "user-pattern", patterns=_patterns(tmp_path, row)) == found


def test_the_longest_phrase_counts_and_goes_before_the_rules(tmp_path: Path) -> None:
    path = _patterns(
        tmp_path,
        {"label": "ORG", "pattern": "北京"},
        {"label": "WORK_OF_ART", "pattern": "北京市场周报"},
    )
    found = _names("据北京市场周报报道，北京降温。", "user-pattern", patterns=path)
    assert [row[:2] for row in found] == [("北京市场周报", "WORK_OF_ART"), ("北京", "ORG")]


def test_a_file_may_begin_with_a_mark_and_hold_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "names.jsonl"
    path.write_text('\ufeff{"label": "ORG", "pattern": "蓝鲸实验室"}\r\n\r\n', encoding="utf-8")
    assert len(_names(TEXT, "user-pattern", patterns=path)) == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ([], 'no object with "label" and "pattern"'),
        ({"label": "ORG"}, 'no object with "label" and "pattern"'),
        ({"label": "BAND", "pattern": "绿洲"}, "label 'BAND' is none of"),
        ({"label": ["ORG"], "pattern": "绿洲"}, "label ['ORG'] is none of"),
        ({"label": "ORG", "pattern": "绿洲", "ID": "x"}, "unknown key 'ID'"),
        ({"label": "ORG", "pattern": "绿洲", "id": 3}, "id 3 is no string"),
        ({"label": "ORG", "pattern": " "}, "neither a phrase nor a list of tokens"),
        ({"label": "ORG", "pattern": ["绿洲"]}, "token '绿洲' is no object"),
        ({"label": "ORG", "pattern": [{"POS": "NOUN"}]}, "unknown key 'POS' for a token"),
        ({"label": "ORG", "pattern": [{"TEXT": "绿", "OP": "!"}]}, "OP '!'"),
        ({"label": "ORG", "pattern": [{"TEXT": {"REGEX": "("}}]}, "REGEX '('"),
        ({"label": "ORG", "pattern": [{"TEXT": {"FUZZY": "绿"}}]}, "unknown test 'FUZZY'"),
        ({"label": "ORG", "pattern": [{"TEXT": 3}]}, "3 is neither a string nor"),
        ({"label": "ORG", "pattern": [{"TEXT": "绿", "OP": "*"}]}, "one token must be required"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_named_by_its_line(
    row: object, reason: str, tmp_path: Path
) -> None:
    path = _patterns(tmp_path, {"label": "ORG", "pattern": "绿洲"}, row)
    with pytest.raises(UsageError) as error:
        make_sources(patterns=path)
    assert str(error.value).startswith(f"{path} line 2: ")
    assert reason in str(error.value)
    assert "\n" not in str(error.value)


def test_a_file_that_is_no_json_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "names.jsonl"
    with pytest.raises(UsageError, match="No such file"):
        make_sources(patterns=path)
    path.write_text("绿洲\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 1"):
        make_sources(patterns=path)
    path.write_bytes("绿洲".encode("gb18030"))
    with pytest.raises(UsageError, match="not UTF-8"):
        make_sources(patterns=path)


WORDS = ["绿洲", "行动", "启动", "，"]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.sampled_from(WORDS), max_size=12),
    st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from("1?*+")), min_size=1, max_size=4),
)
def test_tokens_match_as_a_regular_expression_does(
    words: list[str], spec: list[tuple[str, str]]
) -> None:
    if all(operator in "?*" for _, operator in spec):
        return
    automaton: Automaton[str] = Automaton()
    automaton.add([make_step({"TEXT": w, "OP": o}) for w, o in spec], "x")
    starts = [sum(map(len, words[:i])) for i in range(len(words))]
    found = {(a, b) for a, b, _ in automaton.find(Tokens(starts, words, {}))}
    pattern = re.compile("".join(f"(?:{w}){o if o != '1' else ''}" for w, o in spec))
    text = "".join(words)
    edges = [*starts, len(text)]
    whole = {(a, b) for a in edges for b in edges if a < b and pattern.fullmatch(text, a, b)}
    assert found <= whole
    # For each end the longest match is there, and so every end.
    assert {(min(a for a, e in whole if e == b), b) for _, b in whole} == found


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline that has learnt from a handful of sentences what a 号 is."""
    nlp = spacy.blank("zh")
    nlp.add_pipe("ner")
    ships, ports = ["海燕号", "远星号", "白帆号", "晨曦号"], ["东澜港", "西澜港"]
    examples = []
    for ship in ships:
        for port in ports:
            text = f"科考船{ship}昨天从{port}起航。"
            at, to = text.index(ship), text.index(port)
            spans = [(at, at + 3, "PRODUCT"), (to, to + 3, "HARBOUR")]
            examples.append(Example.from_dict(nlp.make_doc(text), {"entities": spans}))
    fix_random_seed(1)
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(30):
        nlp.update(examples, sgd=optimizer)
    path = tmp_path_factory.mktemp("models") / "ships"
    nlp.to_disk(path)
    return path


def test_a_spacy_model_proposes_what_it_has_learnt(model: Path) -> None:
    text = "今天有雨。\n科考船晨曦号昨天从东澜港起航。"
    found = _names(text, "spacy-model", spacy_model=model)
    assert found == [("晨曦号", "PRODUCT", "晨曦号")]  # HARBOUR is no label of ours


def test_a_model_that_is_not_there_is_one_line() -> None:
    with pytest.raises(UsageError, match=r"spaCy model 'zh_no_such' cannot be loaded: [^\n]*$"):
        make_sources(spacy_model="zh_no_such")


MENDED = [
    ("⟦李先生⟧PERSON说", "李/PERSON"),
    ("⟦老于⟧PERSON说", "于/PERSON"),
    ("⟦小林光一⟧PERSON说", "小林光一/PERSON"),
    ("⟦贺明元帅⟧PERSON到了", "贺明/PERSON"),
    ("赞⟦、白帆⟧PERSON说", "白帆/PERSON"),
    ("他⟦——⟧PERSON说", ""),
    ("作者R⟦andy⟧PERSON说", "Randy/PERSON"),
    ("⟦俄政府⟧ORG说", "俄/GPE"),
    ("⟦俄方⟧PERSON表示", "俄/GPE"),
    ("⟦格方⟧PERSON表示", ""),
    ("在⟦巴赫洛夫卡⟧PERSON等地", "巴赫洛夫卡/GPE"),
    ("⟦巴赫洛夫卡⟧PERSON等人", "巴赫洛夫卡/PERSON"),
    ("⟦粤⟧PERSON桂两省", ""),
    ("⟦鲁陕藏⟧PERSON三地", ""),
    ("⟦宜宾市政府⟧ORG说", "宜宾市政府/ORG"),
    ("⟦市委市政府⟧ORG说", "市委/ORG 市政府/ORG"),
    ("⟦乌兰县委县政府⟧ORG说", "乌兰县委/ORG 县政府/ORG"),
    ("⟦中宣部 民政部⟧ORG发布", "中宣部/ORG 民政部/ORG"),
    ("⟦美伊⟧PERSON没有交火", "美/GPE 伊/GPE"),
    ("⟦羌族⟧ORG同胞", ""),
    ("⟦58师⟧ORG到了", ""),
    ("⟦中美⟧GPE合作", "中/GPE 美/GPE"),
    ("⟦新疆北部⟧GPE降温", "新疆/GPE"),
    ("⟦北宋⟧GPE的瓷", ""),
    ("⟦宋金⟧GPE之间", ""),
]


@pytest.mark.parametrize(("marked", "wanted"), MENDED)
def test_the_find_of_a_tagger_is_mended(marked: str, wanted: str) -> None:
    before, rest = marked.split("⟦")
    inside, after = rest.split("⟧")
    label = next(name for name in ("PERSON", "ORG", "GPE") if after.startswith(name))
    text = before + inside + after.removeprefix(label)
    found = mended(text, len(before), len(before) + len(inside), label)  # type: ignore[arg-type]
    assert " ".join(f"{text[a:b]}/{kind}" for a, b, kind in found) == wanted


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("四川青岭县昨天降温。", "四川青岭县", "GPE"),  # no gazetteer has it
        ("他在瑞士联邦铁路局工作。", "瑞士联邦铁路局", "ORG"),  # the rules see the country
        ("昨天，阿卓嫫嫫和同伴出发。", "阿卓嫫嫫", "PERSON"),
    ],
)
def test_rules_and_tagger_settle_a_name_together(text: str, name: str, label: str) -> None:
    mentions = extract(text, plain=True, entities="lac").mentions
    assert (name, label) in set(zip(mentions.text, mentions.label, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "奋进新时代，走好新路。",
        "他从一个侧面看问题。",
        "新建了国家公园。",
        "供水2000万立方米。",
        "壹百五十二",
        "陆点五折",
        "58款APP被通报。",
        "我国新能源汽车产销两旺。",
    ],
)
def test_common_words_are_no_names(text: str) -> None:
    mentions = extract(text, plain=True, entities="lac").mentions
    assert "lac" not in set(mentions.rule)


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("榆中县新营乡孙家营村", "620123"),
        ("榆中县青石岭乡", "620123"),
        ("贵州省黔南州瓮安县", "522725"),
        ("四川青岭县", "510000"),
    ],
)
def test_a_chain_of_places_is_one_with_its_code(place: str, code: str) -> None:
    mentions = extract(f"记者从{place}走访归来。", plain=True, entities="lac").mentions
    assert mentions[["text", "adcode"]].values.tolist() == [[place, code]]


def test_a_name_the_tagger_finds_once_is_found_again() -> None:
    text = "昨天，阿卓嫫嫫和同伴出发。\n阿卓嫫嫫今年七十岁。\n"
    mentions = extract(text, plain=True, entities="lac").mentions
    assert list(mentions.text).count("阿卓嫫嫫") == 2


def test_the_tagger_finds_what_the_rules_do_not() -> None:
    text = "昨天，阿卓嫫嫫和同伴从乌兰坝出发。"
    plain, helped = (extract(text, plain=True, entities=e).mentions for e in ("rules", "lac"))
    assert "lac" not in set(plain.rule)
    assert "阿卓嫫嫫" not in set(plain.text)
    assert "阿卓嫫嫫" in set(helped.text)


def test_an_unknown_way_to_find_names() -> None:
    with pytest.raises(UsageError, match="entities 'magic': there are rules and lac"):
        extract("文", entities="magic")


def test_a_jieba_without_the_tagger(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("pipeline.lac.files", lambda package: tmp_path)
    with pytest.raises(UsageError, match="carries no lac_small"):
        make_sources("lac")


def test_the_corpus_in_the_stronger_mode() -> None:
    """The figure is a floor: what the tagger and the rules reach together on the corpus."""
    [arbiter] = make_sources("lac")
    result = Score()
    for entry, path, table in pairs(CORPUS / "raw", CORPUS / "gold"):
        source = next(read([path]))
        date = dt.datetime.fromisoformat(entry.date) if entry.date else None
        article = parse_article(source, date=date, plain=entry.plain)
        labels = set(entry.labels) & set(NAME_LABELS)
        found = analyse(article, sources=[arbiter])
        score(found, load_gold(table, source.text), labels, into=result)
    assert result.prf(NAME_LABELS)[2] >= 0.94


def _run(tmp_path: Path, *args: str | Path) -> str:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    command = ["run", tmp_path / "a.txt", "-o", tmp_path / "out", "--plain", "--quiet", *args]
    result = CliRunner().invoke(app, list(map(str, command)), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return (tmp_path / "out" / "mentions.csv").read_text("utf-8-sig")


@pytest.mark.parametrize("workers", ["1", "2"])
def test_the_command_takes_patterns(workers: str, tmp_path: Path) -> None:
    path = _patterns(tmp_path, {"label": "PRODUCT", "pattern": "Model 3"})
    assert ",user-pattern" in _run(tmp_path, "--patterns", path, "--workers", workers)


def test_the_command_takes_a_model_and_the_tagger(model: Path, tmp_path: Path) -> None:
    _run(tmp_path, "--spacy-model", model, "--entities", "lac")
    options = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))["run"][
        "options"
    ]
    assert options["entities"] == "lac"
    assert str(model) not in str(options)  # a digest, so that a run can be repeated elsewhere


def test_explain_tells_what_a_list_found(tmp_path: Path) -> None:
    path = _patterns(tmp_path, {"label": "PRODUCT", "pattern": "Model 3"})
    result = CliRunner().invoke(app, ["explain", "--text", TEXT, "--patterns", str(path)])
    assert "Model 3 PRODUCT" in result.output
    assert "user-pattern" in result.output


def test_other_patterns_are_another_run(tmp_path: Path) -> None:
    first = _patterns(tmp_path, {"label": "PRODUCT", "pattern": "Model 3"})
    assert ",user-pattern" in _run(tmp_path, "--patterns", first)
    _patterns(tmp_path, {"label": "PRODUCT", "pattern": "Model 4"})
    assert ",user-pattern" not in _run(tmp_path, "--patterns", first, "--resume")


def test_what_cannot_be_used_ends_the_command_in_one_line(tmp_path: Path) -> None:
    path = _patterns(tmp_path, {"label": "BAND", "pattern": "绿洲"})
    with pytest.raises(UsageError, match="line 1: label 'BAND'"):
        _run(tmp_path, "--patterns", path)
    with pytest.raises(UsageError, match="there are rules and lac"):
        _run(tmp_path, "--entities", "crf")


def test_inside_spacy(tmp_path: Path) -> None:
    path = _patterns(tmp_path, {"label": "ORG", "pattern": "蓝鲸实验室"})
    doc = load_nlp(plain=True, entities="lac", patterns=str(path))(TEXT)
    assert ("蓝鲸实验室", "ORG") in [(e.text, e.label_) for e in doc.ents]


@pytest.mark.parametrize(
    ("name", "label", "taken"),
    [
        ("陶晓岚杜文博", "PERSON", False),  # two people side by side
        ("塔蒂亚诺娃", "PERSON", True),
        ("高桥清太郎", "PERSON", True),
        ("和美乡村", "GPE", False),
        ("沿河六县", "GPE", False),
        ("望溪县", "GPE", True),
        ("中央政府", "ORG", False),
        ("望溪队", "ORG", True),
    ],
)
def test_what_the_tagger_may_find(name: str, label: NameLabel, taken: bool) -> None:
    [document] = make_documents([parse_article(Source("a", "", name), plain=True)])
    assert (least(document, 0, len(name), label) <= 1) == taken
