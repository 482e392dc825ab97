"""The words of a cell -> what stands there: number, blank, dash, slash, 无; and the figures of a remark behind it."""

import re
from collections.abc import Iterator

from gongkai.frozen import frozen
from gongkai.model import NoValue, Quantity, Status
from gongkai.text import Span
from gongkai.values import arabic, scaled
from gongkai.vocabulary.quantities import Quantities

_SIGNED = re.compile(
    r"(?P<sign>增加?|减少?|[-－−+])?(?P<hedge>[^\d]{0,3}?)(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
)
_REMARK = re.compile(r"（.*）?|[，,；;]?(?:其中|含|包括|另).*")
_PART = re.compile(r"(?P<label>[^\d，。；、（）]*)(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)")
_OPENING = re.compile(r"^(?:（|其中|含|包括|另有?|有|[:：])+")
_STATUSES: dict[str, Status] = {
    "": "not-stated",
    "/": "slash",
    "\\": "slash",
    "无": "none",
    **dict.fromkeys(("-", "－", "—", "–", "−", "―", "─", "一一", "——", "--", "---", "———"), "dash"),
}
_MINUS = "-－−减"


@frozen
class Printed:
    """A unit, and how many of it a figure without a unit of its own counts: 万元 is 10000 元."""

    unit: str
    scale: int


@frozen
class Figure:
    """A number in a cell: its quantity, the words of it that are digits, and where a remark behind it begins."""

    quantity: Quantity
    digits: Span
    end: int


@frozen
class Part:
    """A figure in a remark: 修订16件 in 22（其中修订16件）; `digits` are offsets into the words of the cell."""

    label: str
    quantity: Quantity
    digits: Span


def is_sign(words: str) -> bool:
    """Whether a cell says that it holds no figure: nothing, or a sign for nothing."""
    return words in _STATUSES


def is_number(words: str, quantities: Quantities) -> bool:
    return words.isdecimal() or _number(words, "", 1, quantities) is not None


def no_value(words: str, unit: str) -> NoValue | None:
    """The sign that stands in place of a number."""
    status = _STATUSES.get(words)
    return NoValue(unit, status) if status is not None else None


def figure_of(words: str, usual: Printed, quantities: Quantities) -> Figure | None:
    """The number in its base unit; `usual` is that of figures without one of their own."""
    return _number(words, usual.unit, usual.scale, quantities)


def parts_of(words: str, start: int, unit: str, quantities: Quantities) -> Iterator[Part]:
    """The figures of the remark that begins at `start`, each with what it counts; `unit` where it says none."""
    for match in _PART.finditer(words, start):
        measure = quantities.measure(words, match.end())
        value = scaled(arabic(match["digits"]), measure.scale)
        yield Part(
            _OPENING.sub("", match["label"]),
            Quantity(value, measure.unit or unit, measure.hedge),
            Span(match.start("digits"), match.end("digits")),
        )


def _number(words: str, unit: str, usual: int, quantities: Quantities) -> Figure | None:
    match = _SIGNED.match(words)
    if match is None or (match["hedge"] and match["hedge"] not in quantities.hedges):
        return None
    measure = quantities.measure(words, match.end())
    if measure.end < len(words) and not _REMARK.fullmatch(words, measure.end):
        return None
    value = scaled(arabic(match["digits"]), measure.scale if measure.said else usual)
    if (match["sign"] or "+")[0] in _MINUS:
        value = value.copy_negate()  # - and * would round what has more than 28 digits
    hedge = quantities.hedges[match["hedge"]] if match["hedge"] else measure.hedge
    return Figure(
        Quantity(value, measure.unit or unit, hedge), Span(match.start("digits"), match.end("digits")), measure.end
    )
