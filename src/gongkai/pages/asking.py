"""Named queries with what they need to know -> their rows, all in one way to a worker and back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Final

from pyoxigraph import Store
from starlette.requests import Request

from gongkai import queries, resources
from gongkai.errors import BadQuery
from gongkai.queries import Query, Table
from gongkai.serve.refusals import Refused
from gongkai.serve.tasks import Reply

Cell = str | int | float | bool | None
Row = Mapping[str, Cell]
# No query has parameters of these names: they say how the page shall be.
_PAGES: Final = 1_000_000
_OF_PAGES: Final = ("lang", "format", "page")


@dataclass(frozen=True, slots=True)
class Question:
    """A query by its path in queries/, as `reports` or `pages/coverage`, and its parameters as text."""

    name: str
    given: tuple[tuple[str, str], ...] = ()


def question(name: str, **given: str) -> Question:
    return Question(name, tuple(sorted(given.items())))


@dataclass(frozen=True, slots=True)
class Questions:
    """The task that answers several questions at once: JSON, a list of lists of objects."""

    asked: tuple[Question, ...]

    def answer(self, store: Store, reply: Reply) -> None:
        try:
            answers = [_rows(store, one) for one in self.asked]
        except BadQuery as error:
            raise Refused(400, str(error)) from error
        reply.begin("application/json").write(json.dumps(answers, ensure_ascii=False).encode())


def parameters_of(request: Request) -> tuple[tuple[str, str], ...]:
    """What the address gives a query; what it gives the page itself is left out."""
    return tuple(sorted((name, value) for name, value in request.query_params.items() if name not in _OF_PAGES))


def page_of(request: Request) -> int:
    """Which page of a long list is asked for, from 1."""
    text = request.query_params.get("page", "1")
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) < _PAGES:
        raise Refused(400, f"page must be a number from 1, not {text!r}")
    return int(text)


async def rows_of(request: Request, *asked: Question) -> list[list[Row]]:
    """The rows of each question, in the order in which they were asked; Refused where one cannot be answered."""
    answers: list[list[Row]] = json.loads(await request.app.state.pool.whole(Questions(asked)))
    return answers


@cache
def query_named(name: str) -> Query:
    return queries.query_of(resources.folder("queries") / f"{name}.rq")


def rows_in(store: Store, name: str, **given: str) -> list[dict[str, Cell]]:
    """The rows of one question, for a task that has the store at hand."""
    return _rows(store, question(name, **given))


def _rows(store: Store, asked: Question) -> list[dict[str, Cell]]:
    found = queries.select(store, query_named(asked.name), dict(asked.given))
    assert isinstance(found, Table), f"{asked.name} gives triples, not rows"
    return [dict(zip(found.columns, map(plain, row), strict=True)) for row in found.rows]


def plain(cell: queries.Cell) -> Cell:
    """JSON has no decimals: a whole one is an integer, another the nearest double, which prints as it was written."""
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    return cell
