"""What came of checking the figures of a report by one rule."""

from decimal import Decimal
from typing import Literal

from gongkai.frozen import frozen
from gongkai.text import Span

# What a check came to (scheme finding-status).
FindingStatus = Literal["passed", "failed", "not-judged"]


@frozen
class Place:
    """A stretch of a stored text with its words."""

    iri: str
    span: Span
    words: str


@frozen
class Finding:
    """`report`, `stated` and `against` are IRIs; `key` tells the findings of one rule and report apart.

    `stated` is what `expected` was taken from, `against` what `found` was. A total that is left blank is None.
    `places` are stretches of the report's text among them that nothing but this finding describes.
    """

    rule: str
    report: str
    key: str
    stated: tuple[str, ...]
    against: tuple[str, ...]
    expected: Decimal | None
    found: Decimal
    status: FindingStatus
    zh: str
    en: str
    places: tuple[Place, ...] = ()

    @property
    def iri(self) -> str:
        return f"{self.report}/finding/{self.rule}/{self.key}"

    @property
    def involved(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.stated, *self.against)))

    @property
    def difference(self) -> Decimal | None:
        """What was found less what was expected."""
        return None if self.expected is None else self.found - self.expected
