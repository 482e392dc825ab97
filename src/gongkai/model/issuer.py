"""Whose report it is, of which days, and whom and what it can name: places, agencies, channels."""

from datetime import date
from typing import Literal

from gongkai.frozen import frozen


@frozen
class Period:
    """Whole days, both ends inside."""

    start: date
    end: date

    def __hash__(self) -> int:  # every figure asks for it several times
        return hash(self.end)


Level = Literal["country", "province", "prefecture", "county", "township", "functional-zone"]


@frozen
class Jurisdiction:
    """A division of GB/T 2260; `until` is the last year of a holder whose code went to another one."""

    code: str
    name: str
    level: Level
    until: str = ""

    def __hash__(self) -> int:  # every figure asks for it several times
        return hash(self.code)

    @property
    def key(self) -> str:
        return f"{self.code}-{self.until}" if self.until else self.code


@frozen
class Agency:
    """A body by its full official name; `kind` is an id of the scheme agency-kind, empty where it is not known.

    `sole` where a place has one body of the kind at most, so that the kind tells which: not so of schools or companies.
    """

    code: str
    kind: str
    name: str
    sole: bool = True


@frozen
class Channel:
    """A way of publication: `type` is an id of the scheme channel; `name` its own, or its owner's and the type."""

    code: str
    type: str
    name: str


@frozen
class Masthead:
    """What the title and the preamble say of the whole report; issuer kind `government` is the government itself."""

    title: str
    jurisdiction: Jurisdiction
    issuer: Agency
    year: int
    edition: str
    period: Period


@frozen
class Home:
    """What short words mean in this report: 市 and 省 before an agency are these divisions."""

    masthead: Masthead
    by_word: tuple[tuple[str, Jurisdiction], ...]

    def place(self, word: str) -> Jurisdiction | None:
        return next((place for known, place in self.by_word if known == word), None)
