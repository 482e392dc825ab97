"""A jurisdiction -> its page: what it was and is, what lies above and below, its reports and their series."""

from collections.abc import Sequence
from typing import Final

import yaml
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from gongkai import resources
from gongkai.pages.addresses import iri_of
from gongkai.pages.answering import thing_at
from gongkai.pages.asking import Cell, Row, question, rows_of
from gongkai.pages.drawing import drawings_of
from gongkai.pages.rendering import page
from gongkai.pages.series import scopes_of
from gongkai.serve.refusals import Refused

_ASKED: Final = ("place", "place-above", "place-below", "place-successions", "place-matches", "place-reports",
                 "place-agencies", "place-channels", "place-areas", "findings-of")  # fmt: skip


async def _place(request: Request) -> Response:
    iri = iri_of(request)
    answers = await rows_of(request, *(question(f"pages/{name}", place=iri) for name in _ASKED))
    found = dict(zip(_ASKED, answers, strict=True))
    if not found["place"]:
        raise Refused(404, f"the store knows no jurisdiction {iri}")
    reports = found["place-reports"]
    own = [report for report in reports if report["government"]]
    issuer = str(own[0]["issuer"]) if own else ""
    scopes = await scopes_of(request, issuer, own) if own else []
    counties: Sequence[Row] = []
    if any(below["level"] == "county" and below["reports"] for below in found["place-below"]):
        (counties,) = await rows_of(request, question("pages/place-rollup", place=iri))
    return page(
        request,
        "place.html",
        iri=iri,
        place=found["place"][0],
        above=found["place-above"],
        below=found["place-below"],
        successions=found["place-successions"],
        matches=found["place-matches"],
        ground=_ground(),
        reports=reports,
        issuers=_issuers(reports),
        issuer=issuer,
        scopes=scopes,
        drawings=drawings_of(request, scopes),
        agencies=found["place-agencies"],
        channels=found["place-channels"],
        areas=_areas(found["place-areas"]),
        findings=found["findings-of"],
        counties=_added_up(counties),
    )


def _added_up(rows: Sequence[Row]) -> list[Row]:
    """What the counties state once, added up within one year, edition, scope and metric, and how many of them do."""
    sums: dict[tuple[object, ...], dict[str, Cell]] = {}
    for row in rows:
        if row["value"] == row["most"] and isinstance(row["value"], (int, float)):
            key = tuple(row[name] for name in ("year", "edition", "scope", "metric"))
            line = sums.setdefault(key, {**row, "sum": 0, "stating": 0})
            line["sum"] = float(str(line["sum"])) + row["value"]
            line["stating"] = int(str(line["stating"])) + 1
    return [{**line, "sum": _whole(float(str(line["sum"])))} for line in sums.values()]


def _whole(value: float) -> float:
    return int(value) if value == int(value) else value


def _issuers(reports: Sequence[Row]) -> list[Row]:
    """Who else issued reports of the place, each once."""
    others = {str(report["issuer"]): report for report in reports if not report["government"]}
    return list(others.values())


def _areas(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each area, by year."""
    by_area: dict[str, list[Row]] = {}
    for row in rows:
        by_area.setdefault(str(row["area"]), []).append(row)
    return list(by_area.values())


def _ground() -> str:
    """On what ground the gazetteer's identifiers stand, which is told of all of them at once."""
    settings = yaml.safe_load(resources.folder("ontology").joinpath("mappings.yaml").read_text("utf-8"))
    return str(settings["justifications"]["gkj"])


ROUTES: Final[tuple[BaseRoute, ...]] = (thing_at("/jurisdiction/{key}", _place),)
