"""Counts by the names that the patterns use, and the words that a report has for its issuer and year."""

from dataclasses import dataclass

from generator.counts import CHANNELS, OLD_REFUSALS, Requests
from generator.places import Issuer
from generator.truth import Dimensions, dimensions_of

APPLICANT_WORDS = {
    "natural-person": "自然人",
    "commercial-enterprise": "商业企业",
    "research-institution": "科研机构",
    "public-benefit-organisation": "社会公益组织",
    "legal-services": "法律服务机构",
}
CHANNEL_WORDS = {"network": "网络申请", "letter": "信函申请", "in-person": "当面申请", "fax": "传真申请"}
OUTCOME_WORDS = {
    "granted": "予以公开",
    "partially-granted": "部分公开",
    "refused": "不予公开",
    "not-provided": "无法提供",
    "not-processed": "不予处理",
    "otherwise-handled": "其他处理",
}
OLD_OUTCOME_WORDS = {
    "already-public": "属于已主动公开范围",
    "granted": "同意公开",
    "partially-granted": "同意部分公开",
    "refused": "不同意公开",
    "not-this-agency": "不属于本行政机关公开",
    "does-not-exist": "申请信息不存在",
    "correction-requested": "告知作出更改补充",
    "referred-elsewhere": "告知通过其他途径办理",
}
RESULT_WORDS = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果", "pending": "尚未审结"}
OLD_RESULT_WORDS = {"upheld": "维持", "corrected": "被依法纠错", "other": "其他情形"}


@dataclass(frozen=True, slots=True)
class Entry:
    metric: str
    count: int
    dimensions: Dimensions = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What one report may state. `courts` holds results by metric or metric and route."""

    issuer: Issuer
    words: dict[str, str]
    requests: Requests
    courts: dict[str, dict[str, int]]
    disclosed: int
    old: bool

    def entry(self, name: str) -> Entry:
        head, _, part = name.partition(".")
        simple = {
            "received": ("applications-received", self.requests.received),
            "carried": ("applications-carried-over", self.requests.carried),
            "processed": ("applications-processed", self.requests.processed),
            "left": ("applications-carried-forward", self.requests.left),
            "own": ("applications-received", self.requests.received // 5 + 1),
            "disclosed": ("proactive-disclosures", self.disclosed),
        }
        if head in simple and not part:
            return Entry(*simple[head])
        if head == "handled":
            return Entry("other", self.requests.received + self.requests.carried, label="申请|受理")
        if head == "received":
            return self._received(part)
        if head == "outcome":
            count = self._outcome(part)
            return Entry("application-outcomes", count, dimensions_of(outcome=part))
        return self._court(head, part)

    def _received(self, part: str) -> Entry:
        if part in CHANNELS:
            dimensions = dimensions_of(request_channel=part)
            return Entry("applications-received", self.requests.channels[part], dimensions)
        persons = self.requests.new["natural-person"]
        known = {
            "citizen": persons,
            "natural-person": persons,
            "legal-person": self.requests.received - persons,
        }
        count = known[part] if part in known else self.requests.new[part]
        return Entry("applications-received", count, dimensions_of(applicant=part))

    def _outcome(self, outcome: str) -> int:
        parts = OLD_REFUSALS if self.old and outcome == "refused" else (outcome,)
        return sum(self.requests.outcome(part) for part in parts)

    def _court(self, head: str, result: str) -> Entry:
        """`reconsiderations`, `litigations` and `litigations/direct`, with `.upheld` and so on."""
        metric, _, route = head.partition("/")
        chosen = [
            results for key, results in self.courts.items() if key == head or (not route and key.startswith(head))
        ]
        count = sum(sum(r.values()) if not result else r[result] for r in chosen)
        return Entry(metric, count, dimensions_of(result=result, route=route))

    def parts(self, kind: str) -> list[tuple[str, Entry]]:
        """The parts of a breakdown with the words for them."""
        if kind in ("channels", "applicants"):
            words = CHANNEL_WORDS if kind == "channels" else APPLICANT_WORDS
            return [(word, self.entry(f"received.{name}")) for name, word in words.items()]
        if kind == "outcomes":
            words = OLD_OUTCOME_WORDS if self.old else OUTCOME_WORDS
            return [(word, self.entry(f"outcome.{name}")) for name, word in words.items()]
        words = OLD_RESULT_WORDS if self.old else RESULT_WORDS
        return [(word, self.entry(f"{kind}.{name}")) for name, word in words.items()]

    def can_say(self, name: str) -> bool:
        """Whether a pattern that needs a count above 0 may be used."""
        return self.entry(name).count > 0
