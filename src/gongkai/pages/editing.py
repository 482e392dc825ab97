"""What a reader says on a page -> a line of the file of corrections; for the person at this machine alone.

Who may write has the token, which is new with every start and is told on the terminal: in the fragment of an address,
so that it is in no log, and not in a cookie, which every port of this machine would be sent. A page of another site
knows no token, and could not send it: a header of its own needs a permission that is never given.
"""

import asyncio
import json
import re
import secrets
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, cast, get_args

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from gongkai import correcting, corrections, iris, queries, store
from gongkai.errors import BadCorrections, BadQuery
from gongkai.model import Action
from gongkai.pages.asking import Row, question, rows_of
from gongkai.pages.rendering import CORRECTIONS, page
from gongkai.serve import forms
from gongkai.serve.refusals import Refused

TOKEN: Final = "X-Gongkai-Token"
_LONGEST: Final = 1 << 16
# The fields that a reader may set, with the code list that each takes its ids from, if any.
_FIELDS: Final = tuple((name, corrections.CODED.get(name, "")) for name in corrections.FIELDS)
_PARTS: Final = re.compile(";")
# Control characters, ends of lines, and halves of characters: none of them is a word of a reader.
_NO_WORDS: Final = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_LONGEST_WORD: Final = 1000
_NAMES: Final = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Desk:
    """Where corrections are written: the store that they are of, their file, and the word that lets one write."""

    folder: Path
    file: Path
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))


@dataclass(frozen=True, slots=True)
class _Said:
    target: correcting.Target
    word: correcting.Word


def routes(desk: Desk) -> list[BaseRoute]:
    turn = asyncio.Lock()

    async def form(request: Request) -> Response:
        _admit(request, desk)
        return await _form(request)

    async def unbuilt(request: Request) -> Response:
        _admit(request, desk)
        return JSONResponse(await asyncio.to_thread(_unbuilt, desk, _report(request.query_params.get("report", ""))))

    async def save(request: Request) -> Response:
        _admit(request, desk)
        said = _said(await _body(request))
        async with turn:  # of two that write at once, one would lose its line
            return JSONResponse({"line": await asyncio.to_thread(_written, desk, said)})

    return [
        Route("/corrections/form", form),
        Route("/corrections/unbuilt", unbuilt),
        Route("/corrections", save, methods=["POST"], name=CORRECTIONS),
    ]


def _admit(request: Request, desk: Desk) -> None:
    """Refuse whoever has no token, pages of other sites, and names that another site may have given this machine."""
    name, _, port = request.headers.get("host", "").rpartition(":")
    if name not in _NAMES or port != str(request.scope["server"][1]):
        raise Refused(403, f"corrections are taken at {_NAMES[0]} alone; open the address that the terminal shows")
    own = f"http://{name}:{port}"
    origin, site = request.headers.get("origin", own), request.headers.get("sec-fetch-site", "same-origin")
    if origin != own or site != "same-origin":
        raise Refused(403, "corrections are taken from the pages of this server alone")
    if not secrets.compare_digest(request.headers.get(TOKEN, "").encode(), desk.token.encode()):
        raise Refused(403, "who corrects needs the token; open the address that the terminal showed at the last start")


async def _form(request: Request) -> Response:
    """The form for a figure, or for one that was left out (?report=...&start=...&end=...)."""
    figure = request.query_params.get("figure", "")
    codes, said = await rows_of(
        request,
        question("pages/codes"),
        question("corrections/fields", figure=figure or "none"),
    )
    choices: dict[str, list[Row]] = {}
    for code in codes:
        choices.setdefault(str(code["scheme"]), []).append(code)
    values: dict[str, str] = {}
    for row in said:
        name, value = str(row["name"]), str(row["value"])
        values[name] = f"{values[name]}|{value}" if name in values else value
    return page(request, "correct.html", fields=_FIELDS, values=values, choices=choices, adding=not figure)


async def _body(request: Request) -> bytes:
    if forms.media_type_of(request) != "application/json":
        raise Refused(415, "send a correction as application/json")
    return await forms.body_of(request, _LONGEST)


def _said(body: bytes) -> _Said:
    """What was sent, each part of the kind that it must be."""
    try:
        sent = json.loads(body)
        texts = {name: sent.get(name, "") for name in ("report", "metric", "action", "who", "why")}
        start, end, fields = sent["start"], sent.get("end", 0), sent.get("set", {})
        right = (
            all(isinstance(text, str) for text in (*texts.values(), *fields, *fields.values()))
            and all(type(number) is int and number >= 0 for number in (start, end))
            and texts["action"] in get_args(Action)
        )
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        right = False
    if not right:
        raise Refused(400, "a correction is an object with report, start, end, metric, action, set, who and why")
    words = (*texts.values(), *fields, *fields.values())
    if any(_NO_WORDS.search(text) or len(text) > _LONGEST_WORD for text in words):
        raise Refused(400, f"write each part on one line, in no more than {_LONGEST_WORD} characters that can be seen")
    if broken := [name for name, value in fields.items() if _PARTS.search(name + value)]:
        raise Refused(400, f"{', '.join(broken)}: no ; may stand in a field")
    return _Said(
        correcting.Target(_report(texts["report"]), start, end, texts["metric"]),
        correcting.Word(
            cast("Action", texts["action"]), tuple(fields.items()), texts["who"], date.today(), texts["why"]
        ),
    )


def _report(iri: str) -> str:
    if not iri.startswith(f"{iris.BASE}report/"):
        raise Refused(400, f"the report {iri!r} is no IRI of a report")
    return iri


def _written(desk: Desk, said: _Said) -> str:
    try:
        with store.open_store(desk.folder) as opened:
            correction = correcting.correction_of(opened, said.target, said.word)
        return corrections.append(desk.file, correction)
    except (BadCorrections, BadQuery) as error:
        raise Refused(400, str(error)) from error


def _unbuilt(desk: Desk, report: str) -> list[dict[str, queries.Cell]]:
    """The corrections of a report that the store does not have yet: the next build applies them."""
    given = corrections.load(desk.file) if desk.file.exists() else ()
    with store.open_store(desk.folder) as opened:
        table = correcting.listed(opened, given, only_open=False)
    rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows]
    name = report.removeprefix(f"{iris.BASE}report/")
    return [row for row in rows if row["status"] == "not built" and row["report"] == name]
