"""Figures on requests -> metric and dimensions: by outcome, applicant and channel; received, processed, carried."""

from collections.abc import Sequence

from gongkai.prose.drafts import Draft
from gongkai.prose.passages import Cue
from gongkai.prose.windows import Window, first_of, last_count, last_of
from gongkai.text import Span
from gongkai.vocabulary.cues import Cues

_COMPONENTS = ("applicant", "request-channel")
_PENDING = "applications-pending"
_CARRIED = ("applications-carried-over", "applications-carried-forward", "applications-carried", _PENDING)
# 37件申请, 37件政府信息公开申请; but not 两次政府信息依申请公开工作培训.
_BARELY = 2
# 共, 总计, 合计: a lead without a word of its own looks back over the comma.
_SHORT_LEAD = 3


def read_request(draft: Draft, window: Window) -> bool:
    """Requests by outcome, by applicant and by channel, received, processed, carried."""
    if draft.figure.quantity.unit not in window.cues.request_units:
        return False
    on_requests = window.topic.now == "requests"
    among = bool(window.before) and window.before[-1].metric == "application-outcomes"
    outcome = _narrowest(window) if on_requests or among else None
    if not on_requests and outcome is None:
        return False
    outcome = (
        outcome or _bare_outcome(window.plain, draft, window.before, window.cues) or first_of(window.behind, "outcome")
    )
    metric = last_of(window.near, "metric") or first_of(window.behind, "metric")
    carried = _carried(draft, window)
    if window.cues.forward_tail.search(window.plain[draft.figure.tail.start : draft.passage.sentence.span.end]):
        carried = _CARRIED[1]
    if carried and not (outcome and outcome in window.near):
        draft.metric, draft.rule = carried, "statutory"
        return True
    if outcome and (both := _added_up(outcome, window)):
        draft.label, draft.rule = both, "counted"
        return True
    if outcome and not _goes_on(outcome, metric, window):
        draft.metric, draft.rule = "application-outcomes", "breakdown"
        draft.dimensions["outcome"] = outcome.id
        return True
    parts = {scheme: found.id for scheme in _COMPONENTS if (found := _single(draft, window, scheme))}
    parts = parts or {scheme: found.id for scheme in _COMPONENTS if (found := first_of(window.behind, scheme))}
    parts = parts or _other_part(window.near, window.before)
    if parts:
        draft.metric = "application-outcomes" if "outcome" in parts else "applications-received"
        draft.rule, draft.dimensions = "breakdown", parts
        return True
    return _total(draft, window, metric)


def _goes_on(outcome: Cue, metric: Cue | None, window: Window) -> bool:
    """Whether other words of requests follow the outcome; 同意公开的答复 are answers of that kind."""
    if metric is None or metric not in window.near or metric.span.start <= outcome.span.start:
        return False
    between = window.plain[outcome.span.end : metric.span.start]
    return window.cues.of_answers.fullmatch(between) is None


def _added_up(outcome: Cue, window: Window) -> str:
    """予以公开和部分公开合计25件: a sum of two outcomes is neither of them, and no outcome of its own; its words."""
    before = [cue for cue in window.near if cue.scheme == "outcome" and cue.span.end < outcome.span.start]
    if not before or before[-1].id == outcome.id:
        return ""
    between = Span(before[-1].span.end, outcome.span.start)
    joined = window.cues.side_by_side.fullmatch(window.words(between))
    return window.words(Span(before[-1].span.start, outcome.span.end)) if joined else ""


def _single(draft: Draft, window: Window, scheme: str) -> Cue | None:
    """The last word of the scheme before the figure, unless another stands side by side with it."""
    found = last_of(window.near, scheme)
    if found is None:
        return None
    start = max(draft.figure.wide.start + 1, found.span.start - 2)  # behind a figure 、 goes on with the list
    return None if window.cues.side_by_side.search(window.plain, start, found.span.start) else found


