"""Drafts of a sentence -> the same, each part tied to its whole: 其中, colons, brackets, breakdowns, exact sums."""

import re
from collections.abc import Sequence

from gongkai.prose.drafts import Draft
from gongkai.vocabulary.cues import Cues

_END = "；;。"
_COLON_LEAD = re.compile(r"[^，。；：、\d]{0,10}[：:]")
_TOTALS = {
    "application-outcomes": ("applications-processed",),
    "applications-received": ("applications-received",),
    "reconsiderations": ("reconsiderations",),
    "litigations": ("litigations",),
}
_DISCLOSED = "proactive-disclosures"
_DIVISIBLE = frozenset((*_TOTALS, _DISCLOSED))
_STATUTORY = frozenset(
    ("applications-received", "applications-processed", "application-outcomes", "reconsiderations", "litigations")
)
# A statutory figure is a part of one of its own metric, and these of these.
_DIVIDED = {
    "applications-received": {"applications-received", "applications-processed", "application-outcomes"},
    "applications-processed": {"applications-processed", "application-outcomes", "applications-received"},
}


def tie_parts(plain: str, drafts: list[Draft], earlier: Sequence[Draft], cues: Cues) -> None:
    """`earlier` are the drafts of the sentences before in the same paragraph."""
    _tie_opened(plain, drafts, earlier, cues)
    if len(drafts) > 2:  # a whole and two parts
        _tie_sums(drafts, cues)
    before = list(earlier)
    for draft in drafts:
        if draft.is_count and (draft.dimensions or (draft.whole is None and draft.metric in _DIVISIBLE)):
            _tie_breakdown(draft, before, cues)
        before.append(draft)
        if draft.whole is not None and draft.metric in ("other", "items-published"):
            _take_over(plain, draft, cues)


def _tie_opened(plain: str, drafts: list[Draft], earlier: Sequence[Draft], cues: Cues) -> None:
    """What 其中, a bracket, a colon or 按…分 opens, up to the end of its part of the sentence."""
    whole: Draft | None = None
    lasting = False
    for at, draft in enumerate(drafts):
        if draft.figure.owner >= 0 and draft.whole is None:
            _tie(draft, drafts[draft.figure.owner], cues)
            continue
        gap = plain[draft.figure.region.start : draft.figure.region.end]
        if whole is not None and (cues.parts.reset.search(gap) or (not lasting and any(mark in gap for mark in _END))):
            whole = None
        opened = cues.parts.opened.search(gap)
        if opened and not draft.figure.bracketed:
            lasting = gap[opened.end() : opened.end() + 1] in ("：", ":")
            whole = _last_of_kind(drafts[:at], draft, cues) or (_total_before(earlier, draft, cues) if not at else None)
        elif at and _COLON_LEAD.match(gap) and drafts[at - 1].is_count:
            whole, lasting = _last_of_kind(drafts[:at], draft, cues), True
        elif cues.breakdown_leads.search(gap):
            whole = _divided_before([*earlier, *drafts[:at]], draft) or whole
        if whole is not None and draft.whole is None:
            _tie(draft, whole, cues)


def _last_of_kind(before: Sequence[Draft], part: Draft, cues: Cues) -> Draft | None:
    """The nearest count before in the same unit that stands in no bracket."""
    unit, value = part.figure.quantity.unit, part.figure.quantity.value
    for draft in reversed(before):
        figure = draft.figure
        alike = not figure.bracketed and draft.is_count and _alike(figure.quantity.unit, unit, cues)
        if alike and figure.quantity.value >= value:
            return draft
    return None


def _alike(one: str, other: str, cues: Cues) -> bool:
    return one == other or any({one, other} <= group for group in cues.parts.alike)


def _total_before(earlier: Sequence[Draft], part: Draft, cues: Cues) -> Draft | None:
    """其中 at the head of a sentence: the last total of the same metric, else the last count of the sentence before."""
    for draft in reversed(earlier):
        if draft.metric == part.metric and draft.metric != "other" and not draft.dimensions and draft.whole is None:
            return draft
    last = earlier[-1].passage if earlier else None
    return _last_of_kind([draft for draft in earlier if draft.passage is last], part, cues)


def _divided_before(before: Sequence[Draft], part: Draft) -> Draft | None:
    """The total that 按渠道分 or 从层级看 divides: of the part's own metric, or of information disclosed."""
    metrics = (part.metric,) if part.metric in _TOTALS else (_DISCLOSED,)
    totals = [one for one in before if one.metric in metrics and one.whole is None and not one.dimensions]
    return totals[-1] if totals and totals[-1].figure.quantity.unit == part.figure.quantity.unit else None


