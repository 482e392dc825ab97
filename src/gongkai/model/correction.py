"""What a reader says of a figure that was read, as the file of corrections has it, and what came of it in a build."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from gongkai.model.mention import CellPlace
from gongkai.text import Span

Action = Literal["confirm", "change", "reject", "add"]

# What came of a correction (scheme correction-status): the machine said otherwise; it says the same by now; the words
# stand elsewhere than they stood; they cannot be found, so that nothing was done.
CorrectionStatus = Literal["applied", "agreeing", "carried-over", "open"]

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the words of a correction stood, and in what; `report` is what its IRI has behind report/."""

    sha256: str
    report: str
    span: Span
    cell: CellPlace | None
    words: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of the file: fields and their values before and after; `metric` tells apart figures of one place."""

    spot: Spot
    metric: str
    action: Action
    old: Pairs
    new: Pairs
    who: str
    when: date
    why: str


@dataclass(frozen=True, slots=True)
class Settled:
    """A correction that holds, the figures that it changed by their keys, its own first; where it stands now."""

    correction: Correction
    statuses: tuple[CorrectionStatus, ...]
    keys: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Pending:
    """A correction that could not be applied, and why; `span` is where it stood, within the text as it is now."""

    correction: Correction
    reason: str
    span: Span


Settlement = Settled | Pending
