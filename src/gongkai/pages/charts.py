"""Rows and what to draw of them -> a Vega-Lite specification, in the colours of palette.yaml.

Years for which there is no figure keep their place and stay empty: nothing is drawn from one to the next over them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import yaml

from gongkai.pages.asking import Row
from gongkai.pages.series import Break

Specification = Mapping[str, object]

_PALETTE: Final = Path(__file__).with_name("palette.yaml")
_HEIGHT: Final = 240
_STEP: Final = 26
_FITTING: Final = 40


@dataclass(frozen=True, slots=True)
class Palette:
    series: tuple[str, ...]
    of: Mapping[str, str]
    edge: str
    shade: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Axes:
    """What the axes and the legend are called, and the ending of the columns that hold names: zh or en."""

    x: str
    y: str
    colour: str
    language: str


@cache
def palette() -> Palette:
    told = yaml.safe_load(_PALETTE.read_text("utf-8"))
    return Palette(tuple(told["series"]), told["of"], told["break"], tuple(told["shade"]))


def bars(
    title: str, rows: Sequence[Row], axes: Axes, years: Sequence[int], breaks: Sequence[Break], kind: str, value: str
) -> Specification:
    """Bars by year, one beside the other by metric, or stacked by `kind` where it is the outcome.

    A figure that is stated with two values has no bar.
    """
    named = f"{kind}_{axes.language}"
    stacked = kind == "outcome"
    names = _names(rows, named, kind)
    route = f"datum.route_{axes.language}"
    label = {"calculate": f"{route} ? datum.{named} + ' · ' + {route} : datum.{named}", "as": "named"}
    once = {"filter": f"!isDefined(datum.most) || datum.most === datum.{value}"}
    encoding: dict[str, object] = {
        "x": _year(axes.x, years),
        "y": {"field": value, "type": "quantitative", "title": axes.y, "axis": {"tickMinStep": 1}},
        "color": {"field": "named", "type": "nominal", "title": None, "scale": _colours(names),
                  "legend": {"orient": "bottom", "columns": 1, "labelLimit": 300, "symbolLimit": 0}},
        "tooltip": [{"field": "year", "title": axes.x}, {"field": "named", "title": axes.colour},
                    {"field": value, "title": axes.y, "format": ","}],
    }  # fmt: skip
    if not stacked:
        encoding["xOffset"] = {"field": named, "type": "nominal", "sort": list(dict.fromkeys(n for n, _ in names))}
    return {
        "title": title,
        "config": _quiet(),
        "height": _HEIGHT,
        "data": {"values": [dict(row) for row in rows]},
        "transform": [once, label],
        "layer": [{"mark": {"type": "bar"}, "encoding": encoding}, *_rules(breaks, years)],
    }


def _names(rows: Sequence[Row], named: str, kind: str) -> list[tuple[str, str]]:
    """The names of the legend, in the order of the rows, each with what settles its colour."""
    ending = named.rsplit("_", 1)[1]
    return list(
        dict.fromkeys(
            (f"{row[named]} · {row[route]}" if row.get(route := f"route_{ending}") else str(row[named]), str(row[kind]))
            for row in rows
        )
    )


def _colours(names: Sequence[tuple[str, str]]) -> Mapping[str, object]:
    known = palette()
    free = iter([*known.series] * (1 + len(names) // len(known.series)))
    return {"domain": [name for name, _ in names], "range": [known.of.get(key) or next(free) for _, key in names]}


def _year(title: str, years: Sequence[int]) -> Mapping[str, object]:
    return {"field": "year", "type": "ordinal", "title": title, "scale": {"domain": list(years)},
            "axis": {"labelAngle": 0, "labelOverlap": True}}  # fmt: skip


def _rules(breaks: Sequence[Break], years: Sequence[int]) -> list[Specification]:
    """A line before the first year of each edition, with the number by which the page tells of it."""
    if not breaks:
        return []
    data = {"values": [{"year": one.year, "mark": one.mark} for one in breaks]}
    x = {"field": "year", "type": "ordinal", "scale": {"domain": list(years)}, "bandPosition": 0}
    colour = palette().edge
    return [
        {"data": data, "mark": {"type": "rule", "strokeDash": [4, 3], "strokeWidth": 1.5, "color": colour},
         "encoding": {"x": x}},
        {"data": data, "mark": {"type": "text", "align": "left", "baseline": "top", "dx": 3, "fontSize": 14,
                                "color": colour},
         "encoding": {"x": x, "y": {"value": 0}, "text": {"field": "mark"}}},
    ]  # fmt: skip


def _quiet() -> Specification:
    """Lines of the frame that do not shout, on light and on dark."""
    colour = palette().edge
    return {
        "axis": {"gridColor": colour, "gridOpacity": 0.25, "domainColor": colour, "tickColor": colour},
        "view": {"stroke": None},
    }


def matrix(title: str, rows: Sequence[Row], axes: Axes, across: str, down: str, value: str) -> Specification:
    """A cell for each pair that has rows, the darker the more; pairs without stay empty."""
    many = len({row[down] for row in rows})
    columns = len({row[across] for row in rows})
    # Many columns get the room that they need, and the reader scrolls the chart.
    width = {"width": {"step": _STEP}} if columns > _FITTING else {}
    return {
        "title": title,
        "config": _quiet(),
        **width,
        "height": max(_STEP * many, _STEP * 2),
        "data": {"values": [dict(row) for row in rows]},
        "mark": {"type": "rect"},
        "encoding": {
            "x": {"field": across, "type": "ordinal", "title": axes.x,
                  "axis": {"orient": "top", "labelAngle": -40, "labelLimit": 120}},
            "y": {"field": down, "type": "nominal", "title": axes.y, "sort": None, "axis": {"labelLimit": 150}},
            "color": {"field": value, "aggregate": "sum", "type": "quantitative", "title": axes.colour,
                      "scale": {"range": list(palette().shade), "type": "sqrt"},
                      "legend": {"orient": "bottom", "tickMinStep": 1, "format": "d"}},
            "tooltip": [{"field": down, "title": axes.y}, {"field": across, "title": axes.x},
                        {"field": value, "aggregate": "sum", "title": axes.colour, "format": ","}],
        },
    }  # fmt: skip
