"""Series -> the charts of a page: one for each topic that has figures of two years or more."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from starlette.requests import Request

from gongkai.pages.asking import Question, Row
from gongkai.pages.charts import Axes, Specification, bars
from gongkai.pages.language import language_of, say
from gongkai.pages.series import Scope, Topic


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the macro `chart` needs."""

    id: str
    specification: Specification
    rows: Sequence[Row]
    columns: tuple[tuple[str, str], ...]
    question: Question


def drawings_of(request: Request, scopes: Sequence[Scope]) -> Mapping[tuple[str, str], Drawing]:
    """By scope and topic; a single year is told by its number alone."""
    return {
        (str(scope.row["scope"]), topic.name): _drawing(request, scope, topic)
        for scope in scopes
        for topic in scope.topics
        if len({row["year"] for row in topic.rows}) > 1
    }


def _drawing(request: Request, scope: Scope, topic: Topic) -> Drawing:
    language = language_of(request)
    told = partial(say, language)
    kind, value = ("outcome", "requests") if topic.name == "outcomes" else ("metric", "value")
    units = {str(row.get("unit") or "") for row in topic.rows}
    axes = Axes(told("series.year"), told("series.count"), told(f"series.{topic.name}"), language)
    title = told("series.chart", topic=told(f"series.{topic.name}"), scope=str(scope.row[f"scope_{language}"]))
    columns = [("year", told("series.year")), (f"{kind}_{language}", axes.colour)]
    if any(row.get("route_en") for row in topic.rows):
        columns.append((f"route_{language}", told("series.route")))
    if kind == "outcome":
        columns.append(("stated_as", told("series.stated_as")))
    columns.append((value, told("series.count")))
    if units - {""}:
        columns.append(("unit", told("series.unit")))
    specification = bars(title, topic.rows, axes, scope.years, scope.breaks, kind, value)
    return Drawing(f"{topic.name}-{scope.row['scope']}", specification, topic.rows, tuple(columns), topic.question)
