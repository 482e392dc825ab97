"""Objects of frozen classes do what those of a frozen dataclass do."""

import pickle
from dataclasses import asdict, fields, replace
from typing import Generic, TypeVar

import pytest

from gongkai.frozen import frozen


@frozen
class Place:
    name: str
    at: int = 3


def test_fields_are_taken_by_place_and_by_name_and_may_have_defaults():
    assert Place("a", 3) == Place(name="a") == Place(at=3, name="a")
    assert repr(Place("a")) == "Place(name='a', at=3)"


def test_a_field_cannot_be_set_again():
    with pytest.raises(AttributeError, match="immutable"):
        Place("a").at = 4  # type: ignore[misc]


def test_an_attribute_that_is_no_field_has_no_slot():
    with pytest.raises(AttributeError):
        Place("a").other = 4  # type: ignore[attr-defined]


def test_equal_ones_are_one_in_a_set_and_copies_keep_their_fields():
    assert {Place("a"), replace(Place("b"), name="a"), pickle.loads(pickle.dumps(Place("a")))} == {Place("a")}


def test_a_missing_field_is_refused():
    with pytest.raises(TypeError, match="name"):
        Place()  # type: ignore[call-arg]


def test_they_are_taken_for_dataclasses():
    assert [one.name for one in fields(Place("a"))] == ["name", "at"]  # type: ignore[arg-type]
    assert asdict(Place("a")) == {"name": "a", "at": 3}  # type: ignore[call-overload]


Kind = TypeVar("Kind")


@frozen
class Named(Generic[Kind]):
    meaning: Kind

    @property
    def twice(self) -> tuple[Kind, Kind]:
        return self.meaning, self.meaning


def test_a_class_may_be_generic_and_have_methods():
    assert Named[int](3).twice == (3, 3)
