"""Tables joined with the places of the graph: what is written how, what is exact, what is left open."""

import csv
import io
import random
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from gongkai import vocabulary
from gongkai.errors import BadTable
from gongkai.links import sheet, tables
from gongkai.links.codes import code_of
from gongkai.links.matching import Asked, Matcher
from gongkai.links.tables import Columns
from gongkai.resolution.spelling import THRESHOLD, similarity
from gongkai.vocabulary.identifiers import Identifiers
from gongkai.vocabulary.places import Division
from terminal import refusal, run, written

YEAR = 2024
KNOWN = {"320000": Identifiers("Q16963", "1806260", "CN-JS"), "320500": Identifiers("Q42622", "1886762")}


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher(vocabulary.load(), KNOWN)


def in_force(*levels: str) -> list[Division]:
    held = [one for found in vocabulary.load().places.by_code.values() for one in found]
    return [one for one in held if one.holds(YEAR) and one.last > YEAR and one.jurisdiction.level in levels]


def table_of(rows: Iterable[Sequence[object]], head: Sequence[str] = ("name",)) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([head, *rows])
    return text.getvalue()


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("320500", "320500"), (320500, "320500"), (320500.0, "320500"), ("320500.0", "320500"), ("3205", "320500"),
        ("32 05", "320500"), ("32", "320000"), ("'320509", "320509"), ("320509000", "320509"),
        ("320509000000", "320509"), ("3.20509E+11", "320509"), ("cn-js", "CN-JS"), ("３２０５００", "320500"),
        ("320509100", ""), ("320509100000", ""), ("苏州", ""), ("", ""), ("320", ""), ("nan", ""), ("-320500", ""),
        ("1e999999", ""),
    ],
)  # fmt: skip
def test_a_code_is_read_however_it_is_written(cell: object, code: str) -> None:
    assert code_of(cell) == code


@pytest.mark.parametrize(
    ("asked", "code", "method"),
    [
        (Asked("苏州市"), "320500", "full"),
        (Asked("吴江", year="2010"), "320584", "stem"),
        (Asked("吴江", year="2014.0"), "320509", "stem"),
        (Asked("鼓楼区", parent="福州市"), "350102", "full"),
        (Asked("鼓楼区", parent="350100"), "350102", "full"),
        (Asked("鼓搂区", parent="福州"), "350102", "fuzzy"),
        (Asked("鼓楼区", parent="福洲市"), "350102", "fuzzy"),
        (Asked("北京市", parent="北京市"), "110000", "full"),
        (Asked(code="320500"), "320500", "code"),
        (Asked(code="CN-JS"), "320000", "code"),
        (Asked("江苏", code="CN-JS"), "320000", "code"),
        (Asked("襄樊市", code="420600"), "420600", "code"),
        (Asked("吴江市", code="320509"), "320509", "code"),
        (Asked("Suzhou", code="320500"), "320500", "code"),
        (Asked("苏州市财政局"), "320500", "full"),
    ],
)
def test_a_row_is_linked_by_code_name_year_and_parent(asked: Asked, code: str, method: str, matcher: Matcher) -> None:
    link = matcher.link(asked)
    assert (link.code, link.method, link.alternatives) == (code, method, "")


@pytest.mark.parametrize(
    ("asked", "alternatives"),
    [
        (Asked("鼓楼区", parent="江苏省"), "320106 江苏省南京市鼓楼区|320302 江苏省徐州市鼓楼区"),
        (Asked("昆山市", code="320509", year="2016"), "320509 江苏省苏州市吴江区|320583 江苏省苏州市昆山市"),
        (Asked("昆山市", parent="福州市"), "320583 江苏省苏州市昆山市"),
        (Asked("吴江市", year="2014"), "320584 江苏省苏州市吴江市"),
        (Asked(code="320509", year="2010"), "320509 江苏省苏州市吴江区"),
        (Asked("盛泽镇", parent="苏州市吴江区"), "320509 江苏省苏州市吴江区"),
        (Asked("苏州市", year="去年"), "去年?"),
        (Asked("合计"), ""),
        (Asked(), ""),
    ],
)
def test_a_row_that_is_not_clear_is_left_open_with_what_it_may_be(
    asked: Asked, alternatives: str, matcher: Matcher
) -> None:
    link = matcher.link(asked)
    assert (link.iri, link.code, link.method, link.alternatives) == ("", "", "", alternatives)


