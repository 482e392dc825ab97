"""A figure on its way to an observation: what the readers of this package fill in, one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec import Struct, field

from gongkai.model import Channel
from gongkai.prose.labels import label_before
from gongkai.prose.passages import Cue, Figure, Passage
from gongkai.vocabulary.cues import Labels

DISPUTES = ("reconsiderations", "litigations")
REQUESTS = ("applications-received", "applications-processed", "application-outcomes")
# The schemes whose words may change the topic.
_TELLING = frozenset(("topic", "metric", "route", "outcome"))


class Draft(Struct, eq=False):
    """`whole` is the figure that this one is a part of; `channels` is set where a list says which is whose;
    `twins` are further metrics that the same figure states: 行政复议、行政诉讼均为0件.
    """

    figure: Figure
    passage: Passage
    metric: str = "other"
    rule: str = "counted"
    dimensions: dict[str, str] = field(default_factory=dict)
    label: str = ""
    scope: str = ""
    whole: "Draft | None" = None
    channels: tuple[Channel, ...] = ()
    twins: tuple[str, ...] = ()

    def own_label(self, plain: str, labels: Labels) -> str:
        """What stands before the figure up to the comma."""
        return label_before(plain[self.figure.lead.start : self.figure.lead.end], labels)

    @property
    def is_count(self) -> bool:
        return self.rule not in ("growth", "share")


@dataclass(slots=True)
class Topic:
    """What a paragraph speaks of at the moment: an id of section_topics, a kind of dispute, `other` or nothing.

    asked: whether requests for information were spoken of before, so that 申请 alone means these.
    """

    section: tuple[str, ...]
    now: str = ""
    asked: bool = False

    def begin_sentence(self) -> None:
        """What was said in passing (咨询电话138次) is over; the section's own topic comes back."""
        if self.now == "other":
            self.now = self.initial()

    def initial(self) -> str:
        return next((one for one in self.section if one in ("requests", "fees", "disclosures")), "")

    def survey(self, cues: Sequence[Cue]) -> None:
        """A sentence that names several outcomes speaks of requests, whatever stands before it."""
        if len(cues) > 1 and self.now not in DISPUTES and len({cue.id for cue in cues if cue.scheme == "outcome"}) > 1:
            self.now = "requests"

    def hear(self, cue: Cue) -> None:
        """Let a cue change the topic."""
        if not cue.asks and cue.scheme not in _TELLING:
            return
        if cue.scheme == "topic" and cue.id != "maybe-requests":
            self.now = cue.id
            self.asked |= cue.id == "requests"
        elif cue.asks and self.now not in DISPUTES and (self.asked or "requests" in self.section):
            self.now = "requests"
        elif cue.scheme == "metric" and cue.id in DISPUTES:
            self.now = cue.id
        elif (cue.scheme == "metric" and cue.id in ("applications-carried-over", "applications-carried-forward")) or (
            cue.id == "applications-carried" and "requests" in self.section
        ):
            self.now = "requests"
        elif cue.scheme == "metric" and cue.id == "applications-received" and self.now in DISPUTES:
            self.now = "requests" if "requests" in self.section else self.now
        elif cue.scheme == "route":
            self.now = "litigations"
        elif cue.scheme == "outcome" and "requests" in self.section:
            self.now = "requests"
