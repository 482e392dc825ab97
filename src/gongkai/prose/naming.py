"""A draft among those of its sentence -> the label of what it counts."""

import re

from gongkai.model import Document
from gongkai.prose import labels
from gongkai.prose.drafts import Draft
from gongkai.prose.passages import Figure
from gongkai.vocabulary.cues import Labels

# A label so short may want the words before the 、 too: 公告、公示74则.
_SHORT = 2
# 18件顺延到下年度, 1件尚在审理: what is said of them stands behind.
_SAID_BEHIND = ("applications-carried-forward", "reconsiderations", "litigations")


def label_of(document: Document, drafts: list[Draft], at: int, words: Labels) -> str:
    """What stands behind the figure, else before it, else the clause before, else what the figure before counts."""
    plain = document.reading.plain
    draft = drafts[at]
    figure = draft.figure
    lead = plain[figure.lead.start : figure.lead.end]
    before = labels.label_before(lead, words, figure.quantity.unit)
    if draft.rule == "share" and figure.owner >= 0 and not before:
        return labels.joined(drafts[figure.owner].label, "占比", words)
    if draft.rule == "growth":
        thing = drafts[at - 1].label if at and drafts[at - 1].rule != "growth" else ""
        return labels.joined(thing, lead[-20:], words) if thing else labels.clean(lead, words)
    if figure.wide != figure.lead and (lead.endswith("等") or 0 < len(before) <= _SHORT):
        wide = plain[figure.wide.start : figure.wide.end]
        before = labels.label_before(wide, words, figure.quantity.unit) or before
    behind = labels.label_behind(_tail(plain, figure), figure.quantity.unit, words)
    if not behind.label and at + 1 < len(drafts) and drafts[at + 1].figure.numeral.phrase.start == figure.tail.start:
        behind = labels.label_behind(_tail(plain, drafts[at + 1].figure), figure.quantity.unit, words)
    if behind.of and not before and at and figure.region.end - figure.region.start == 1:
        before = drafts[at - 1].label  # 低保对象862户、1237人的调整名单
    found = labels.chosen(before, behind, words)
    if found in words.superlatives and at:
        return labels.joined(labels.without_superlative(drafts[at - 1].label, words), found, words)
    if len(found) <= 1 and draft.metric in _SAID_BEHIND:
        return labels.clean(_tail(plain, figure), words) or _from_further(document, drafts, at, words)
    return found if len(found) > 1 else _from_further(document, drafts, at, words)


def _tail(plain: str, figure: Figure) -> str:
    """The words behind the figure; over a bracket where only a character or two stand before it: 8个县（区）民政局."""
    tail = plain[figure.tail.start : figure.tail.end]
    if 0 < len(tail) <= _SHORT and plain[figure.tail.end : figure.tail.end + 1] == "（":
        close = plain.find("）", figure.tail.end) + 1
        rest = re.match(r"[^，。；：、（\d]*", plain[close:])
        return plain[figure.tail.start : close] + (rest.group() if rest and close else "")
    return tail


def _from_further(document: Document, drafts: list[Draft], at: int, words: Labels) -> str:
    """From the clauses before, the figure before, the heading."""
    plain = document.reading.plain
    figure = drafts[at].figure
    region = plain[figure.region.start : figure.region.end]
    for clause in reversed(clauses_of(region)):
        found = labels.label_before(clause, words)
        if len(found) > 1:
            return found
    if at:
        return drafts[at - 1].label
    for heading in document.headings(drafts[at].passage.sentence.section):
        found = labels.clean(document.quote(heading), words)
        if len(found) > 1:
            return found
    return labels.clean(plain[figure.lead.start : figure.tail.end], words)


def clauses_of(region: str) -> list[str]:
    for mark in "，。；：、（）":
        region = region.replace(mark, "\n")
    return [clause for clause in region.split("\n") if clause]
