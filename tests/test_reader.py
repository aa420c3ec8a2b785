"""Every input becomes a source; none raises."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.fold import fold
from pipeline.model import Source
from pipeline.reader import Input, ReadOptions, discover, read, read_input, repeated
from pipeline.reader.decode import familiarity

NEWS = "据市统计局消息，前三季度全市粮食总产量达到320万吨，同比增长2.5%。农民收入稳步提高。\n"
TRADITIONAL = "據市政府消息，今年前三季全市經濟增長百分之三，農民收入穩步提高，市場運行良好。\n"


def one(path: Path, options: ReadOptions | None = None) -> Source:
    found = list(read([path], options))
    assert len(found) == 1
    return found[0]


def records(path: Path, *lines: object) -> list[Source]:
    text = "\n".join(x if isinstance(x, str) else json.dumps(x, ensure_ascii=False) for x in lines)
    path.write_text(text + "\n", encoding="utf-8")
    return list(read([path]))


@pytest.mark.parametrize(
    ("text", "written", "reported"),
    [
        (NEWS, "utf-8", "utf-8"),
        (NEWS, "utf-8-sig", "utf-8-sig"),
        (NEWS, "gbk", "gb18030"),
        (NEWS, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (NEWS, "utf-16", "utf-16"),
        (NEWS, "utf-16-le", "utf-16-le"),
        (NEWS, "utf-16-be", "utf-16-be"),
        (TRADITIONAL, "utf-16-be", "utf-16-be"),
        ("粮食丰收", "gb18030", "gb18030"),
        ("經濟增長", "big5", "big5"),
        ("增长", "utf-16-le", "utf-16-le"),
        ("Total output rose 3.5% in May.", "utf-8", "utf-8"),
        ("Total output rose 3.5% in May.", "utf-16-le", "utf-16-le"),
        (NEWS + "€" * 3, "gb18030", "gb18030"),
        (TRADITIONAL + "喺度嘅", "big5hkscs", "big5hkscs"),
        (NEWS * 3000, "gb18030", "gb18030"),
    ],
)
def test_encoding_is_told(tmp_path: Path, text: str, written: str, reported: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(written))
    source = one(path)
    assert (source.status, source.encoding, source.text) == ("ok", reported, text)


@given(st.text(alphabet=sorted(set(fold(NEWS + TRADITIONAL))), min_size=12, max_size=60))
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_common_words_survive_any_encoding(tmp_path: Path, text: str) -> None:
    if not text.strip() or all(c < "\x80" for c in text):
        return
    for encoding in ("utf-8", "gb18030"):
        (tmp_path / "a.txt").write_bytes(text.encode(encoding))
        assert one(tmp_path / "a.txt").text == text


def test_encoding_option_overrides(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("経済".encode("euc-jp"))
    assert one(path, ReadOptions(encoding="euc-jp")).text == "経済"
    assert one(path, ReadOptions(encoding="no-such")).status == "undecodable"
    assert "byte 0" in one(path, ReadOptions(encoding="utf-8")).error


@pytest.mark.parametrize(
    "text",
    [
        "甲。\r\n乙。\r\n",
        "甲。\r乙。\r",
        "\u3000\u3000甲。\xa0\n\u200b乙\u200d。\ufeff\n",
        "甲\u2028乙\x85丙\x0c\n",
    ],
)
def test_text_is_never_touched(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode())
    assert one(tmp_path / "a.txt").text == text
    (tmp_path / "a.txt").unlink()
    (source,) = records(tmp_path / "a.jsonl", {"id": 1, "text": text})
    assert source.text == text


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        ("\u3000\u200b \n".encode(), "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 9, "binary"),
        ("正文\x00正文".encode(), "binary"),
        (b"\x01\x02\x03\x04abc" * 50, "binary"),
        (b"\xff\xff\xfd\xfc\x81\xff", "undecodable"),
        ("半个字".encode() + b"\xe4\xb8", "undecodable"),
        ("\ud83d".encode("utf-8", "surrogatepass") + b"abc", "undecodable"),
        ("\ud83d字".encode("utf-16", "surrogatepass"), "undecodable"),
    ],
)
def test_what_is_no_text_is_a_row(tmp_path: Path, data: bytes, status: str) -> None:
    (tmp_path / "bad.txt").write_bytes(data)
    source = one(tmp_path / "bad.txt")
    assert source.status == status
    assert source.text == ""
    assert source.error.startswith("bad.txt: ")
    assert "\n" not in source.error


@given(st.binary(max_size=400))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_in_any_format_are_survived(tmp_path: Path, data: bytes) -> None:
    for name in ("a.txt", "a.jsonl", "a.csv", "a.txt.gz", "a.jsonl.gz"):
        (tmp_path / name).write_bytes(data)
    for source in read([tmp_path]):
        assert (source.status == "ok") == bool(source.text)
        source.text.encode()  # no lone surrogates
        source.doc_id.encode()
        assert source.status == "ok" or source.error


def test_folder_gives_relative_names_in_order(tmp_path: Path) -> None:
    for name in ("b/1.txt", "a/1.txt", "a/b/2.TXT", "c.txt", "d.pdf", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(NEWS, encoding="utf-8")
    assert [s.doc_id for s in read([tmp_path])] == ["a/1.txt", "a/b/2.TXT", "b/1.txt", "c.txt"]
    assert [s.doc_id for s in read([tmp_path / "a" / "1.txt"])] == ["1.txt"]
    assert [s.doc_id for s in read([tmp_path / "a", tmp_path / "b"])] == [
        "a/1.txt",
        "a/b/2.TXT",
        "b/1.txt",
    ]
    assert [s.doc_id for s in read([tmp_path / "*" / "1.txt"])] == ["a/1.txt", "b/1.txt"]
    assert [s.doc_id for s in read([tmp_path / "**" / "*.txt"])] == ["a/1.txt", "b/1.txt", "c.txt"]
    assert [s.doc_id for s in read([tmp_path / "c.txt", tmp_path])].count("c.txt") == 1
    left_out = ReadOptions(exclude=(str(tmp_path / "a"),))
    assert [s.doc_id for s in read([tmp_path], left_out)] == ["b/1.txt", "c.txt"]


def test_what_is_not_there_is_a_row(tmp_path: Path) -> None:
    missing, nothing = read([tmp_path / "none.txt"]), read([tmp_path / "*.txt"])
    assert [s.status for s in (*missing, *nothing)] == ["unreadable", "unreadable"]


def test_file_of_another_suffix_is_text_when_named_outright(tmp_path: Path) -> None:
    (tmp_path / "article").write_text(NEWS, encoding="utf-8")
    assert one(tmp_path / "article").text == NEWS
    assert list(read([tmp_path])) == []


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="the system has no links")
def test_links_do_not_lead_out(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    (folder / "real.txt").write_text(NEWS, encoding="utf-8")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "inside.txt").symlink_to(folder / "real.txt")
    (folder / "sub" / "loop").symlink_to(folder)
    (folder / "dangling.txt").symlink_to(folder / "nowhere.txt")
    for given_path in (folder, folder / "*.txt"):
        found = {s.doc_id: s for s in read([given_path])}
        assert set(found) == {"dangling.txt", "inside.txt", "out.txt", "real.txt"}
        assert found["inside.txt"].text == NEWS
        assert found["out.txt"].status == found["dangling.txt"].status == "unreadable"
        assert "secret" not in found["out.txt"].text
    assert one(folder / "out.txt").text == "secret"  # named outright


def test_link_put_in_place_after_discovery_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(NEWS, encoding="utf-8")
    (found,) = discover([folder])
    (folder / "a.txt").unlink()
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    assert [s.status for s in read_input(found)] == ["unreadable"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no FIFOs")
def test_fifo_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert one(tmp_path / "a.txt").status == "unreadable"


def test_name_that_is_no_utf8(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xd6\xd0.txt"
    try:
        Path(os.fsdecode(name)).write_text(NEWS, encoding="utf-8")
    except OSError:
        pytest.skip("the file system takes no such name")
    assert [(s.doc_id, s.text) for s in read([tmp_path])] == [("\\xd6\\xd0.txt", NEWS)]


def test_gzipped_inputs(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(NEWS.encode("gb18030")))
    line = json.dumps({"id": "7", "text": NEWS})
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(line.encode()))
    (tmp_path / "c.txt.gz").write_bytes(b"no gzip at all")
    (tmp_path / "d.txt.gz").write_bytes(gzip.compress(NEWS.encode() * 99)[:-20])
    found = list(read([tmp_path]))
    assert [(s.doc_id, s.status) for s in found] == [
        ("a.txt.gz", "ok"),
        ("7", "ok"),
        ("c.txt.gz", "unreadable"),
        ("d.txt.gz", "unreadable"),
    ]
    assert found[0].text == found[1].text == NEWS


def test_gzip_bombs_are_capped(tmp_path: Path) -> None:
    small = ReadOptions(max_bytes=1 << 20)
    bomb = gzip.compress(b"0" * (8 << 20))
    (tmp_path / "a.txt.gz").write_bytes(bomb)
    (tmp_path / "b.jsonl.gz").write_bytes(bomb)
    (tmp_path / "c.jsonl.gz").write_bytes(gzip.compress(b"\n" * (8 << 20)))
    found = list(read([tmp_path], small))
    assert {(s.doc_id.partition(":")[0], s.status) for s in found} == {
        ("a.txt.gz", "too_large"),
        ("b.jsonl.gz", "too_large"),
        ("c.jsonl.gz", "too_large"),
    }


class _Endless:
    """A file that never ends a line, to show that lines are not kept beyond the cap."""

    def __init__(self, total: int) -> None:
        self.left = total

    def read(self, size: int) -> bytes:
        size = min(size, self.left)
        self.left -= size
        return b"9" * size


def test_overlong_line_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    good = json.dumps({"id": "good", "text": NEWS})
    path.write_text("9" * (3 << 20) + "\n" + good + "\n", encoding="utf-8")
    first, second = read([path], ReadOptions(max_bytes=1 << 20))
    assert (first.status, first.doc_id) == ("too_large", "a.jsonl:1")
    assert "max_bytes" in first.error
    assert (second.doc_id, second.line) == ("good", 2)
    path = tmp_path / "b.txt"
    path.write_text("9" * (3 << 20), encoding="utf-8")
    assert one(path, ReadOptions(max_bytes=1 << 20)).status == "too_large"


def test_memory_stays_flat_over_an_endless_line() -> None:
    import tracemalloc

    from pipeline.reader.lines import lines

    tracemalloc.start()
    _, each = lines(_Endless(64 << 20), 1 << 20)  # type: ignore[arg-type]  # all it needs is read
    assert [line.too_long for line in each] == [True]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 << 20


def test_records_are_read_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for i in range(20_000):
            file.write(json.dumps({"id": i, "text": NEWS}) + "\n")
    each: Iterator[Source] = read([path])
    assert next(each).doc_id == "0"
    path.write_bytes(b"")  # what was not read yet is gone: so it had not been read whole
    assert sum(1 for _ in each) < 19_999


def test_record_fields(tmp_path: Path) -> None:
    (source,) = records(
        tmp_path / "a.jsonl",
        {
            "id": 12,
            "text": NEWS,
            "title": "粮食",
            "date": "2021-10-20",
            "source": "江城晚报",
            "x": [],
        },
    )
    assert source.doc_id == "12"
    assert (source.title, source.date, source.source) == ("粮食", "2021-10-20", "江城晚报")
    assert (source.path, source.line, source.kind) == ("a.jsonl", 1, "record")


@pytest.mark.parametrize(
    ("line", "doc_id", "status"),
    [
        ("{", "a.jsonl:1", "invalid"),
        ("[1, 2]", "a.jsonl:1", "invalid"),
        ("[" * 100_000, "a.jsonl:1", "invalid"),
        ('{"text": "x"}', "a.jsonl:1", "invalid"),
        ('{"id": null, "text": "x"}', "a.jsonl:1", "invalid"),
        ('{"id": true, "text": "x"}', "a.jsonl:1", "invalid"),
        ('{"id": ["a"], "text": "x"}', "a.jsonl:1", "invalid"),
        ('{"id": " ", "text": "x"}', "a.jsonl:1", "invalid"),
        ('{"id": "a"}', "a", "invalid"),
        ('{"id": "a", "text": 5}', "a", "invalid"),
        ('{"id": "a", "text": " \\n"}', "a", "empty"),
        ('{"id": "a", "text": "x\\u0000y"}', "a", "binary"),
        ('{"id": "a", "text": "x\\ud800"}', "a", "undecodable"),
        ('{"id": "a", "text": "x", "title": "\\udc00"}', "a", "undecodable"),
        ('{"id": "\\udc00", "text": "x"}', "a.jsonl:1", "undecodable"),
        ('{"id": ' + "9" * 5000 + ', "text": "x"}', "a.jsonl:1", "invalid"),
    ],
)
def test_broken_record_costs_only_itself(
    tmp_path: Path, line: str, doc_id: str, status: str
) -> None:
    bad, good = records(tmp_path / "a.jsonl", line, {"id": "ok", "text": NEWS})
    assert (bad.doc_id, bad.status, good.status) == (doc_id, status, "ok")
    assert bad.error.startswith("a.jsonl line 1: ")
    assert len(bad.error) < 200


def test_date_that_is_none_is_told_of(tmp_path: Path) -> None:
    good, bad = records(
        tmp_path / "a.jsonl",
        {"id": 1, "text": NEWS, "date": "2021-03-04"},
        {"id": 2, "text": NEWS, "date": "去年春天"},
    )
    assert (good.status, good.error, bad.status) == ("ok", "", "ok")
    assert bad.error.startswith("a.jsonl line 2: no full date in '去年春天'")


def test_paired_surrogates_are_one_character(tmp_path: Path) -> None:
    (source,) = records(tmp_path / "a.jsonl", '{"id": "a", "text": "\\ud83d\\ude00好"}')
    assert source.text == "😀好"


def test_bytes_that_break_the_encoding_later_cost_one_record(tmp_path: Path) -> None:
    good = json.dumps({"id": "good", "text": NEWS}, ensure_ascii=False).encode()
    filler = b"\n" * (2 << 20)  # beyond the part that the encoding is told from
    (tmp_path / "a.jsonl").write_bytes(
        good + filler + b'{"id": "bad", "text": "\xff\xfe"}\n' + good.replace(b"good", b"last")
    )
    found = [(s.doc_id, s.status) for s in read([tmp_path])]
    assert found == [("good", "ok"), ("bad", "undecodable"), ("last", "ok")]


def test_repeated_id_becomes_a_row(tmp_path: Path) -> None:
    first, second = records(tmp_path / "a.jsonl", *[{"id": "a", "text": NEWS}] * 2)
    assert first.doc_id == second.doc_id
    row = repeated(second, first.path)
    assert (row.status, row.text, row.doc_id) == ("repeated", "", "a")
    assert row.error == "a.jsonl line 2: the id 'a' was used already in a.jsonl"


def test_csv_records(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        'ID,text,title\r\n1,"第一行，\r\n第""二""行","标题"\r\n'
        '2,无引号的正文,\r\n3,少一格\r\n4,"没有关上\r\n'.encode("utf-8-sig")
    )
    found = list(read([path]))
    assert [(s.doc_id, s.status) for s in found] == [
        ("1", "ok"),
        ("2", "ok"),
        ("a.csv:5", "invalid"),
        ("a.csv:6", "invalid"),
    ]
    assert found[0].text == '第一行，\r\n第"二"行'
    assert found[0].title == "标题"
    assert found[0].line == 2


def test_csv_of_excel_in_china(tmp_path: Path) -> None:
    text = "id,text\r\n" + "".join(f'{i},"{NEWS}"\r\n' for i in range(3))
    (tmp_path / "a.csv").write_bytes(text.encode("gb18030"))
    assert [(s.doc_id, s.text, s.encoding) for s in read([tmp_path])] == [
        (str(i), NEWS, "gb18030") for i in range(3)
    ]


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_of_other_delimiters(tmp_path: Path, delimiter: str) -> None:
    rows = [("id", "text"), ("1", "甲,乙;丙"), ("2", '"丁"')]
    lines = [
        delimiter.join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) for row in rows
    ]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    assert [(s.doc_id, s.text) for s in read([tmp_path])] == rows[1:]


def test_csv_of_old_mac(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("id,text\r1,正文一\r2,正文二\r".encode())
    assert [s.text for s in read([tmp_path])] == ["正文一", "正文二"]


def test_csv_without_its_columns(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,body\n1,2\n3,4\n", encoding="utf-8")
    (source,) = read([tmp_path])
    assert source.status == "invalid"
    assert "'id' and 'text'" in source.error


def test_csv_cell_longer_than_the_cap(tmp_path: Path) -> None:
    lines = "正文。\n" * 200_000
    (tmp_path / "a.csv").write_text(f'id,text\n1,"{lines}"\n2,{NEWS}', encoding="utf-8")
    found = list(read([tmp_path], ReadOptions(max_bytes=100_000)))
    assert [(s.doc_id, s.status) for s in found] == [("a.csv:2", "too_large"), ("2", "ok")]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 999).map(str),
            st.text(
                st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30
            ),
        ),
        max_size=6,
    )
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_csv_reads_back_what_the_standard_library_writes(
    tmp_path: Path, table: list[tuple[str, str]]
) -> None:
    import csv

    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerows([("id", "text"), *table])
    rows = [(s.doc_id, s.text) for s in read([tmp_path]) if s.status == "ok"]
    assert rows == [(i, text) for i, text in table if text.strip()]


def test_empty_record_files_are_rows(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"\n\n")
    (tmp_path / "b.csv").write_bytes(b"id,text\n")
    assert [s.status for s in read([tmp_path])] == ["empty", "empty"]


def test_input_with_an_error_is_a_row() -> None:
    (source,) = read_input(Input("a.txt", "a.txt", error="no such file"))
    assert (source.status, source.error) == ("unreadable", "a.txt: no such file")


def test_object_store() -> None:
    fsspec = pytest.importorskip("fsspec")
    store = fsspec.filesystem("memory")
    store.pipe("/news/a/1.txt", NEWS.encode())
    store.pipe("/news/b.txt.gz", gzip.compress(NEWS.encode("gb18030")))
    store.pipe("/news/c.pdf", b"")
    store.pipe("/news/d.jsonl", json.dumps({"id": "7", "text": NEWS}).encode())
    expected = [("a/1.txt", NEWS), ("b.txt.gz", NEWS), ("7", NEWS)]
    assert [(s.doc_id, s.text) for s in read(["memory://news"])] == expected
    assert [s.doc_id for s in read(["memory://news/a/1.txt"])] == ["1.txt"]
    assert [s.doc_id for s in read(["memory://news/*/*.txt"])] == ["a/1.txt"]
    for url in ("memory://nothing", "no-such-protocol://x"):
        assert [s.status for s in read([url])] == ["unreadable"]


def test_familiarity_tells_nonsense() -> None:
    big5 = TRADITIONAL.encode("big5")
    assert familiarity(big5.decode("big5")) > 0.8
    assert familiarity(big5.decode("gb18030", "replace")) < 0.3
