"""Objects of frozen classes are what those of a frozen dataclass are, but that it is mypy that keeps them so."""

import pickle
from dataclasses import replace

import mypy.api
import pytest

from gongkai.frozen import frozen


@frozen
class Place:
    name: str
    at: int = 3


def test_fields_are_taken_by_place_and_by_name_and_may_have_defaults():
    assert Place("a", 3) == Place(name="a") == Place(at=3, name="a")
    assert repr(Place("a")) == "Place(name='a', at=3)"


def test_mypy_refuses_to_set_a_field_again():
    said, _, _ = mypy.api.run(["--config-file=", "-c", "from gongkai.text import Span\n\nSpan(1, 2).start = 3\n"])
    assert 'Property "start" defined in "Span" is read-only' in said


def test_an_attribute_that_is_no_field_has_no_slot():
    with pytest.raises(AttributeError):
        Place("a").other = 4  # type: ignore[attr-defined]


def test_equal_ones_are_one_in_a_set_and_copies_keep_their_fields():
    assert {Place("a"), replace(Place("b"), name="a"), pickle.loads(pickle.dumps(Place("a")))} == {Place("a")}


def test_a_missing_field_is_refused():
    with pytest.raises(TypeError, match="name"):
        Place()  # type: ignore[call-arg]