def _narrowest(window: Window) -> Cue | None:
    """The last outcome before the figure; 因涉及商业秘密不予公开1宗 names the ground before the kind."""
    said = [cue for cue in window.near if cue.scheme == "outcome"]
    if not said:
        return None
    parents = window.cues.parents.get("outcome", {})
    narrower = [cue for cue in said if parents.get(cue.id) == said[-1].id]
    if len({cue.id for cue in narrower}) > 1:  # 因涉及商业秘密和个人隐私不予公开3件 is of that kind, on either ground
        narrower = []
    return (narrower or said)[-1]


def _carried(draft: Draft, window: Window) -> str:
    """Over from the year before or forward to the next; 另有2件…，转至下年度 says it behind the comma."""
    figure = draft.figure
    rest = window.cues.rest.search(window.plain, figure.wide.start, figure.wide.end)
    words = [*window.near, *window.behind]
    if rest:
        following = [one.region.start for one in draft.passage.figures if one.index == figure.index + 1]
        end = following[0] if following else draft.passage.sentence.span.end
        words += [cue for cue in draft.passage.cues if figure.tail.end <= cue.span.start < _next_end(draft, end)]
    for cue in words:
        if cue.scheme != "metric" or cue.id not in _CARRIED or (cue.id == _PENDING and not rest):
            continue
        if cue.id == _PENDING:
            return _CARRIED[1]
        if cue.id != "applications-carried":
            return cue.id
        return _CARRIED[0] if window.cues.former.search(window.plain[figure.wide.start : cue.span.end]) else _CARRIED[1]
    return ""


def _next_end(draft: Draft, least: int) -> int:
    later = draft.passage.figures[draft.figure.index + 1 :]
    return later[0].numeral.phrase.start if later else least


def _total(draft: Draft, window: Window, metric: Cue | None) -> bool:
    """Received or processed in all; where the comma before the figure parts them, the words before it tell."""
    kinds = ("applications-received", "applications-processed")
    tail = draft.figure.tail.start + _BARELY
    asked = any(cue.scheme == "topic" for cue in window.near) or any(
        cue.scheme == "topic" and cue.span.start <= tail for cue in window.behind
    )
    if metric is None and not asked:
        region = [cue for cue in draft.passage.within(draft.figure.region) if cue.scheme == "metric"]
        metric = region[-1] if region and draft.figure.lead.end - draft.figure.lead.start <= _SHORT_LEAD else None
    if window.cues.by_subject.search(window.words(draft.figure.region)):
        return False
    if window.cues.about_requests.search(window.lead):
        return False
    if metric is not None and metric.id in kinds:
        draft.metric = metric.id
    elif asked:
        draft.metric = "applications-received"
    else:
        return False
    draft.rule = "statutory"
    return True


def _bare_outcome(plain: str, draft: Draft, before: Sequence[Draft], cues: Cues) -> Cue | None:
    """已答复7宗，其中公开2宗: 公开 is an outcome where nothing else is said, among other outcomes."""
    lead = plain[draft.figure.lead.start : draft.figure.lead.end].removeprefix("其中").removesuffix("的")
    among = any(one.metric in ("application-outcomes", "applications-processed") for one in before)
    if among and lead in cues.bare_outcomes:
        return Cue(draft.figure.lead, "outcome", cues.bare_outcomes[lead], asks=False)
    return None


def _other_part(near: Sequence[Cue], before: Sequence[Draft]) -> dict[str, str]:
    """其他申请71件 is the rest of the list that it stands in."""
    if not any(cue.scheme == "result" and cue.id == "other" for cue in near):
        return {}
    last = last_count(before)
    listed = last.dimensions if last else {}
    for scheme in _COMPONENTS:
        if scheme in listed:
            return {scheme: "other"}
    if "outcome" not in listed:
        return {}
    within = listed["outcome"] in ("correction-overdue", "fee-unpaid")
    return {"outcome": "otherwise-handled-other" if within else "otherwise-handled"}
