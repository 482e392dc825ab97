"""A ledger tells which source holds a report, and whether any still states a line."""

from pathlib import Path

import pytest

from gongkai import ledger
from gongkai.errors import BadStore
from gongkai.shards import Statements


def test_a_line_is_stated_until_the_last_source_that_states_it_is_gone(tmp_path: Path) -> None:
    with ledger.writing(tmp_path / "ledger") as book:
        book.add("one", Statements("report/1", [], [b"a", b"b"]))
        book.add("two", Statements("report/2", [], [b"b"]))
        book.remove("one", [b"a", b"b"])
        assert (book.states(b"a"), book.states(b"b")) == (False, True)
        book.remove("two", [b"b"])
        assert not book.states(b"b")


def test_sources_are_found_by_report_and_reports_by_source(tmp_path: Path) -> None:
    with ledger.writing(tmp_path / "ledger") as book:
        book.add("two", Statements("report/2", [], []))
        book.add("one", Statements("report/1", [], []))
        book.add("links@1", Statements("", [], []))
        book.count(7)
    with ledger.reading(tmp_path / "ledger") as book:
        assert book.names() == ["links@1", "one", "two"]
        assert book.reports() == ["report/1", "report/2"]
        assert (book.holding("report/2"), book.holding("report/3"), book.holding("")) == ("two", "", "")
        assert (book.report_of("one"), book.report_of("links@1"), book.report_of("three")) == ("report/1", "", "")
        assert book.triples == 7


def test_the_ledger_before_is_left_as_it_was(tmp_path: Path) -> None:
    with ledger.writing(tmp_path / "old") as book:
        book.add("one", Statements("report/1", [], [b"a"]))
    before = tmp_path.joinpath("old").read_bytes()
    with ledger.writing(tmp_path / "new", tmp_path / "old") as book:
        book.remove("one", [b"a"])
        assert book.names() == []
    assert tmp_path.joinpath("old").read_bytes() == before


def test_a_broken_ledger_is_said_to_be_broken(tmp_path: Path) -> None:
    tmp_path.joinpath("ledger").write_bytes(b"nothing of the kind")
    with pytest.raises(BadStore, match="ledger"), ledger.reading(tmp_path / "ledger") as book:
        book.names()
