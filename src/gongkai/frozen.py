"""Class -> slotted dataclass that mypy holds to be frozen, whose objects are made in half the time of frozen ones."""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(frozen_default=True)
def frozen(plain: type[T]) -> type[T]:
    """For classes whose objects are made often."""
    return dataclass(slots=True, unsafe_hash="__hash__" not in vars(plain))(plain)
