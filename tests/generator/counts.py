"""A seed -> the figures of one reporting body and year, so that every identity of the forms holds.

Before 2019 no form asked for what was carried over, so that nothing is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from generator.places import Issuer

APPLICANTS = (
    "natural-person", "commercial-enterprise", "research-institution", "public-benefit-organisation",
    "legal-services", "other-organisation",
)  # fmt: skip
OUTCOMES = (
    "granted", "partially-granted", "refused-state-secret", "refused-other-law", "refused-security-stability",
    "refused-third-party", "refused-internal-affairs", "refused-process-information", "refused-enforcement-file",
    "refused-administrative-query", "not-held", "needs-creation", "unclear-after-correction",
    "complaint-or-petition", "duplicate", "public-publication", "excessive", "reconfirmation",
    "correction-overdue", "fee-unpaid", "otherwise-handled-other",
)  # fmt: skip
WEIGHTS = (30, 9, 1, 2, 1, 3, 3, 3, 4, 4, 25, 6, 2, 3, 3, 1, 1, 1, 3, 0.3, 5)
OLD_OUTCOMES = (
    "already-public", "granted", "partially-granted", "refused-state-secret", "refused-trade-secret",
    "refused-privacy", "refused-security-stability", "not-government-information", "other-legal-ground",
    "not-this-agency", "does-not-exist", "correction-requested", "referred-elsewhere",
)  # fmt: skip
OLD_WEIGHTS = (30, 25, 5, 1, 2, 3, 1, 3, 2, 10, 12, 4, 3)
OLD_REFUSALS = OLD_OUTCOMES[3:9]
GROUPS = {
    "refused": OUTCOMES[2:10],
    "not-provided": OUTCOMES[10:13],
    "not-processed": OUTCOMES[13:18],
    "otherwise-handled": OUTCOMES[18:],
}
CHANNELS = ("network", "letter", "in-person", "fax")
RESULTS = ("upheld", "corrected", "other", "pending")


@dataclass(frozen=True, slots=True)
class Requests:
    """By applicant: new, carried over, by outcome, carried forward; `over` + `new` = the outcomes + `forward`."""

    new: dict[str, int]
    over: dict[str, int]
    outcomes: dict[tuple[str, str], int]
    forward: dict[str, int]
    channels: dict[str, int]

    def outcome(self, outcome: str) -> int:
        """Over all applicants; of a group, the sum of its parts."""
        parts = GROUPS.get(outcome, (outcome,))
        return sum(value for (part, _), value in self.outcomes.items() if part in parts)

    @property
    def received(self) -> int:
        return sum(self.new.values())

    @property
    def carried(self) -> int:
        return sum(self.over.values())

    @property
    def left(self) -> int:
        return sum(self.forward.values())

    @property
    def processed(self) -> int:
        return sum(self.outcomes.values())


def split(rng: Random, total: int, names: Sequence[str], weights: Sequence[float]) -> dict[str, int]:
    """The total dealt out one by one; for large totals in shares, the rest to the first."""
    drawn = rng.choices(range(len(names)), weights, k=min(total, 400))
    dealt = {name: drawn.count(index) * total // max(len(drawn), 1) for index, name in enumerate(names)}
    dealt[names[0]] += total - sum(dealt.values())
    return dealt


def requests_of(rng: Random, issuer: Issuer, *, old: bool = False) -> Requests:
    outcomes, weights = (OLD_OUTCOMES, OLD_WEIGHTS) if old else (OUTCOMES, WEIGHTS)
    received = max(min(issuer.size, 1), int(issuer.size * rng.uniform(0.4, 1.6)))
    new = split(rng, received, APPLICANTS, (85, 9, 1, 1, 2, 2))
    open_cases = 0 if old else 0.1
    over = split(rng, int(received * rng.uniform(0, open_cases)), APPLICANTS, (9, 1, 0, 0, 0, 0))
    forward = {name: int((new[name] + over[name]) * rng.uniform(0, open_cases)) for name in new}
    dealt: dict[tuple[str, str], int] = {}
    for applicant in APPLICANTS:
        done = new[applicant] + over[applicant] - forward[applicant]
        for outcome, count in split(rng, done, outcomes, weights).items():
            dealt[outcome, applicant] = count
    return Requests(new, over, dealt, forward, split(rng, received, CHANNELS, (60, 25, 14, 1)))


def results_of(rng: Random, most: int, *, old: bool = False) -> dict[str, int]:
    """The old forms have no row for what is pending."""
    names = RESULTS[:3] if old else RESULTS
    return split(rng, rng.randint(0, most), names, (60, 12, 18, 10)[: len(names)])


def amount_of(rng: Random, most: int) -> Decimal:
    """In 万元, with up to four places."""
    places = rng.choice((0, 1, 2, 2, 4))
    return Decimal(rng.randint(0, most * 10**places)).scaleb(-places)
