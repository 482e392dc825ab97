"""What a report states, each statement with its place; and what could not be used."""

from collections.abc import Iterator
from typing import Literal

from gongkai.frozen import frozen
from gongkai.model.correction import Settlement
from gongkai.model.document import Cell, Document
from gongkai.model.issuer import Agency, Channel, Jurisdiction, Masthead, Period
from gongkai.model.mention import CellPlace, Citation, NoValue, Quantity
from gongkai.text import Span


@frozen
class Provenance:
    """Where a statement stands in the stored text: its words, the sentence around them; and the rule that read it."""

    span: Span
    quote: str
    sentence: Span
    section: int
    rule: str
    cell: CellPlace | None = None


@frozen
class Observation:
    """One figure with what it counts. `dimensions` are sorted (name, id) pairs; `part_of` is the key of the whole."""

    key: str
    metric: str
    quantity: Quantity | NoValue
    label: str
    scope: str
    period: Period
    jurisdiction: Jurisdiction
    agencies: tuple[Agency, ...]
    areas: tuple[str, ...]
    channels: tuple[Channel, ...]
    dimensions: tuple[tuple[str, str], ...]
    part_of: str
    provenance: Provenance


@frozen
class Disclosure:
    """Who discloses what through which channel, in one clause; at least two of the three are there."""

    agencies: tuple[Agency, ...]
    areas: tuple[str, ...]
    channels: tuple[Channel, ...]
    provenance: Provenance


@frozen
class Reference:
    """A document that the report cites, and where."""

    citation: Citation
    provenance: Provenance


@frozen
class Shortcoming:
    """A problem that the report names, or a measure that it plans; `kind` is an id of the scheme concern."""

    role: Literal["problem", "measure"]
    kind: str
    provenance: Provenance


Fact = Observation | Disclosure | Reference | Shortcoming


@frozen
class Account:
    """How one numeral that is no observation was accounted for; `kind` is an id of the scheme numeral-class."""

    span: Span
    text: str
    kind: str


@frozen
class Issue:
    """What a stage saw and could not use: an id of the scheme issue, a line for a person, a place in the text."""

    code: str
    message: str
    span: Span


@frozen
class Match:
    """A table, and how well the layouts explain it: so many of its numbers. Of a hybrid the editions are several."""

    table: int
    span: Span
    layouts: tuple[str, ...]
    editions: tuple[str, ...]
    explained: int
    numbers: int
    cells: tuple[Cell, ...]


@frozen
class Extract:
    """All that one report states, every numeral accounted for, and what could not be used, in the order of the text.

    The facts are those in force: where a reader corrected a figure, `superseded` has what the machine said.
    """

    document: Document
    masthead: Masthead
    facts: tuple[Fact, ...]
    accounts: tuple[Account, ...]
    issues: tuple[Issue, ...]
    matches: tuple[Match, ...] = ()
    settlements: tuple[Settlement, ...] = ()
    superseded: tuple[Observation, ...] = ()

    def observations(self) -> Iterator[Observation]:
        return (fact for fact in self.facts if isinstance(fact, Observation))
