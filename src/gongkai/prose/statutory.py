"""Figures of a sentence -> drafts with metric and dimensions, by the cues around each and the topic."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import chain

from gongkai.prose.accounts import (
    read_account,
    read_conference,
    read_decision,
    read_disclosure,
    read_document,
    read_fee,
    read_procurement,
)
from gongkai.prose.disputes import read_complaint, read_dispute
from gongkai.prose.drafts import Draft, Topic
from gongkai.prose.passages import Passage
from gongkai.prose.requests import read_request
from gongkai.prose.windows import Window, last_count
from gongkai.vocabulary.cues import Cues

# 县（市、区）级 is 县级 here.
_BRACKETED = re.compile(r"（[^（）]{1,6}）")


def drafts_of(plain: str, passage: Passage, topic: Topic, earlier: list[Draft], cues: Cues) -> list[Draft]:
    """Read the figures from left to right; topic and earlier drafts go on from the sentences before in the section."""
    drafts: list[Draft] = []
    heard = 0
    topic.begin_sentence()
    topic.survey(passage.cues)
    for figure in passage.figures:
        before = bisect_right(passage.ends, figure.numeral.phrase.start)
        for cue in passage.cues[heard:before]:
            # 公文…，其中依申请公开988件 counts documents by attribute, outside a section on requests
            if cue.scheme != "topic" or cue.span != figure.lead or "requests" in topic.section:
                topic.hear(cue)
        heard = before
        draft = Draft(figure, passage)
        lead = plain[figure.lead.start : figure.lead.end]
        near, behind = passage.within(figure.wide), passage.within(figure.tail)
        _read(draft, Window(plain, lead, near, behind, drafts or earlier[-3:], topic, cues))
        if draft.metric == "other":
            _take_list(plain, draft, (earlier, drafts), cues)
        drafts.append(draft)
    for cue in passage.cues[heard:]:
        topic.hear(cue)
    _unmix_received(drafts)
    return drafts


def _read(draft: Draft, window: Window) -> None:
    """A share or a growth is no count; all else is for the first reader that knows it."""
    figure, cues = draft.figure, window.cues
    is_rate = figure.quantity.unit in cues.growth_units
    if _grows(window.lead, cues, is_rate=is_rate):
        draft.rule = "growth"
    elif is_rate:
        draft.rule = "share"
    else:
        for reader in _READERS:
            if reader(draft, window):
                return


def _grows(lead: str, cues: Cues, *, is_rate: bool) -> bool:
    """Whether the figure is held against another year's; of a rate, 增长 alone says so."""
    alone = cues.growth_alone if is_rate else cues.former_year
    return bool(cues.growth.search(lead) or alone.search(lead))


def _take_list(plain: str, draft: Draft, before: tuple[list[Draft], ...], cues: Cues) -> None:
    """从层级看，省政府38件: the first of a list of bodies counts what the last total before it counts."""
    figure = draft.figure
    if not cues.breakdown_leads.search(plain, figure.region.start, figure.region.end):
        return
    lead = plain[figure.lead.start : figure.lead.end]
    totals = [one for one in chain(*before) if one.rule == "statutory" and not one.dimensions and one.whole is None]
    same = [one for one in totals if one.figure.quantity.unit == figure.quantity.unit]
    if same and cues.bodies.fullmatch(_BRACKETED.sub("", lead)):
        draft.metric, draft.rule = same[-1].metric, "breakdown"


def _read_same_list(draft: Draft, window: Window) -> bool:
    """市级部门169件、区县197件: a lead of nothing but a body's name counts what the figure before it counts."""
    last = last_count(window.before)
    if last is None or last.dimensions or last.figure.quantity.unit != draft.figure.quantity.unit:
        return False
    if last.rule not in ("statutory", "breakdown") or last.metric == "other":
        return False
    body = window.cues.bodies.fullmatch(_BRACKETED.sub("", window.lead))
    if not body and not draft.passage.names_body(draft.figure.lead):
        return False
    draft.metric, draft.rule = last.metric, "breakdown"
    return True


# Each says whether the figure is of its kind, and if so fills in the draft; the surer come first.
_READERS: Sequence[Callable[[Draft, Window], bool]] = (
    _read_same_list,
    read_decision,
    read_dispute,
    read_request,
    read_complaint,
    read_fee,
    read_procurement,
    read_document,
    read_conference,
    read_account,
    read_disclosure,
)


def _unmix_received(drafts: list[Draft]) -> None:
    """受理3046件，其中新收2988件、上年结转58件: the total is neither, its new part is what was received."""
    for at, draft in enumerate(drafts[:-2]):
        if draft.metric != "applications-received" or draft.dimensions:
            continue
        following = [one for one in drafts[at + 1 : at + 3] if not one.dimensions]
        if {one.metric for one in following} == _MIXED:
            total = sum(one.figure.quantity.value for one in following)
            if total == draft.figure.quantity.value:
                draft.metric, draft.rule = "other", "counted"


_MIXED = {"applications-received", "applications-carried-over"}
