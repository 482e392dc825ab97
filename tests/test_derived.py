"""What is derived in Python is what the queries of tests/data/derive/ construct, of real reports and of hard ones."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

import samples
import series
from deriving import QUERIES, agree, constructed, derived
from generator.corpus import cases, documents
from gongkai import iris, pipeline, resources
from gongkai.model import (
    Agency,
    CellPlace,
    Channel,
    Disclosure,
    Extract,
    Fact,
    NoValue,
    Observation,
    Period,
    Provenance,
    Quantity,
)
from gongkai.text import Span
from gongkai.vocabulary import Vocabulary

DATA = Path(__file__).parent / "data"
SEEDS = sorted(resources.folder("seeds").glob("*.txt"))
INVENTED = sorted((DATA / "invented").glob("*.txt"))


def test_there_is_a_query_for_each_kind() -> None:
    assert [path.stem for path in QUERIES] == ["breakdowns", "changes", "key-figures", "shortcuts", "topics"]


@pytest.mark.parametrize("path", [*SEEDS, *INVENTED], ids=lambda path: path.stem)
def test_the_derived_triples_of_a_report_are_those_of_the_queries(path: Path, words: Vocabulary) -> None:
    assert agree(pipeline.extract_of(path, words))


@pytest.mark.parametrize("extract", samples.extracts(), ids=lambda extract: extract.document.manuscript.source.stem)
def test_so_are_those_of_the_samples(extract: Extract) -> None:
    assert derived(extract)
    assert agree(extract)


def test_so_are_those_of_all_editions(tmp_path: Path, words: Vocabulary) -> None:
    reports = series.written(tmp_path)
    assert [path.stem for path in reports if not agree(pipeline.extract_of(path, words))] == []


def test_so_are_those_of_generated_reports(tmp_path: Path, words: Vocabulary) -> None:
    chosen = [case for case in cases("none") if case.form == "html"]
    for made in documents(11, len(chosen), chosen):
        path = tmp_path / made.name
        path.write_bytes(made.content)
        assert agree(pipeline.extract_of(path, words)), path.name


# --- Hard cases -------------------------------------------------------------------------------------------------------

BASE = samples.prefecture()
OWN = BASE.masthead
ISSUER, OTHER = OWN.issuer, Agency(OWN.jurisdiction.code, "finance", "云江市财政局")
BODIES = (*[()] * 6, (ISSUER,), (OTHER,), (ISSUER, OTHER))
AREAS = (*[()] * 8, ("education",), ("education", "tax-management"))
PAPER, SITE = (
    Channel(OWN.jurisdiction.code, kind, name) for kind, name in (("newspaper", "云江日报"), ("website", "云江"))
)
CHANNELS = (*[()] * 8, (PAPER,), (PAPER, SITE))
PERIODS = (
    *[OWN.period] * 8,
    Period(OWN.period.end, OWN.period.end),
    Period(OWN.period.start, date(2016, 6, 30)),
    Period(date(2016, 7, 1), OWN.period.end),
    Period(date(2015, 1, 1), date(2015, 12, 31)),
)
METRICS = (
    *["applications-received", "litigations", "complaints"] * 4,
    "other",
    "items-published",
    "followers",
    "views",
)
CITIZEN, LETTER = ("applicant", "natural-person"), ("request-channel", "letter")
BEFORE, AFTER = ("change", "from"), ("change", "to")
DIMENSIONS = (
    *[()] * 4,
    *[(CITIZEN,)] * 4,
    (LETTER,),
    (LETTER,),
    (CITIZEN, LETTER),
    (BEFORE,),
    (AFTER,),
    (CITIZEN, BEFORE),
)
QUANTITIES = (
    *[Quantity(Decimal(12), unit, "") for unit in ("件", "件", "件", "%", "个百分点", "")],
    NoValue("件", "not-stated"),
)
PLACES = (*[OWN.jurisdiction] * 8, samples.BAIXI)
SENTENCES = (Span(0, 40), Span(40, 80))


def drawn(seed: int) -> Extract:
    """A report whose facts are of every kind in every company, as no report would have them."""
    random = Random(seed)
    keys = [str(at) for at in range(1, 40)]
    figures = [_figure(key, keys, random) for key in keys]
    disclosures = [
        Disclosure(random.choice(BODIES), random.choice(AREAS), random.choice(CHANNELS), _prose(at, random))
        for at in (50, 50, 60, 70)
    ]
    facts: tuple[Fact, ...] = (*figures, *disclosures)
    return replace(BASE, facts=facts, settlements=(), superseded=())


def _figure(key: str, keys: Sequence[str], random: Random) -> Observation:
    at = int(key)
    cell = CellPlace(0, at, 1) if random.random() < 0.3 else None
    rule = "table" if cell else "statutory"
    return Observation(
        key=key,
        metric=random.choice(METRICS),
        quantity=random.choice(QUANTITIES),
        label=random.choice(("申请", "网上申请")),
        scope=random.choice(("jurisdiction", "jurisdiction", "own")),
        period=random.choice(PERIODS),
        jurisdiction=random.choice(PLACES),
        agencies=random.choice(BODIES),
        areas=random.choice(AREAS),
        channels=random.choice(CHANNELS),
        dimensions=random.choice(DIMENSIONS),
        part_of=random.choice(keys) if random.random() < 0.3 else "",
        provenance=replace(_prose(at, random), rule=rule, cell=cell),
    )


def _prose(at: int, random: Random) -> Provenance:
    """A few figures of a place are the sentence themselves, and so have none around them."""
    if random.random() < 0.05:
        return Provenance(Span(at + 100, at + 101), "件", Span(at + 100, at + 101), -1, "statutory")
    return Provenance(Span(at, at + 1), "件", random.choice(SENTENCES), -1, "statutory")


def test_so_are_those_of_figures_in_every_company() -> None:
    kinds = dict.fromkeys((path.stem for path in QUERIES), 0)
    for extract in map(drawn, range(60)):
        found = constructed(extract)
        assert derived(extract) == set().union(*found.values())
        for kind, triples in found.items():
            kinds[kind] += len(triples)
    assert min(kinds.values()) > 60


def test_a_reader_who_takes_out_the_figure_of_the_table_brings_back_that_of_the_prose() -> None:
    whole = next(BASE.observations())
    table, prose = (
        replace(whole, key=key, provenance=replace(whole.provenance, rule=rule))
        for key, rule in (("1", "table"), ("2", "statutory"))
    )
    both, left = (replace(BASE, facts=facts, settlements=()) for facts in ((table, prose), (prose,)))
    figure = f"<{iris.report(OWN)}> <{iris.GK}keyFigure> <{iris.report(OWN)}/observation/%s> ."
    assert derived(both) == {figure % 1}
    assert derived(left) == {figure % 2}
