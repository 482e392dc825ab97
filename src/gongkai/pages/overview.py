"""The store -> the first page: what it holds, of which places and years, what can be asked, and how to have it all."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from gongkai.pages.answering import page_at
from gongkai.pages.asking import Row, question, rows_of
from gongkai.pages.coverage import coverage
from gongkai.pages.rendering import page
from gongkai.serve.refusals import Refused

# What is counted: a word of words/overview.yaml, the class as the store's description names it, where it leads to.
_COUNTED: Final = (
    ("reports", "Report", "#coverage"),
    ("figures", "Observation", "/query/area?area=environment"),
    ("agencies", "Organization", "/network"),
    ("channels", "Channel", "/query/channels"),
    ("findings", "Finding", "/findings"),
)
# Questions that a reader may begin with: a word of words/overview.yaml, and the address that answers it.
_EXAMPLES: Final = (
    ("ask_requests", "/query/requests"),
    ("ask_outcomes", "/query/outcomes"),
    ("ask_area", "/query/area?area=environment"),
    ("ask_disputes", "/query/disputes"),
    ("ask_changes", "/query/changes"),
    ("ask_findings", "/findings"),
    ("ask_network", "/network"),
    ("ask_compare", "/compare"),
)


async def _overview(request: Request) -> Response:
    within = request.query_params.get("within", "")
    if not re.fullmatch(r"|\d{2}|\d{4}", within, re.ASCII):
        raise Refused(400, f"within must be the first two or four digits of a code, not {within!r}")
    names = ("report-heads", "coverage-figures", "regions", "finding-counts", "sentences")
    asked = (*(question(f"pages/{name}") for name in names), question("dataset"))
    reports, figures, regions, findings, sentences, described = await rows_of(request, *asked)
    counted = {str(row["report"]): int(row["figures"] or 0) for row in figures}
    said = _said(described)
    return page(
        request,
        "overview.html",
        reports=reports,
        matrix=coverage(reports, counted, regions, within),
        within=within,
        editions=_editions(reports),
        counts=[(word, said[f"dataset/class/{name}", "entities"], path) for word, name, path in _COUNTED],
        places=len({row["jurisdiction"] for row in reports}),
        sentences=sentences[0]["sentences"],
        totals=_totals(findings),
        examples=_EXAMPLES,
        version=" ".join(said["software", "softwareVersion"]),
        licence=" ".join(said["dataset", "license"]),
        triples=" ".join(said["dataset", "triples"]),
    )


def _said(described: Iterable[Row]) -> dict[tuple[str, str], list[str]]:
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in described:
        said[str(row["about"]), str(row["property"])].append(str(row["value"]))
    return said


def _editions(reports: Iterable[Row]) -> list[Row]:
    """Those that the store has a report of, by their codes."""
    return [row for _, row in sorted({str(row["edition"]): row for row in reports}.items())]


def _totals(counts: Iterable[Row]) -> dict[str, int]:
    totals: dict[str, int] = defaultdict(int)
    for row in counts:
        totals[str(row["state"])] += int(row["findings"] or 0)
    return totals


ROUTES: Final[tuple[BaseRoute, ...]] = (page_at("/", _overview),)
