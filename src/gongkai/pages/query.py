"""The named queries -> their list; one of them -> a form for its parameters, its rows, an editor to ask otherwise."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from gongkai import iris, queries
from gongkai.pages.addresses import local
from gongkai.pages.answering import page_at
from gongkai.pages.asking import Cell, Question, Row, parameters_of, question, rows_of
from gongkai.pages.language import language_of
from gongkai.pages.rendering import named, page
from gongkai.pages.trial import Trial
from gongkai.parameters import Parameter
from gongkai.queries import Query
from gongkai.serve.refusals import Refused

_MOST: Final = 200
# Longer lists to choose from are left out: a reader writes the name, and the page would be mostly lists.
_CHOICES: Final = 1000
_FORMS: Final = ("csv", "tsv", "json")


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter in the form: what is written in it, and what can be chosen, as pairs of value and name."""

    parameter: Parameter
    value: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The first rows of an answer, and what the parameters are bound to; nothing of both while one is missing."""

    total: int = 0
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    terms: tuple[tuple[str, str], ...] = ()
    error: str = ""
    asked: bool = False


async def _list(request: Request) -> Response:
    options = _editor(request, None, ())
    return page(request, "queries.html", catalogue=queries.catalogue(), options=options)


async def _query(request: Request) -> Response:
    query = queries.served().get(request.path_params["name"])
    if not query:
        raise Refused(404, f"there is no query {request.path_params['name']!r}; /query lists those that there are")
    given = dict(parameters_of(request))
    status, answer = await _asked(request, query, given)
    downloads = [(form, local(f"/query/{query.name}.{form}", None, given)) for form in _FORMS]
    return page(
        request,
        "query.html",
        status,
        query=query,
        fields=await _fields(request, query, given),
        answer=answer,
        most=_MOST,
        downloads=downloads,
        base=iris.BASE,
        options=_editor(request, query, answer.terms),
    )


async def _asked(request: Request, query: Query, given: Mapping[str, str]) -> tuple[int, Answer]:
    """The status of the page, and the answer; a query is not asked before all that it needs is given."""
    if any(not given.get(parameter.name) and not parameter.default for parameter in query.parameters):
        return 200, Answer()
    trial = Trial(query.name, tuple((name, value) for name, value in given.items() if value), _MOST)
    try:
        said = json.loads(await request.app.state.pool.whole(trial))
    except Refused as error:
        return error.status, Answer(error=str(error), asked=True)
    rows = tuple(tuple(row) for row in said["rows"])
    return 200, Answer(said["total"], tuple(said["columns"]), rows, tuple(said["terms"].items()), asked=True)


async def _fields(request: Request, query: Query, given: Mapping[str, str]) -> list[Field]:
    asked = [_choices_of(parameter) for parameter in query.parameters]
    found = iter(await rows_of(request, *filter(None, asked)))
    language = language_of(request)
    fields = []
    for parameter, one in zip(query.parameters, asked, strict=True):
        rows: Sequence[Row] = next(found) if one else ()
        pairs = {str(row["value"]): named(language, row, "name") for row in rows}
        choices = tuple(pairs.items()) if len(pairs) <= _CHOICES else ()
        fields.append(Field(parameter, given.get(parameter.name, parameter.default), choices))
    return fields


def _choices_of(parameter: Parameter) -> Question | None:
    match parameter.kind:
        case "concept":
            return question("pages/choices-concept", scheme=f"concept/{parameter.scheme}")
        case "report":
            return question("pages/choices-report")
        case "jurisdiction":
            return question("pages/choices-place")
    return question("pages/choices-place") if parameter.name == "place" else None


def _editor(request: Request, query: Query | None, terms: Sequence[tuple[str, str]]) -> dict[str, object]:
    """What static/query.js opens the editor with."""
    language = language_of(request)
    title = (query.title_zh if language == "zh" else query.title) if query else ""
    tab = {"name": title or query.name, "query": query.text} if query else None
    arguments = [{"name": f"${name}", "value": term} for name, term in terms]
    return {"endpoint": "/sparql", "prefixes": iris.PREFIXES, "lang": language, "tab": tab, "arguments": arguments}


ROUTES: Final[tuple[BaseRoute, ...]] = (page_at("/query", _list, "query"), page_at("/query/{name:path}", _query))
