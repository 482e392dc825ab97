"""Drafts of a sentence -> the same, each part tied to its whole: 其中, colons, brackets, results of disputes."""

import re

from gongkai.prose.drafts import DISPUTES, Draft

_PART = re.compile(r"其中|包括|[（，]含|分别是")
_RESET = re.compile(r"另有|另外|此外|尚有|还有|同时")
_END = "；;。"
_LAST_COLON = re.compile(r"^[^，。；：、\d]{0,8}[：:]")


def tie_parts(plain: str, drafts: list[Draft], earlier: list[Draft]) -> None:
    """`earlier` are the drafts of the sentences before in the report, for a sentence that begins with 其中."""
    whole: Draft | None = None
    lasting = False
    for at, draft in enumerate(drafts):
        gap = plain[draft.figure.region.start : draft.figure.region.end]
        if draft.whole is not None:
            continue
        if draft.figure.owner >= 0:
            _tie(draft, drafts[draft.figure.owner])
            continue
        if whole is not None and (_RESET.search(gap) or (not lasting and any(mark in gap for mark in _END))):
            whole = None
        opened = _PART.search(gap)
        if opened and not draft.figure.bracketed:
            behind = gap[opened.end() : opened.end() + 1]
            whole, lasting = _last_of_kind(drafts[:at], draft) or _earlier(at, earlier, draft), behind in "：:" and behind != ""
        elif at and _LAST_COLON.match(gap) and drafts[at - 1].is_count:
            whole, lasting = _last_of_kind(drafts[:at], draft), True
        if whole is not None and draft.is_count:
            _tie(draft, whole)
        if draft.whole is None:
            _tie_result(draft, drafts[:at])
    for at, draft in enumerate(drafts):
        if draft.whole is not None and draft.metric == "other":
            _take_over(plain, draft)


def _last_of_kind(before: list[Draft], part: Draft) -> Draft | None:
    """The nearest count before in the same unit that is no part itself."""
    fitting = [
        draft
        for draft in before
        if draft.is_count and draft.figure.quantity.unit == part.figure.quantity.unit and not draft.figure.bracketed
    ]
    return fitting[-1] if fitting else None


def _earlier(at: int, earlier: list[Draft], part: Draft) -> Draft | None:
    """其中 at the head of a sentence: the last total of the same metric before it."""
    if at:
        return None
    for draft in reversed(earlier):
        if draft.metric == part.metric and draft.metric != "other" and not draft.dimensions and draft.whole is None:
            return draft
    return None


def _tie(part: Draft, whole: Draft) -> None:
    """A share is no part of a count, nor what is left over a part of what is done."""
    if not part.is_count or not whole.is_count or part is whole:
        return
    if part.figure.quantity.unit != whole.figure.quantity.unit:
        return
    if part.metric == "applications-carried-forward" or part.figure.quantity.value > whole.figure.quantity.value:
        return
    part.whole = whole


def _tie_result(draft: Draft, before: list[Draft]) -> None:
    """行政复议4件，结果维持3件、其他情形1件: results are parts of the disputes before them."""
    if draft.metric not in DISPUTES or draft.rule != "breakdown":
        return
    for one in reversed(before):
        if one.metric == draft.metric and "result" not in one.dimensions and one.is_count:
            _tie(draft, one)
            return


def _take_over(plain: str, part: Draft) -> None:
    """其中2012年公开97.5万条: a part without a thing of its own counts the same as its whole."""
    lead = plain[part.figure.lead.start : part.figure.lead.end]
    assert part.whole is not None  # the caller has asked
    if part.whole.metric == "proactive-disclosures" and re.fullmatch(r"(?:其中)?(?:当年|本年|20\d\d年)?(?:度)?(?:新增|公开)*", lead):
        part.metric, part.rule = part.whole.metric, "statutory"
