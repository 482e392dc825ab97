"""How many files the engine of a store holds open while it is filled."""

import resource
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store

from gongkai import handles

LIMIT = resource.RLIMIT_NOFILE


def open_after_loads(store: Store) -> int:
    """How many more files are open when each of a hundred loads has left some."""
    before = len([*handles._OPEN.iterdir()])
    for number in range(100):
        line = f"<https://example.org/{number}> <https://example.org/p> <https://example.org/o> .\n"
        store.bulk_load(line.encode(), RdfFormat.N_TRIPLES)
    return len([*handles._OPEN.iterdir()]) - before


def test_a_store_that_is_opened_meanwhile_keeps_few_files_open_and_loses_nothing(tmp_path: Path) -> None:
    with handles.few():
        store = Store(str(tmp_path / "few"))
    few = open_after_loads(store)
    store.optimize()
    assert len(store) == 100
    del store
    assert few < open_after_loads(Store(str(tmp_path / "many"))) / 2


def test_afterwards_the_program_may_open_as_many_as_before() -> None:
    before = resource.getrlimit(LIMIT)
    with handles.few():
        assert resource.getrlimit(LIMIT)[0] < before[0]
    assert resource.getrlimit(LIMIT) == before
    with pytest.raises(ZeroDivisionError), handles.few():
        raise ZeroDivisionError
    assert resource.getrlimit(LIMIT) == before


def test_a_limit_that_is_lower_stays() -> None:
    soft, hard = resource.getrlimit(LIMIT)
    low = max(int(file.name) for file in handles._OPEN.iterdir()) + 10
    resource.setrlimit(LIMIT, (low, hard))
    try:
        with handles.few():
            assert resource.getrlimit(LIMIT)[0] == low
    finally:
        resource.setrlimit(LIMIT, (soft, hard))
