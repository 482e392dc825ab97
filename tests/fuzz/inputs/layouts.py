"""Rows of cells -> a table in a text: piped, spaced, stacked, drawn with strokes, as HTML; ragged as they come."""

from collections.abc import Sequence

from hypothesis import strategies as st

from fuzz.inputs import pieces

_Rows = list[list[str]]
_LABELS = (
    "指标", "单位", "统计数", "序号", "数量", "合计", "总计", "第二十条第（一）项", "信息内容", "本年新制作数量", "本年收到行政复议", "自然人",
    "一、主动公开情况", "（一）主动公开政府信息数", "1.予以公开", "条", "件", "——", "条数", "其中：", "（其他指标）", "三、本年度办理结果", "2.部分公开",
)  # fmt: skip


def cell() -> st.SearchStrategy[str]:
    return st.one_of(
        st.sampled_from(_LABELS), st.integers(0, 99999).map(str), st.sampled_from(("", "0", "-", "/", "无", "—", " ")),
        pieces.numeral(), pieces.piece(), st.deferred(lambda: st.sampled_from(pieces.known())),
    )  # fmt: skip


def rows() -> st.SearchStrategy[_Rows]:
    ragged = st.lists(st.lists(cell(), min_size=1, max_size=9), min_size=1, max_size=14)
    even = st.integers(2, 6).flatmap(
        lambda width: st.lists(st.lists(cell(), min_size=width, max_size=width), min_size=2, max_size=14)
    )
    return st.one_of(even, ragged)


def _piped(given: _Rows) -> str:
    return "\n".join(" | ".join(row) + " |" for row in given)


def _markdown(given: _Rows) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in given]
    return "\n".join([lines[0], "|" + "---|" * len(given[0]), *lines[1:]])


def _tabbed(given: _Rows) -> str:
    return "\n".join("\t".join(row) for row in given)


def _spaced(given: _Rows) -> str:
    return "\n".join("   ".join(row) for row in given)


def _aligned(given: _Rows) -> str:
    return "\n".join("".join(cell.ljust(12, "　" if at % 2 else " ") for at, cell in enumerate(row)) for row in given)


def _stacked(given: _Rows) -> str:
    return "\n".join(cell for row in given for cell in row)


def _boxed(given: _Rows) -> str:
    width = max(map(len, given))
    border = "├" + "┼".join(["────"] * width) + "┤"
    lines = [f"\n{border}\n".join("│" + "│".join(row) + "│" for row in given)]
    return "\n".join([border.replace("├", "┌").replace("┤", "┐"), *lines, border.replace("├", "└").replace("┤", "┘")])


def _html(given: _Rows) -> str:
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in given)
    return f"<table>{body}</table>"


def _written(given: _Rows, ways: Sequence[int], between: str) -> str:
    return f"\n{between}\n".join(_WAYS[way % len(_WAYS)](given) for way in ways)


_WAYS = (_piped, _markdown, _tabbed, _spaced, _aligned, _stacked, _boxed, _html)


def tables() -> st.SearchStrategy[str]:
    """A table in one or two ways, with words between them."""
    ways = st.lists(st.integers(0, len(_WAYS) - 1), min_size=1, max_size=2)
    return st.builds(_written, rows(), ways, st.one_of(st.just(""), pieces.prose()))
