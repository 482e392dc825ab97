"""What words of a report name, and what its numerals are."""

from decimal import Decimal
from typing import Generic, Literal, TypeVar

from gongkai.frozen import frozen
from gongkai.model.issuer import Agency, Channel
from gongkai.text import Span

Qualifier = Literal["", "over", "near", "about", "at-most", "at-least"]


@frozen
class Quantity:
    """A figure in its base unit: 7568万元 is 75680000 元."""

    value: Decimal
    unit: str
    qualifier: Qualifier


# What stands in a table's cell instead of a number (scheme observation-status).
Status = Literal["not-stated", "dash", "slash", "none"]


@frozen
class NoValue:
    """A cell of a table without a number: blank is not 0."""

    unit: str
    status: Status


@frozen
class CellPlace:
    """A cell among the tables of a report, all from 0 as in its IRI."""

    table: int
    row: int
    column: int


@frozen
class Numeral:
    """A run of digits or number characters, and what it is: `kind` is an id of the scheme numeral-class."""

    span: Span
    phrase: Span
    kind: str
    quantity: Quantity | None


Meaning = TypeVar("Meaning")


@frozen
class Mention(Generic[Meaning]):
    """Words of the reading that name something."""

    span: Span
    meaning: Meaning


@frozen
class Doubt:
    """An agency as the report writes it, which may be each of several or of no place that is known: `candidates`."""

    words: str
    candidates: tuple[str, ...]


@frozen
class Citation:
    """A regulation or policy document that the report cites; number and issuer empty where not stated."""

    title: str
    number: str
    issuer: str


@frozen
class Mentions:
    """All that is named in a reading, each kind in the order of the text; areas are ids of the scheme policy-area."""

    numerals: tuple[Numeral, ...]
    agencies: tuple[Mention[Agency], ...]
    doubts: tuple[Mention[Doubt], ...]
    channels: tuple[Mention[Channel], ...]
    areas: tuple[Mention[str], ...]
    citations: tuple[Mention[Citation], ...]