def _tie_sums(drafts: list[Draft], cues: Cues) -> None:
    """现有工作人员15人，专职1人、兼职14人: figures that add up exactly to the one before them are its parts."""
    for at, whole in enumerate(drafts):
        if not whole.is_count or whole.dimensions:
            continue
        unit, total = whole.figure.quantity.unit, 0
        run: list[Draft] = []
        for draft in drafts[at + 1 :]:
            if draft.whole is not None or draft.figure.quantity.unit != unit or not draft.is_count or draft.dimensions:
                break
            run.append(draft)
            total += int(draft.figure.quantity.value)
            if total >= whole.figure.quantity.value:
                break
        if len(run) > 1 and total == whole.figure.quantity.value:
            for draft in run:
                _tie(draft, whole, cues)


def _tie(part: Draft, whole: Draft, cues: Cues) -> None:
    """A share is no part of a count, nor what is left over a part of what is done, nor the larger of the smaller."""
    if not part.is_count or not whole.is_count or part is whole:
        return
    if not _alike(part.figure.quantity.unit, whole.figure.quantity.unit, cues) or "change" in part.dimensions:
        return
    if whole.metric in _STATUTORY and part.metric in _STATUTORY - _DIVIDED.get(whole.metric, {whole.metric}):
        return
    if part.metric == "applications-carried-forward" or part.figure.quantity.value > whole.figure.quantity.value:
        return
    part.whole = whole


def _tie_breakdown(draft: Draft, before: Sequence[Draft], cues: Cues) -> None:
    """Outcomes, applicants, channels of requests and results of disputes are parts of the total that they divide."""
    if draft.figure.owner >= 0 and draft.whole is not None:
        return  # what stands in the bracket of a figure is a part of that figure
    for scheme, parents in cues.parents.items():
        child = draft.dimensions.get(scheme, "")
        if not child:
            continue
        if draft.whole is not None and draft.whole.dimensions.get(scheme, "") not in ("", parents.get(child)):
            draft.whole = None  # the list goes on behind the parts of one of its members
        parent = _parent(draft, before, scheme, parents)
        if parent is not None:
            _tie(draft, parent, cues)
            return
    if draft.whole is not None or draft.metric not in _DIVISIBLE:
        return
    metrics = _TOTALS.get(draft.metric, (draft.metric,))
    totals = [one for one in before if one.metric in metrics and _divides(draft, one)]
    if totals:
        _tie(draft, _first_stated(totals), cues)


def _parent(draft: Draft, before: Sequence[Draft], scheme: str, parents: dict[str, str]) -> Draft | None:
    """The broader figure that the run of parts, to which this one belongs, stands behind."""
    wanted = parents.get(draft.dimensions.get(scheme, ""), "")
    for one in reversed(before) if wanted else ():
        said = one.dimensions.get(scheme, "")
        if one.metric == draft.metric and said == wanted:
            return one
        if one.metric == draft.metric and parents.get(said, "") != wanted:
            return None
    return None


def _divides(part: Draft, whole: Draft) -> bool:
    """Whether the part has a dimension more than the whole of its metric, or is the body's own share of the place's."""
    if not whole.is_count:
        return False
    if not whole.dimensions and not part.dimensions:
        return (whole.scope, part.scope) == ("jurisdiction", "own")
    broader = set(whole.dimensions.items()) < set(part.dimensions.items())
    if part.figure.quantity.value > whole.figure.quantity.value:
        return False
    return broader and whole.scope in ("", part.scope)


def _first_stated(totals: Sequence[Draft]) -> Draft:
    """The last total, where it was first stated: 办结150件。办结的150件中, …"""
    last = totals[-1]
    same = [one for one in totals if one.figure.quantity.value == last.figure.quantity.value]
    return next(one for one in same if one.dimensions == last.dimensions and one.scope == last.scope)


def _take_over(plain: str, part: Draft, cues: Cues) -> None:
    """其中2012年公开97.5万条: a part with no thing of its own counts its whole's; others are items."""
    assert part.whole is not None  # the caller has asked
    if part.whole.metric not in (_DISCLOSED, "items-published"):
        return
    own = plain[part.figure.lead.start : part.figure.lead.end]
    if cues.parts.own_words.fullmatch(own):
        part.metric, part.rule = (
            part.whole.metric if part.whole.metric != "items-published" else _DISCLOSED,
            "breakdown",
        )
    elif part.metric == "other":
        part.metric, part.rule = "items-published", "breakdown"
