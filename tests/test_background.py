"""Threads of the store's engine wait while a store is loaded, and no longer."""

import os
from pathlib import Path

import pytest
from pyoxigraph import Store

from gongkai import background

linux = pytest.mark.skipif(not background._TASKS.is_dir(), reason="threads of a process are listed by Linux only")


def policies() -> set[int]:
    """How the threads that merge are scheduled."""
    names = {int(task.name): (task / "comm").read_text() for task in background._TASKS.iterdir()}
    return {os.sched_getscheduler(thread) for thread, name in names.items() if name == "rocksdb:low\n"}


@linux
def test_the_engine_merges_while_nothing_else_is_to_be_done(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    assert policies() == {os.SCHED_OTHER}
    with background.waiting():
        assert policies() == {os.SCHED_IDLE}
    assert policies() == {os.SCHED_OTHER}
    del store


@linux
def test_it_waits_no_longer_where_loading_fails(tmp_path: Path) -> None:
    store = Store(str(tmp_path))
    with pytest.raises(ZeroDivisionError), background.waiting():
        raise ZeroDivisionError
    assert policies() == {os.SCHED_OTHER}
    del store


def test_where_threads_are_not_listed_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "_TASKS", tmp_path / "none")
    with background.waiting():
        pass


@linux
def test_where_the_system_does_not_let_it_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise PermissionError

    store = Store(str(tmp_path))
    monkeypatch.setattr(os, "sched_setscheduler", refused)
    with background.waiting():
        assert policies() == {os.SCHED_OTHER}
    del store
