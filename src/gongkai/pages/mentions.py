"""An agency, a channel or a policy area -> what reports say of it: how much, beside what, in which sentences.

The store is walked from the thing itself, fact by fact: a query that gathers the same takes seconds where there are a
thousand reports.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Store
from starlette.requests import Request

from gongkai import iris
from gongkai.pages.asking import Row, question, rows_of
from gongkai.pages.language import language_of
from gongkai.serve.refusals import Refused
from gongkai.serve.tasks import Reply

# How many reports are told in full on one page.
PER_PAGE: Final = 10
_LINKS: Final = tuple(NamedNode(iris.term(name)) for name in ("gk:agency", "gk:channel", "gk:policyArea"))
_NAMES: Final = tuple(NamedNode(iris.term(name)) for name in ("skos:prefLabel", "rdfs:label"))
_FACT: Final = re.compile(r"(?P<report>.*/report/[^/]+/[^/]+/[^/]+)/(?P<kind>[^/]+)/")


@dataclass(frozen=True, slots=True)
class Other:
    """What is named together with the thing, and in how many statements."""

    iri: str
    kind: str
    zh: str
    en: str
    statements: int


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure, or a statement without one; `others` are what else it names."""

    iri: str
    label: str
    value: str
    unit: str
    qualifier: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    place: str
    start: int
    text: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one report says; `sentences` is empty where they were not asked for."""

    report: Row
    figures: int
    statements: int
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Mentions:
    """`chosen` is the report that the reader wants alone, if any; `page` of `pages` counts from 1."""

    said: tuple[Said, ...]
    others: tuple[Other, ...]
    reports: tuple[Row, ...]
    figures: int
    statements: int
    page: int
    pages: int
    chosen: str


_Gathered = tuple[dict[str, tuple[int, int]], list[Other], dict[str, tuple[Sentence, ...]]]


@dataclass(frozen=True, slots=True)
class Gathering:
    """The task: JSON of counts by report and what else is named; or, where `reports` are given, their sentences."""

    things: tuple[str, ...]
    reports: tuple[str, ...]

    def answer(self, store: Store, reply: Reply) -> None:
        facts = _facts(store, self.things)
        counts: dict[str, list[int]] = {}
        for iri in facts:
            found = _FACT.match(iri)
            assert found, iri
            counts.setdefault(found["report"], [0, 0])[found["kind"] != "observation"] += 1
        told = {report: _sentences(store, facts, report) for report in self.reports}
        others = [] if told else [asdict(other) for other in _others(store, facts, self.things)]
        reply.begin("application/json").write(json.dumps([counts, others, told], ensure_ascii=False).encode())


def _facts(store: Store, things: Sequence[str]) -> list[str]:
    found = {
        quad.subject.value
        for thing in things
        for link in _LINKS
        for quad in store.quads_for_pattern(None, link, NamedNode(thing))
        if isinstance(quad.subject, NamedNode) and _FACT.match(quad.subject.value)
    }
    return sorted(found)


def _linked(store: Store, fact: str) -> Iterator[str]:
    for link in _LINKS:
        for quad in store.quads_for_pattern(NamedNode(fact), link, None):
            if isinstance(quad.object, NamedNode):
                yield quad.object.value


def _others(store: Store, facts: Sequence[str], things: Sequence[str]) -> Iterator[Other]:
    counted = Counter(other for fact in facts for other in set(_linked(store, fact)))
    for iri, number in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        if iri not in things:
            names = _names(store, iri)
            yield Other(iri, _kind(iri), names["zh"], names["en"], number)


def _kind(iri: str) -> str:
    return iri.removeprefix(iris.BASE).partition("/")[0]


def _names(store: Store, iri: str) -> Mapping[str, str]:
    names = {"zh": "", "en": ""}
    for name in _NAMES:
        for quad in store.quads_for_pattern(NamedNode(iri), name, None):
            if isinstance(quad.object, Literal) and quad.object.language in names:
                names[quad.object.language] = quad.object.value
    return names


def _one(store: Store, subject: str, term: str) -> str:
    """The only value of a property, or nothing."""
    found = next(store.quads_for_pattern(NamedNode(subject), NamedNode(iris.term(term)), None), None)
    return str(found.object.value) if found and isinstance(found.object, (NamedNode, Literal)) else ""


def _sentences(store: Store, facts: Sequence[str], report: str) -> list[dict[str, object]]:
    """In the order of the text; what stands in the same sentence together."""
    told: dict[str, dict[str, object]] = {}
    for iri in facts:
        if not iri.startswith(f"{report}/"):
            continue
        source = _one(store, iri, "prov:wasDerivedFrom")
        around = _one(store, source, "gk:sentence") or source
        start = _one(store, around, "oa:start")
        text = _one(store, around, "oa:exact")
        sentence = told.setdefault(around, {"place": around, "start": int(start or 0), "text": text, "facts": []})
        listed = sentence["facts"]
        assert isinstance(listed, list)
        listed.append(_fact(store, iri))
    return sorted(told.values(), key=lambda one: (int(str(one["start"])), str(one["place"])))


def _fact(store: Store, iri: str) -> dict[str, object]:
    return {
        "iri": iri,
        "label": _one(store, iri, "gk:label"),
        "value": _one(store, iri, "sdmx-measure:obsValue"),
        "unit": _one(store, _one(store, iri, "sdmx-attribute:unitMeasure") or iri, "skos:notation"),
        "qualifier": _one(store, iri, "gk:qualifier").rpartition("/")[2],
        "others": sorted(set(_linked(store, iri))),
    }


async def mentions_of(request: Request, *things: str) -> Mentions:
    """What reports say of the things, which are taken as one; a page of it, as the address asks."""
    (names,) = await rows_of(request, question("pages/report-titles"))
    counts, others, _ = await _gathered(request, things, ())
    reports = [row for row in names if row["report"] in counts]
    wanted = f"{iris.BASE}{request.query_params.get('report', '')}"
    chosen = next((row for row in reports if row["report"] == wanted), None)
    if request.query_params.get("report") and not chosen:
        raise Refused(404, "that report says nothing of it")
    pages = max(1, -(-len(reports) // PER_PAGE))
    page = _page(request, pages)
    shown = [chosen] if chosen else reports[(page - 1) * PER_PAGE : page * PER_PAGE]
    _, _, told = await _gathered(request, things, tuple(str(row["report"]) for row in shown))
    said = tuple(Said(row, *counts[str(row["report"])], told[str(row["report"])]) for row in shown)
    return Mentions(
        said, tuple(others), tuple(reports),
        sum(figures for figures, _ in counts.values()), sum(statements for _, statements in counts.values()),
        page, pages, str(chosen["report"]) if chosen else "",
    )  # fmt: skip


def _page(request: Request, pages: int) -> int:
    asked = request.query_params.get("page", "1")
    if not re.fullmatch(r"[1-9][0-9]{0,5}", asked) or int(asked) > pages:
        raise Refused(404, f"there is no page {asked!r} of it; there are {pages}")
    return int(asked)


async def _gathered(request: Request, things: tuple[str, ...], reports: tuple[str, ...]) -> _Gathered:
    counts, others, told = json.loads(await request.app.state.pool.whole(Gathering(things, reports)))
    return counts, [Other(**one) for one in others], {name: _read(said) for name, said in told.items()}


def _read(said: list[dict[str, Any]]) -> tuple[Sentence, ...]:
    return tuple(
        Sentence(**{**one, "facts": tuple(Fact(**{**fact, "others": tuple(fact["others"])}) for fact in one["facts"])})
        for one in said
    )


def names_of(request: Request, mentions: Mentions) -> Mapping[str, str]:
    """IRI -> what the page calls it."""
    chinese = language_of(request) == "zh"
    return {other.iri: (other.zh if chinese else other.en) or other.zh or other.iri for other in mentions.others}
