"""The segmenter cuts as jieba does, word for word, and in linear time."""

from __future__ import annotations

from pathlib import Path

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timing import seconds

from pipeline.errors import UsageError
from pipeline.segment import Segmenter, default_segmenter, make_segmenter

CORPUS = sorted((Path(__file__).parents[1] / "corpus" / "raw").glob("*.txt"))
#: Characters that make jieba's ways part: words, single ones, rare ones, ASCII runs, spaces.
ALPHABET = "一的了在中国人民工会改革发展副省长龥㐀𠀀鑫淼aZ09.%-+#&_ \u3000\r\n\t，。“”（"


@pytest.fixture(scope="module")
def stock() -> jieba.Tokenizer:
    tokenizer = jieba.Tokenizer()
    with (Path(jieba.__file__).parent / "dict.txt").open("rb") as file:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(file)
    tokenizer.initialized = True  # without its cache in the shared temporary folder
    return tokenizer


@pytest.mark.parametrize("path", CORPUS, ids=[p.stem for p in CORPUS])
def test_cuts_the_corpus_as_jieba_does(path: Path, stock: jieba.Tokenizer) -> None:
    data = path.read_bytes()
    text = data.decode("utf-8" if _is_utf8(data) else "gb18030")
    assert default_segmenter().cut(text) == stock.lcut(text)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


@settings(max_examples=500, deadline=None)
@given(text=st.text(ALPHABET) | st.text())
def test_cuts_anything_as_jieba_does(text: str, stock: jieba.Tokenizer) -> None:
    found = default_segmenter().cut(text)
    assert found == stock.lcut(text)
    assert "".join(found) == text


@pytest.mark.parametrize("char", "一㐀龥a1.%。 \n")
def test_one_character_for_ever_takes_linear_time(char: str) -> None:
    text = char * 200_000
    found: list[str] = []
    assert seconds(lambda: found.extend(default_segmenter().cut(text))) < 5
    assert "".join(found) == text


def test_tokens_have_offsets_and_tags() -> None:
    text = "甲乙。副省长去了北京"
    [tokens, none] = default_segmenter().tokens(
        [(text, [(0, 3), (3, len(text))]), (text, [(0, 0)])]
    )
    assert [
        text[s : s + len(w)] for s, w in zip(tokens.starts, tokens.words, strict=True)
    ] == tokens.words
    assert "".join(tokens.words) == text
    assert tokens.tag(tokens.at(text.index("北京"))) == "ns"
    assert none.words == []


def test_a_user_dictionary_cuts_as_in_jieba_and_stays_its_own(
    tmp_path: Path, stock: jieba.Tokenizer
) -> None:
    path = tmp_path / "用户.txt"
    path.write_text("\ufeff职代会制度 5 n\n小店经济\n台中 0\n\n凱特琳 nz\n", encoding="utf-8")
    text = "职代会制度与小店经济在台中,凱特琳说。台中正确应该不会被切开"
    ours = Segmenter(path)
    assert {"职代会制度", "小店经济", "凱特琳"} <= set(ours.cut(text))
    assert "台中" not in ours.cut(text)
    assert ours.tags["凱特琳"] == "nz"
    # jieba's own tokenizer, after the words without a zero (that one changes the whole process)
    path.write_text("职代会制度 5 n\n小店经济\n凱特琳 nz\n", encoding="utf-8")
    theirs = jieba.Tokenizer()
    theirs.FREQ, theirs.total, theirs.initialized = dict(stock.FREQ), stock.total, True
    theirs.load_userdict(str(path))
    assert Segmenter(path).cut(text) == theirs.lcut(text)
    assert default_segmenter().cut(text) == stock.lcut(text)


@pytest.fixture(scope="module")
def fast() -> Segmenter:
    pytest.importorskip("rjieba")
    return make_segmenter("fast")


@pytest.mark.parametrize("path", CORPUS, ids=[p.stem for p in CORPUS])
def test_fast_cuts_the_corpus_as_jieba_does(path: Path, fast: Segmenter) -> None:
    data = path.read_bytes()
    text = data.decode("utf-8" if _is_utf8(data) else "gb18030")
    assert fast.cut(text) == default_segmenter().cut(text)


@settings(max_examples=1000, deadline=None)
@given(text=st.text(ALPHABET) | st.text() | st.text("aZ09.%-+一的"))
def test_fast_cuts_anything_as_jieba_does(text: str, fast: Segmenter) -> None:
    assert fast.cut(text) == default_segmenter().cut(text)


def test_fast_takes_new_words_and_refuses_known_ones(tmp_path: Path) -> None:
    pytest.importorskip("rjieba")
    path = tmp_path / "u.txt"
    text = "职代会制度与小店经济在台中，由凱特琳说明。小店里有经济舱"
    path.write_text("职代会制度 5 n\n小店经济\n凱特琳 nz\n", encoding="utf-8")
    assert make_segmenter("fast", path).cut(text) == Segmenter(path).cut(text)
    for line in ("北京 3 ns", "新词甲 2\n新词甲 3", "新词乙 0"):
        path.write_text(line + "\n", encoding="utf-8")
        with pytest.raises(UsageError, match="cannot weigh words anew"):
            make_segmenter("fast", path)


def test_a_broken_user_dictionary_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "u.txt"
    path.write_bytes("工会".encode("gb18030"))
    with pytest.raises(ValueError, match="utf-8"):
        Segmenter(path)
    with pytest.raises(OSError, match="none"):
        Segmenter(tmp_path / "none.txt")
    with pytest.raises(UsageError, match=r"u\.txt: .*utf-8"):
        make_segmenter("jieba", path)
    with pytest.raises(UsageError, match="'paddle' is no segmenter"):
        make_segmenter("paddle")
