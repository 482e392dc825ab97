"""Lines of shards -> the store, a piece at a time."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pyoxigraph import Store

from gongkai import background, filling

NUMBER = 40
LINES = [f'<urn:s{number}> <urn:p> "{number}" .\n'.encode() for number in range(NUMBER)]


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "_LOAD", 7 * len(LINES[0]))


@pytest.mark.usefixtures("small_pieces")
def test_all_pieces_are_loaded() -> None:
    store = Store()
    filling.load(store, LINES)
    assert {quad.object.value for quad in store} == {str(number) for number in range(NUMBER)}


@pytest.mark.usefixtures("small_pieces")
def test_pieces_have_every_content_once_and_in_order() -> None:
    pieces = list(filling._gathered(LINES))
    assert len(pieces) > 2
    assert b"".join(pieces) == b"".join(LINES)


@pytest.mark.usefixtures("small_pieces")
def test_a_piece_is_held_by_nobody_but_who_took_it() -> None:
    pieces: Iterator[bytes] = filling._gathered(LINES)
    for piece in pieces:
        assert sys.getrefcount(piece) == 2  # the name here and the question itself


@pytest.mark.usefixtures("small_pieces")
def test_after_many_pieces_the_engine_waits_no_longer_to_merge_them(monkeypatch: pytest.MonkeyPatch) -> None:
    waits, seen = False, list[bool]()

    @contextmanager
    def waiting() -> Iterator[None]:
        nonlocal waits
        waits = True
        yield
        waits = False

    def contents() -> Iterator[bytes]:
        for line in LINES:
            seen.append(waits)
            yield line

    monkeypatch.setattr(background, "waiting", waiting)
    monkeypatch.setattr(filling, "_UNMERGED", 2)
    filling.load(Store(), contents())
    assert seen[0]
    assert not seen[-1]
    assert not waits
