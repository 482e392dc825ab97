"""What `gongkai link` reads: tables with names and codes in CSV, TSV, XLSX and Parquet, and answers of Wikidata."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Callable
from functools import cache

from hypothesis import strategies as st

from fuzz import properties
from fuzz.inputs import mutations, packages, pieces
from fuzz.target import Target
from gongkai import vocabulary
from gongkai.errors import GongkaiError
from gongkai.links import sheet, tables, wikidata
from gongkai.links.linkset import Linkset, triples_of
from gongkai.links.tables import Columns

_HEAD = ("name", "code", "year", "parent", "x")
_CODES = (
    "320500",
    "3205",
    "32",
    "320500000000",
    "3.205E+05",
    "CN-JS",
    "1e999999",
    "9" * 5000,
    "nan",
    "NaN",
    "-32",
    "０３２",
    "",
    "'320500",
    "32 05 00",
    "320500.0",
    "inf",
)
_YEARS = ("2014", "2014.0", "2014年", "2014-12-31", "0", "9999", "1899", "２０１４", "", "nan", "2014" * 900)
_Cells = list[list[str]]
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # which no workbook can hold


def _name() -> st.SearchStrategy[str]:
    places = st.deferred(lambda: st.sampled_from(_places()))
    return st.one_of(
        places, places, st.tuples(places, places).map("".join), st.tuples(places, st.sampled_from(("人民政府", "财政局", "街道", "镇", "开发区"))).map("".join),
        pieces.piece(), st.sampled_from(("", "全国", "中国", "市", "省", "合计", "其他", "None", "长" * 3000, "a" * 3000)),
    )  # fmt: skip


@cache
def _places() -> tuple[str, ...]:
    held = vocabulary.load().places.by_code
    return tuple(sorted({place.jurisdiction.name for found in held.values() for place in found}))


def _rows() -> st.SearchStrategy[_Cells]:
    row = st.tuples(_name(), st.sampled_from(_CODES), st.sampled_from(_YEARS), _name(), pieces.piece()).map(list)
    return st.lists(row, min_size=1, max_size=8)


def _separated(rows: _Cells, separator: str, encoding: str) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerows([_HEAD, *rows])
    return out.getvalue().encode(encoding, "surrogatepass" if encoding == "utf-8" else "replace")


def _xlsx(rows: _Cells) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    page = book.worksheets[0]
    for row in (_HEAD, *rows):
        page.append([_NOT_XML.sub("", cell)[:30000].encode("utf-8", "replace").decode() for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _parquet(rows: _Cells) -> bytes:
    import pyarrow
    from pyarrow import parquet

    columns = list(zip(*[[cell.encode("utf-8", "replace").decode() for cell in row] for row in rows], strict=True))
    table = pyarrow.table([pyarrow.array(list(column)) for column in columns], names=list(_HEAD))
    out = io.BytesIO()
    parquet.write_table(table, out)
    return out.getvalue()


def _kind_of(content: bytes) -> str:
    """The ending under which it would be kept."""
    return ".xlsx" if content[:2] == b"PK" else ".parquet" if content[:4] == b"PAR1" else ".csv"


def _check(content: bytes) -> str:
    path = properties.folder() / f"table{_kind_of(content)}"
    path.write_bytes(content)
    try:
        head = sheet.read(path).columns
        level = ("", "county", "prefecture")[len(content) % 3]
        asked = [name if name in head else "" for name in ("name", "code", "year", "parent")]
        found = tables.link(path, Columns(*asked, level=level))
        _hold(tables.linkset_of(found, tables.name_of(path)))
        return _written(found.sheet)
    except GongkaiError as error:
        properties.in_one_line(error)
        return type(error).__name__


def _written(found: sheet.Sheet) -> str:
    """In every format, or refused in words."""
    digest = hashlib.sha256()
    for form in sheet.FORMATS:
        out = io.BytesIO()
        try:
            sheet.write(found, form, out)
        except GongkaiError as error:
            properties.in_one_line(error)
        if form in ("csv", "jsonl"):
            digest.update(out.getvalue())
    return digest.hexdigest()


def _hold(found: Linkset) -> None:
    lines = triples_of(found)
    assert lines == triples_of(found)
    properties.triples_parse(lines)


def sheets_target() -> Target:
    separated = st.builds(
        _separated,
        _rows(),
        st.sampled_from((",", "\t", ";", "|")),
        st.sampled_from(("utf-8", "gb18030", "utf-16", "utf-8-sig")),
    )
    books, parquets = st.builds(_xlsx, _rows()), st.builds(_parquet, _rows())
    share = st.floats(0, 1, exclude_max=True)
    inner = st.one_of(
        pieces.piece(),
        st.sampled_from(
            (
                "<c>",
                "</c>",
                "<row>",
                "<row r='99999999'>",
                "<c r='XFD1048576'>",
                "<c r='ZZZZ9'>",
                "<v>1e999</v>",
                "<c t='d'><v>x</v></c>",
                "<c t='s'><v>999999</v></c>",
                "<v>-1</v>",
                "<c t='e'>",
                "&e;",
                "<dimension ref='A1:XFD1048576'/>",
            )
        ),
    )
    inputs = st.one_of(
        separated, separated, st.builds(mutations.in_bytes, separated, mutations.changes(pieces.piece(), 2)), books,
        st.builds(packages.with_changes, books, mutations.changes(inner, 4), share), st.builds(mutations.in_bytes, books, mutations.changes(pieces.piece(), 2)),
        parquets, st.builds(mutations.in_bytes, parquets, mutations.changes(pieces.piece(), 3)),
    )  # fmt: skip
    rows = [["苏州市", "320500", "2014", "江苏省", "1"], ["鼓楼区", "", "2020", "福州市", "2"]]
    return Target(
        "sheets",
        inputs,
        _check,
        lambda: [_separated(rows, sign, "utf-8") for sign in ",\t;|"],
        tuple(name.encode() for name in ("苏州市", "320500", "2014", ",", '"', "\t")),
    )


def _answer() -> st.SearchStrategy[str]:
    points = st.sampled_from(
        (
            "Point(120.6 31.3)",
            "Point(1.2.3 4)",
            "Point(120 3_1)",
            "POINT(-. .)",
            "Point(999 99)",
            "Point(120.6 31.3)\n",
            "",
            "Point(100.0 31)",
        )
    )
    values = st.one_of(
        st.sampled_from(("http://www.wikidata.org/entity/Q42622", "Q42622", "Q0", "Q16963\n", "Q1> <x", "http://x/Q5", *_CODES[:9])), _name(), points, st.sampled_from(("\ud800", "\x00", "a\\b\"c\nd")),
    )  # fmt: skip
    cell = st.one_of(
        values.map(lambda value: {"type": "literal", "value": value}),
        st.sampled_from(({}, None, [], {"value": 5}, {"value": None}, "x")),
    )
    well = st.fixed_dictionaries({
        "item": st.integers(1, 99).map(lambda number: {"value": f"http://www.wikidata.org/entity/Q{number}"}),
        "code": st.deferred(lambda: st.sampled_from(sorted(vocabulary.load().places.by_code))).map(lambda code: {"value": code}),
    }, optional={"label": _name().map(lambda name: {"value": name}), "point": points.map(lambda point: {"value": point})})  # fmt: skip
    rows = st.lists(
        st.one_of(
            well, well, st.dictionaries(st.sampled_from(("item", "code", "label", "point", "y")), cell, max_size=4)
        ),
        max_size=6,
    )
    return rows.map(lambda found: json.dumps({"head": {"vars": []}, "results": {"bindings": found}}))


def _check_answer(content: bytes) -> str:
    path = properties.folder() / "answer.json"
    path.write_bytes(content)
    try:
        found = wikidata.read(path)
    except GongkaiError as error:
        properties.in_one_line(error)
        return type(error).__name__
    _hold(wikidata.linkset_of(found, "wikidata"))
    return _written(wikidata.sheet_of(found))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def wikidata_target() -> Target:
    answers = _answer().map(_bytes)
    deep = st.sampled_from(("[", '{"results":', '{"results":{"bindings":[')).map(
        lambda one: _bytes('{"a":' + one * 60_000)
    )
    table = _rows().map(
        lambda rows: (
            _separated(rows, ",", "utf-8")
            .replace(b"name", b"item", 1)
            .replace(b"year", b"latitude", 1)
            .replace(b"parent", b"longitude", 1)
        )
    )
    broken = st.builds(mutations.in_bytes, answers, mutations.changes(pieces.piece(), 2))
    start: Callable[[], list[bytes]] = lambda: [  # noqa: E731
        b'{"results":{"bindings":[{"item":{"value":"http://www.wikidata.org/entity/Q42622"},"code":{"value":"320500"},"point":{"value":"Point(120.6 31.3)"}}]}}'
    ]
    return Target("wikidata", st.one_of(answers, answers, table, broken, deep), _check_answer, start)
