"""What is asked about a name as it is written, and what is answered."""

from dataclasses import dataclass
from typing import Literal

from gongkai.vocabulary.places import Division
from gongkai.vocabulary.toponyms import Tier

# How a place was found: by code, as one of the tiers of its name, or from a name that is misspelt.
Method = Literal["", "code", "full", "short", "stem", "fuzzy"]
# What the whole name names: the place, its government, another body of it, or a part of it.
Kind = Literal["place", "government", "agency", "township", "zone"]


@dataclass(frozen=True, slots=True)
class Question:
    """A name; the year it is of (0: none is known), the code of the publisher, codes in one of which it must lie."""

    name: str
    year: int = 0
    home: str = ""
    within: frozenset[str] = frozenset()
    level: str = ""

    def holds(self, division: Division) -> bool:
        return (not self.year or division.holds(self.year)) and self.level in ("", division.jurisdiction.level)


@dataclass(frozen=True, slots=True)
class Answer:
    """`places` has one place, several where the name is ambiguous, none where it is unknown.

    `rest` is what stands behind the place's name, and `kind` says what that makes of it. `others` are for a person to
    choose from where nothing fits: who bore the name in other years, or elsewhere, or a name that is like it.
    """

    places: tuple[Division, ...]
    kind: Kind = "place"
    rest: str = ""
    method: Method = ""
    score: float = 0.0
    others: tuple[Division, ...] = ()

    @property
    def place(self) -> Division | None:
        return self.places[0] if len(self.places) == 1 else None

    @property
    def ambiguous(self) -> bool:
        return len(self.places) > 1


@dataclass(frozen=True, slots=True)
class Path:
    """One way to read the beginning of a name: steps down to places that the last of them may be, and what follows."""

    places: tuple[Division, ...]
    tier: Tier
    steps: int
    rest: str


UNKNOWN = Answer(())
