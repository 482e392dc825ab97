"""An Extract, whatever it was read from -> an AssertionError where a promise of README and the model is broken."""

import hashlib
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from pyoxigraph import RdfFormat, parse

from gongkai import flat, graph, pipeline, vocabulary
from gongkai.errors import GongkaiError
from gongkai.model import Extract, Manuscript, Quantity
from gongkai.text import Span, fold

_LONG = 30_000  # what is longer shall show whether it takes too long to be read once
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")


@cache
def folder() -> Path:
    return Path(mkdtemp(prefix="gongkai-case-"))


def read(name: str, content: bytes) -> str:
    """A file of that name is read, and all that must hold is seen to; what came of it, in a word."""
    path = folder() / name
    path.write_bytes(content)
    outcome, extract = refused_or(lambda: pipeline.extract_of(path, vocabulary.load()))
    if extract is None:
        return outcome
    figures_are_as_said(extract)
    lines = hold(extract)
    if len(content) < _LONG:
        again = pipeline.extract_of(path, vocabulary.load())
        assert list(graph.triples_of(again)) == lines, "the same file gives other triples the second time"
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def refused_or(work: Callable[[], Extract]) -> tuple[str, Extract | None]:
    """What the work gives; or the line with which it refuses, which must be one line."""
    try:
        return "", work()
    except GongkaiError as error:
        in_one_line(error)
        return f"{type(error).__name__}: {error}".replace(str(folder()), ""), None


def in_one_line(error: GongkaiError) -> None:
    """As the command line prints it: what a library says in several lines becomes one."""
    said = " ".join(str(error).split())
    assert said.strip(), "a refusal without words"
    assert len(said.splitlines()) == 1, f"a refusal of several lines: {said[:200]!r}"
    assert len(said) < 2000, f"a refusal of {len(said)} characters"


def hold(extract: Extract) -> list[str]:
    """The triples, after everything was seen to."""
    manuscript = extract.document.manuscript
    tables_lie_in(manuscript)
    quotes_stand_in(extract)
    numerals_are_accounted_for(extract)
    keys_are_unique(extract)
    rows_fit(extract)
    lines = list(graph.triples_of(extract))
    triples_parse(lines)
    return lines


def tables_lie_in(manuscript: Manuscript) -> None:
    whole = Span(0, len(manuscript.text))
    assert "\r" not in manuscript.text
    manuscript.text.encode()  # no half of a character
    for table in manuscript.tables:
        assert table.span in whole
        starts = [cell.span.start for cell in table.cells]
        assert starts == sorted(starts), "cells are not in the order of the text"
        for cell in table.cells:
            assert cell.span in table.span
            assert cell.span.start <= cell.span.end
            assert min(cell.row, cell.column) >= 0
            assert min(cell.rowspan, cell.colspan) >= 1


def quotes_stand_in(extract: Extract) -> None:
    text = extract.document.manuscript.text
    whole = Span(0, len(text))
    for fact in extract.facts:
        place = fact.provenance
        assert place.span in whole, f"{place} lies outside of the text"
        assert place.span.start <= place.span.end, place
        assert place.quote == text[place.span.start : place.span.end], place
        assert place.sentence in whole, place
        assert place.sentence.start <= place.sentence.end, place
        assert -1 <= place.section < len(extract.document.sections), place
    for account in extract.accounts:
        assert account.text == text[account.span.start : account.span.end], account
    for issue in extract.issues:
        assert issue.span in whole, issue
        assert issue.span.start <= issue.span.end, issue


def figures_are_as_said(extract: Extract) -> None:
    """Digits alone are the value, or its tens, hundreds and so on where a scale stands behind them."""
    for fact in extract.observations():
        digits = _PLAIN.fullmatch("".join(fold(fact.provenance.quote).replace(",", "").split()))
        if digits and isinstance(fact.quantity, Quantity):
            ratio = abs(Fraction(fact.quantity.value)) / Fraction(digits[0]) if Fraction(digits[0]) else Fraction(1)
            assert ratio.denominator == 1, f"{fact.quantity.value} is read from {digits[0]}"
            assert set(str(ratio)) <= {"1", "0"}, f"{fact.quantity.value} is read from {digits[0]}"
            assert Fraction(digits[0]) or not fact.quantity.value


def numerals_are_accounted_for(extract: Extract) -> None:
    text = fold(extract.document.manuscript.text)
    spans = [fact.provenance.span for fact in extract.observations()] + [one.span for one in extract.accounts]
    taken = {at for span in spans for at in range(span.start, span.end)}
    for at, character in enumerate(text):
        around = text[max(0, at - 10) : at + 10]
        assert at in taken or not character.isdecimal(), f"the numeral at {at} is not accounted for: {around!r}"


def keys_are_unique(extract: Extract) -> None:
    keys = [fact.key for fact in extract.observations()]
    assert len(keys) == len(set(keys)), "two figures have the same key"
    for fact in extract.observations():
        assert not fact.part_of or fact.part_of in keys, f"{fact.key} is a part of {fact.part_of}, which is not there"
        assert fact.part_of != fact.key, f"{fact.key} is a part of itself"


def rows_fit(extract: Extract) -> None:
    text = extract.document.manuscript.text
    for row in flat.rows_of(extract):
        assert len(row.cells()) == len(flat.COLUMNS)
        assert row.text == text[int(row.start) : int(row.end)], "offsets are no code points"
    for row, fact in zip(flat.rows_of(extract), extract.observations(), strict=True):
        said = fact.quantity.value if isinstance(fact.quantity, Quantity) else None
        assert (Decimal(row.value) if row.value else None) == said, f"{row.value} is written for {said}"
    for cells in flat.cells_of(extract, all_numerals=True):
        assert len(cells) == len(flat.COLUMNS) + 1


def triples_parse(lines: Iterable[str]) -> None:
    joined = "".join(f"{line}\n" for line in lines)
    said = {(str(one.subject), str(one.predicate)) for one in parse(joined, RdfFormat.N_TRIPLES)}
    assert said or not joined
