"""What the scripts of this folder hand each other: a division, its time with one code, and a list of one year."""

from dataclasses import dataclass
from typing import NamedTuple

IN_FORCE = 9999  # a valid_to beyond all years


class Division(NamedTuple):
    code: str
    name: str
    level: str
    parent: str


COUNTRY = Division("100000", "中华人民共和国", "country", "")


@dataclass(frozen=True, slots=True)
class Listing:
    """The divisions in force at one time, each with the id under which the source tracks it."""

    year: int
    ids: dict[Division, str]


@dataclass(frozen=True, slots=True)
class Holder:
    """A division while it holds its code; valid_from is 0 where that began before 2004."""

    division: Division
    valid_from: int
    valid_to: int

    def at_end_of(self, year: int) -> bool:
        return self.valid_from <= year < self.valid_to