def test_a_place_comes_with_its_identifiers_and_a_body_without(matcher: Matcher) -> None:
    assert matcher.link(Asked("苏州市")).identifiers.wikidata == "Q42622"
    body = matcher.link(Asked("苏州市财政局"))
    assert body.iri.endswith("/agency/320500/finance")
    assert body.identifiers == Identifiers()


def test_a_former_holder_of_a_code_does_not_get_the_identifiers_of_the_present_one(matcher: Matcher) -> None:
    link = Matcher(vocabulary.load(), {"420600": Identifiers("Q71278")}).link(Asked("襄樊市"))
    assert (link.iri.rsplit("/", 1)[1], link.identifiers.wikidata) == ("420600-2010", "")


def test_every_prefecture_and_county_is_found_by_its_code_and_by_its_name_below_its_parent(tmp_path: Path) -> None:
    places, words = in_force("prefecture", "county"), vocabulary.load()
    rows = [
        (one.jurisdiction.name, one.jurisdiction.code, words.places.above(one.jurisdiction, YEAR)[0].name)
        for one in places
    ]
    random.Random(1).shuffle(rows)
    file = written(tmp_path, "all.csv", table_of(rows, ("name", "code", "parent")))
    assert len(rows) > 3170
    for columns in (Columns(code="code"), Columns("name", "code"), Columns("name", parent="parent")):
        found = tables.link(file, columns)
        assert [link.code for link in found.links] == [code for _, code, _ in rows]


def _variant(one: Division, chance: random.Random) -> tuple[str, str]:
    """Name and parent as somebody may write them."""
    words = vocabulary.load()
    parent = words.places.above(one.jurisdiction, YEAR)[0].name
    name, *shorter = words.toponyms.names[one]
    at = chance.randrange(len(name))
    slip = name[:at] + chance.choice("安河新江南阳") + name[at + 1 :] if len(name) > 2 else name
    variants = (
        (name, ""), (name, parent), (parent + name, ""), (chance.choice(shorter or [name]), parent),
        (chance.choice(shorter or [name]), ""), (f" {name} ", parent), (slip, parent), (slip, ""),
        (name + "人民政府", parent),
    )  # fmt: skip
    return chance.choice(variants)


def test_variants_of_names_are_linked_precisely_and_3000_rows_within_2_seconds(tmp_path: Path) -> None:
    chance = random.Random(2)
    places = in_force("prefecture", "county")
    chance.shuffle(places)
    rows = [_variant(one, chance) for one in places]
    file = written(tmp_path, "variants.csv", table_of(rows, ("name", "parent")))
    tables.link(file, Columns("name"))  # what is loaded once is loaded
    start = time.process_time()
    found = tables.link(file, Columns("name", parent="parent"))
    took = time.process_time() - start
    given = [(link.code, one.jurisdiction.code) for link, one in zip(found.links, places, strict=True) if link.iri]
    right = sum(got == meant for got, meant in given)
    print(f"{len(rows)} rows in {took:.2f} s; {len(given)} linked, {right} right")
    assert len(given) > 0.75 * len(rows)
    assert right >= 0.98 * len(given)
    assert took < 2 * len(rows) / 3000 * 3  # thrice, since others share the processor and its memory


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_a_table_is_read_in_any_encoding_and_with_any_separator(encoding: str, separator: str, tmp_path: Path) -> None:
    text = "地区,年份\n吴江,2010\n苏州市,2014\n".replace(",", separator)
    found = tables.link(written(tmp_path, "a.csv", text.encode(encoding)), Columns("地区", year="年份"))
    assert [link.code for link in found.links] == ["320584", "320500"]


