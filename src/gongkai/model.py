"""The values that cross borders between stages. Read this first: a sentence becomes facts, a fact becomes triples."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, Literal, TypeVar

from gongkai.text import Reading, Span


@dataclass(frozen=True, slots=True)
class Source:
    """The file a report was read from, by its name; `stem`, the name without its ending, stands in rows."""

    name: str
    sha256: str
    media_type: str

    @property
    def stem(self) -> str:
        return self.name.rsplit(".", 1)[0] if "." in self.name else self.name


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table by its place in the grid, from 0; a merged cell stays one. Its words stand in the text."""

    row: int
    column: int
    rowspan: int
    colspan: int
    span: Span


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in reading order, and the stretch of the text that holds them; page from 1, or 0 where there are none."""

    span: Span
    cells: tuple[Cell, ...]
    page: int


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A report as read: its text, stored once; line ends are \\n (RFC 5147 counts any line end as one character).

    The text of a table stands in it as well, a row a line, cells parted by tabs.
    """

    source: Source
    text: str
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it; `parent` is an index into the sections, -1 for none."""

    marker: str
    heading: Span
    span: Span
    level: int
    parent: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, and by index the section (-1 before the first) and the paragraph that it stands in."""

    span: Span
    section: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Document:
    """A manuscript with its structure. Inside the stages a Span means the reading; `place` gives the stored text's."""

    manuscript: Manuscript
    reading: Reading
    title: Span
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]

    def quote(self, span: Span) -> str:
        return self.reading.quote(span)

    def place(self, span: Span) -> Span:
        return self.reading.place(span)

    def headings(self, section: int) -> Iterator[Span]:
        """The heading of the section and of those above it, the nearest first."""
        while section >= 0:
            yield self.sections[section].heading
            section = self.sections[section].parent


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days, both ends inside."""

    start: date
    end: date


Meaning = TypeVar("Meaning")

Level = Literal["country", "province", "prefecture", "county", "township"]


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """A division of GB/T 2260; `until` is the last year of a holder whose code went to another one."""

    code: str
    name: str
    level: Level
    until: str = ""

    @property
    def key(self) -> str:
        return f"{self.code}-{self.until}" if self.until else self.code


@dataclass(frozen=True, slots=True)
class Agency:
    """A body by its full official name; `kind` is an id of the scheme agency-kind, empty where it is not known."""

    code: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Channel:
    """A way of publication: `type` is an id of the scheme channel; `name` its own, or its owner's and the type."""

    code: str
    type: str
    name: str


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the title and the preamble say of the whole report; issuer kind `government` is the government itself."""

    title: str
    jurisdiction: Jurisdiction
    issuer: Agency
    year: int
    edition: str
    period: Period


@dataclass(frozen=True, slots=True)
class Home:
    """What short words mean in this report: 市 and 省 before an agency are these divisions."""

    masthead: Masthead
    by_word: tuple[tuple[str, Jurisdiction], ...]

    def place(self, word: str) -> Jurisdiction | None:
        return dict(self.by_word).get(word)


Qualifier = Literal["", "over", "near", "about", "at-most", "at-least"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure in its base unit: 7568万元 is 75680000 元."""

    value: Decimal
    unit: str
    qualifier: Qualifier


# What stands in a table's cell instead of a number (scheme observation-status).
Status = Literal["not-stated", "dash", "slash", "none"]


@dataclass(frozen=True, slots=True)
class NoValue:
    """A cell of a table without a number: blank is not 0."""

    unit: str
    status: Status


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell among the tables of a report, all from 0 as in its IRI."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Numeral:
    """A run of digits or number characters, and what it is: `kind` is an id of the scheme numeral-class."""

    span: Span
    phrase: Span
    kind: str
    quantity: Quantity | None


@dataclass(frozen=True, slots=True)
class Mention(Generic[Meaning]):
    """Words of the reading that name something."""

    span: Span
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Citation:
    """A regulation or policy document that the report cites; number and issuer empty where not stated."""

    title: str
    number: str
    issuer: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """All that is named in a reading, each kind in the order of the text; areas are ids of the scheme policy-area."""

    numerals: tuple[Numeral, ...]
    agencies: tuple[Mention[Agency], ...]
    channels: tuple[Mention[Channel], ...]
    areas: tuple[Mention[str], ...]
    citations: tuple[Mention[Citation], ...]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a statement stands in the stored text: its words, the sentence around them; and the rule that read it."""

    span: Span
    quote: str
    sentence: Span
    section: int
    rule: str
    cell: CellPlace | None = None


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Who discloses what through which channel, in one clause; at least two of the three are there."""

    agencies: tuple[Agency, ...]
    areas: tuple[str, ...]
    channels: tuple[Channel, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that the report cites, and where."""

    citation: Citation
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """A problem that the report names, or a measure that it plans; `kind` is an id of the scheme concern."""

    role: Literal["problem", "measure"]
    kind: str
    provenance: Provenance


Fact = Observation | Disclosure | Reference | Shortcoming


@dataclass(frozen=True, slots=True)
class Account:
    """How one numeral that is no observation was accounted for; `kind` is an id of the scheme numeral-class."""

    span: Span
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Issue:
    """What a stage saw and could not use: an id of the scheme issue, a line for a person, a place in the text."""

    code: str
    message: str
    span: Span


@dataclass(frozen=True, slots=True)
class Extract:
    """All that one report states, every numeral accounted for, and what could not be used, in the order of the text."""

    document: Document
    masthead: Masthead
    facts: tuple[Fact, ...]
    accounts: tuple[Account, ...]
    issues: tuple[Issue, ...]

    def observations(self) -> Iterator[Observation]:
        return (fact for fact in self.facts if isinstance(fact, Observation))
