"""Words -> the sentences and names in which they stand, with what fits marked, each leading to its place."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from gongkai.pages.answering import page_at
from gongkai.pages.asking import Row, page_of, question, rows_of
from gongkai.pages.rendering import page
from gongkai.search import NAMES, SENTENCES, Hit, Hits, Wish, unpacked
from gongkai.serve.tasks import Search

_SIZE: Final = 25
_LONGEST: Final = 320
_AROUND: Final = 120
# What can be chosen: both groups, and what a reader tells apart in them.
KINDS: Final = (
    *(SENTENCES, NAMES),
    *("sentence", "heading", "figure", "agency", "channel", "area", "jurisdiction", "document", "report", "concept"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A hit, where it leads to, and its words in stretches: what was looked for, and what was not."""

    hit: Hit
    iri: str
    stretches: tuple[tuple[str, bool], ...]


async def _search(request: Request) -> Response:
    given = {name: request.query_params.get(name, "").strip() for name in ("q", "kind", "year", "place")}
    years, places = await rows_of(request, question("pages/years"), question("pages/choices-place"))
    at, code = page_of(request), _code(given["place"], places)
    found = Hits(0, (), cut=False)
    if given["q"] and (code or not given["place"]):
        wish = Wish(given["q"], _kinds(given["kind"]), _year(given["year"]), code, _SIZE, (at - 1) * _SIZE)
        found = unpacked(await request.app.state.pool.whole(Search(wish)))
    return page(
        request,
        "search.html",
        given=given,
        strange=bool(given["place"]) and not code,
        filtered=bool(given["kind"] or given["year"] or given["place"]),
        kinds=KINDS,
        years=[row["year"] for row in years],
        places=places,
        found=found,
        shown=[_shown(hit) for hit in found.hits],
        at=at,
        last=max(1, -(-found.total // _SIZE)),
    )


def _kinds(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _year(text: str) -> int:
    """0 is any; what is no year is one of which there is nothing."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else -1 if text else 0


def _code(place: str, places: Iterable[Row]) -> str:
    """The code that is given, or that of the first place of that name; empty where there is none."""
    if place.isascii() and place.isdecimal() and 2 <= len(place) <= 6:
        return place
    return next((str(row["value"]) for row in places if place and str(row["name"]).startswith(place)), "")


def _shown(hit: Hit) -> Shown:
    place = hit.place
    iri = f"{place.report}/text#char={place.start},{place.end}" if place and place.end > place.start else hit.iri
    return Shown(hit, iri, tuple(_stretches(hit)))


def _stretches(hit: Hit) -> Iterator[tuple[str, bool]]:
    first, last = _excerpt(hit.text, [mark.start for mark in hit.marks])
    if first:
        yield "…", False
    at = first
    for mark in hit.marks:
        if first <= mark.start and mark.end <= last:
            yield hit.text[at : mark.start], False
            yield hit.text[mark.start : mark.end], True
            at = mark.end
    yield hit.text[at:last], False
    if last < len(hit.text):
        yield "…", False


def _excerpt(text: str, marks: Sequence[int]) -> tuple[int, int]:
    """From where to where a long text is shown: around the first that was looked for."""
    if len(text) <= _LONGEST:
        return 0, len(text)
    first = max(0, (marks[0] if marks else 0) - _AROUND)
    return first, min(len(text), first + _LONGEST)


ROUTES: Final[tuple[BaseRoute, ...]] = (page_at("/search", _search),)