@pytest.mark.parametrize("form", ["parquet", "xlsx"])
def test_a_table_goes_there_and_back_in_other_formats(form: str, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow" if form == "parquet" else "openpyxl")
    source = written(tmp_path, "a.csv", "name,n\n苏州市,1\n鼓楼区,2\n")
    linked = tmp_path / f"b.{form}"
    assert run("link", "table", source, "--name", "name", "-o", linked).returncode == 0
    plain = sheet.read(linked)
    again = tmp_path / f"c.{form}"
    rows = [row[:2] for row in plain.rows]
    with again.open("wb") as out:
        sheet.write(sheet.Sheet(plain.columns[:2], tuple(rows)), form, out)
    assert [link.code for link in tables.link(again, Columns("name")).links] == ["320500", ""]


def test_rows_come_out_in_their_order_with_their_own_cells(tmp_path: Path) -> None:
    file = written(tmp_path, "a.csv", '地区,注\n苏州市,"一,二"\n鼓楼区,\n')
    done = run("link", "table", file, "--name", "地区")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [(row["地区"], row["注"], row["gb_code"]) for row in rows] == [
        ("苏州市", "一,二", "320500"),
        ("鼓楼区", "", ""),
    ]
    assert "350102" in rows[1]["alternatives"]
    assert "1 of 2 rows linked" in done.stderr


def test_strict_asks_for_every_row(tmp_path: Path) -> None:
    file = written(tmp_path, "a.csv", "地区\n苏州市\n")
    assert run("link", "table", file, "--name", "地区", "--strict").returncode == 0
    file = written(tmp_path, "b.csv", "地区\n鼓楼区\n")
    assert run("link", "table", file, "--name", "地区", "--strict").returncode == 1


@pytest.mark.parametrize(
    ("name", "content", "mend"),
    [
        ("a.csv", "地区\n苏州市\n", "column"),
        ("a.csv", "name,name\n苏州市,1\n", "more than once"),
        ("a.csv", "name,gb_code\n苏州市,1\n", "gb_code"),
        ("a.csv", "", "nothing"),
        ("a.csv", "name\n苏州市,1,2\n", "row 2"),
        ("a.csv", 'name\n"苏州市\n', "quotation"),
        ("a.csv", b"\x00\x01\x02", "save it as"),
        ("a.parquet", "no", "Parquet"),
        ("a.xlsx", "no", "XLSX"),
    ],
)
def test_a_table_that_does_not_do_is_refused_in_one_line(
    name: str, content: str | bytes, mend: str, tmp_path: Path
) -> None:
    assert mend in refusal("link", "table", written(tmp_path, name, content), "--name", "name")


@pytest.mark.parametrize(
    "arguments",
    [
        ("link", "table", "missing.csv", "--name", "name"),
        ("link", "table", "a.csv"),
        ("link", "table", "a.csv", "--name", "name", "--format", "xlsx"),
        ("link", "table", "a.csv", "--name", "name", "-o", "a.doc"),
        ("link", "table", "a.csv", "--name", "name", "-o", "nowhere/a.csv"),
        ("link", "table", "a.csv", "--name", "name", "--store", "nowhere"),
        ("link", "remove", "a", "--store", "nowhere"),
        ("link", "list", "--store", "nowhere"),
        ("link", "wikidata", "--file", "a.csv", "--endpoint", "http://127.0.0.1"),
        ("link", "wikidata", "--endpoint", "ftp://127.0.0.1"),
        ("link", "wikidata", "--file", "a.csv"),
        ("link", "nothing"),
    ],
)
def test_bad_usage_is_refused_in_one_line(arguments: tuple[str, ...], tmp_path: Path) -> None:
    written(tmp_path, "a.csv", "name\n苏州市\n")
    refusal(*arguments, cwd=tmp_path)


def test_a_missing_library_is_named_with_the_mend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(sheet, "import_module", missing)
    with pytest.raises(BadTable, match=r"pip install 'gongkai\[tables\]'"):
        sheet.read(written(tmp_path, "a.xlsx", "no"))


def test_the_bound_of_likeness_lets_one_slip_in_three_characters_pass() -> None:
    assert similarity("鼓搂区", "鼓楼区") >= THRESHOLD > similarity("东区", "西区")


def test_a_cell_that_no_workbook_can_hold_is_refused_with_the_mend(tmp_path: Path) -> None:
    read = sheet.read(written(tmp_path, "a.csv", "name\n苏州\x01市\n"))
    with pytest.raises(BadTable, match="write CSV"):
        sheet.write(read, "xlsx", io.BytesIO())


def test_a_refusal_to_write_a_cell_does_not_repeat_all_of_it(tmp_path: Path) -> None:
    read = sheet.read(written(tmp_path, "a.csv", "name\n\x01" + "2014" * 2000))
    with pytest.raises(BadTable, match="cannot stand in a workbook") as refused:
        sheet.write(read, "xlsx", io.BytesIO())
    assert len(str(refused.value)) < 300


def test_a_parquet_file_whose_text_is_no_utf_8_is_refused(tmp_path: Path) -> None:
    arrow, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
    text = arrow.array([b"\xef\xff"], arrow.binary()).view(arrow.string())
    parquet.write_table(arrow.table({"name": text}), tmp_path / "a.parquet")
    with pytest.raises(BadTable, match="Parquet"):
        sheet.read(tmp_path / "a.parquet")
