"""Files of corrections: lines that are nearly right, with whatever a hand or a program may put into a cell."""

import csv
import hashlib
import io
from collections.abc import Callable
from functools import cache

from hypothesis import strategies as st

from fuzz import properties
from fuzz.inputs import mutations, pieces
from fuzz.target import Target
from gongkai import corrections, iris, pipeline, vocabulary
from gongkai.corrections.fields import CODED, FIELDS, fields_of
from gongkai.errors import BadCorrections
from gongkai.model import Correction, Extract
from gongkai.vocabulary.concepts import ids_of

_REPORT = f"""{pieces.TITLE}
一、主动公开情况
全市主动公开政府信息96750条，其中市环保局公开718条。收到政府信息公开申请328件，其中公民申请283件，企业申请45件。
未发生行政复议。

| 指标 | 单位 | 统计数 |
| --- | --- | --- |
| 主动公开政府信息数 | 条 | 96750 |
| 政务微博公开政府信息数 | 条 |  |
"""
_VALUES = (
    "23", "23.5", "-1", "0", "1E5", "1E999999999", "1e-999999999", "NaN", "Infinity", "sNaN", "9" * 4400, "２３", "٣", "", " ", "1_000",
    "1,000", "+5", "0x10", "一", "1e400", "1E+28",
)  # fmt: skip
_CELLS = (
    "", " ", "0", "-1", "1.5", "９", "²", "9" * 5000, "99999999999999999999", "2026-05-31", "20260531", "2026-W01-1", "2026-02-30", "0001-01-01", "a" * 64,
    "=1+1", "\ud800", "\x00", "⟦5⟧", "前⟦328⟧后", "⟦⟦3⟧⟧", "⟦⟧", "a;b", 'a"b', "两\n行", "510800/government/2016", "report/1/2/2016", "../../x/2016", "<>/x/2016",
)  # fmt: skip
_Row = dict[str, str]


@cache
def _extract() -> Extract:
    path = properties.folder() / "corrected.txt"
    path.write_text(_REPORT, "utf-8")
    return pipeline.extract_of(path, vocabulary.load())


@cache
def _rows() -> tuple[_Row, ...]:
    """A line for each figure of the report, which confirms it."""
    extract = _extract()
    text, report = extract.document.manuscript.text, iris.report(extract.masthead).removeprefix(f"{iris.BASE}report/")
    found = []
    for figure in extract.observations():
        place = figure.provenance
        spot = corrections.spot_of(
            hashlib.sha256(_REPORT.encode()).hexdigest(), report, text, place.span, place.sentence, place.cell
        )
        said = fields_of(figure)
        row = (
            spot.sha256, spot.report, place.span.start, place.span.end,
            *((place.cell.table, place.cell.row, place.cell.column) if place.cell else ("", "", "")), spot.words,
            f"{spot.before}⟦{spot.words}⟧{spot.after}", figure.metric, "confirm", "", corrections.text_of(said), "李晓", "2026-05-31", "见表",
        )  # fmt: skip
        found.append(dict(zip(corrections.COLUMNS, map(str, row), strict=True)))
    return tuple(found)


def _setting() -> st.SearchStrategy[str]:
    """`name=value` of a field, mostly of one that there is with a value that it can have."""
    free = st.one_of(st.sampled_from(_VALUES), pieces.piece(), st.sampled_from(_CELLS))
    coded = st.sampled_from(sorted(CODED)).flatmap(
        lambda name: st.one_of(st.sampled_from(sorted(ids_of(CODED[name]))), free).map(lambda value: f"{name}={value}")
    )
    value = st.sampled_from(_VALUES).map("value={}".format)
    named = st.tuples(st.sampled_from((*FIELDS, "", "value ", "VALUE")), free).map("=".join)
    bodies = st.sampled_from(
        (
            "agency=广元市环境保护局|广元市财政局",
            "agency=|",
            "channel=广元发布/weibo",
            "channel=/weibo",
            "channel=a/b/website",
            "policy_area=environment|education",
        )
    )
    return st.one_of(coded, value, value, named, bodies)


def _line() -> st.SearchStrategy[_Row]:
    settings = st.lists(_setting(), max_size=3).map(";".join)
    actions = st.sampled_from((*("confirm", "change", "reject", "add") * 3, "", "ADD"))
    others = st.dictionaries(
        st.sampled_from(corrections.COLUMNS), st.one_of(st.sampled_from(_CELLS), pieces.piece()), max_size=2
    )

    def made(row: _Row, action: str, said: str, odd: _Row) -> _Row:
        return {**row, "action": action, "new": said, **odd}

    return st.builds(
        made, st.deferred(lambda: st.sampled_from(_rows())), actions, settings, st.one_of(*[st.just({})] * 4, others)
    )


def _file(rows: list[_Row], head: list[str]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, head, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


def _check(content: bytes) -> str:
    path = properties.folder() / "corrections.csv"
    path.write_bytes(content)
    given: list[Correction] = []

    def work() -> Extract:
        given.extend(corrections.load(path))
        return corrections.apply(_extract(), given, vocabulary.load())

    outcome, extract = _refused_or(work)
    if extract is None:
        return outcome
    _are_the_same_when_written(given)
    assert len(extract.settlements) <= len(given)
    return hashlib.sha256("\n".join(properties.hold(extract)).encode()).hexdigest()


def _refused_or(work: Callable[[], Extract]) -> tuple[str, Extract | None]:
    """As of others, but for this: each mistake has a line."""
    try:
        return "", work()
    except BadCorrections as error:
        said = str(error)
    assert all(line.strip() for line in said.split("\n")), said
    return said.replace(str(properties.folder()), ""), None


def _are_the_same_when_written(given: list[Correction]) -> None:
    path = properties.folder() / "written.csv"
    path.write_text(corrections.head() + "".join(map(corrections.line_of, given)), "utf-8")
    assert list(corrections.load(path)) == given, "a correction is another one when it is written and read again"


def corrections_target() -> Target:
    orders = st.one_of(st.just(list(corrections.COLUMNS)), st.permutations(corrections.COLUMNS))
    lines = st.builds(_file, st.lists(_line(), min_size=1, max_size=4), orders)
    broken = st.builds(mutations.in_bytes, lines, mutations.changes(pieces.piece(), 2))
    examples = lambda: [_file([row], list(corrections.COLUMNS)) for row in _rows()]  # noqa: E731
    return Target("corrections", st.one_of(lines, lines, lines, broken), _check, examples)
