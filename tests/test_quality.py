"""A small generated corpus of every edition, format and a peculiarity each: pinned floors of what is read right."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from generator.corpus import cases, document_of
from generator.judging import Tally
from generator.quality import BAR, measure, table_of

SEED = 7
# Raised when the extractor gets better; `make bench-quality` says which peculiarities are below the bar.
CORE_RECALL, CORE_PRECISION, PRECISION = 0.99, 0.99, 0.98
STATUSES = ("cells-blank", "cells-dash", "cells-slash", "cells-none-word", "cells-five-kinds")


@pytest.fixture(scope="module")
def tidy(tmp_path_factory: pytest.TempPathFactory) -> Tally:
    documents = (document_of(SEED, index, case) for case in cases("none") for index in range(2))
    return _sum(measure(documents, tmp_path_factory.mktemp("tidy")).values())


def test_tidy_reports_of_every_edition_and_format_are_read_above_the_bar(tidy: Tally) -> None:
    assert tidy.documents == 32
    assert min(tidy.core_recall, tidy.core_precision) >= BAR, "\n".join(table_of({"tidy": tidy}, "") + tidy.misses)


def test_what_a_cell_holds_instead_of_a_number_is_never_confused_in_web_pages(tmp_path: Path) -> None:
    chosen = [case for name in STATUSES for case in cases(name) if case.form == "html"]
    tally = _sum(measure((document_of(SEED, 0, case) for case in chosen), tmp_path).values())
    assert tally.confused == 0, "\n".join(tally.misses)
    assert tally.core_recall >= CORE_RECALL


def test_wordings_are_read_above_their_floors(tmp_path: Path) -> None:
    chosen = [case for case in cases() if case.peculiarity.extra and case.form == "txt"]
    tally = _sum(measure((document_of(SEED, 0, case) for case in chosen), tmp_path).values())
    shares = (tally.core_recall, tally.core_precision, tally.precision)
    floors = (CORE_RECALL, CORE_PRECISION, PRECISION)
    assert all(share >= floor for share, floor in zip(shares, floors, strict=True)), "\n".join(tally.misses)


def _sum(tallies: Iterable[Tally]) -> Tally:
    total = Tally()
    for tally in tallies:
        total.add(tally)
    return total
