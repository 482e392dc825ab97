"""Figures on reconsiderations, lawsuits and complaints -> metric, result and route."""

from gongkai.prose.drafts import DISPUTES, Draft
from gongkai.prose.passages import Cue
from gongkai.prose.windows import Window, first_of, last_of


def read_dispute(draft: Draft, window: Window) -> bool:
    """行政复议9件：结果维持5件, 复议后起诉的行政诉讼7件."""
    figure = draft.figure
    if figure.quantity.unit not in window.cues.request_units:
        return False
    named_behind = _first_named(window.behind)
    now = named_behind or window.topic.now
    if now not in DISPUTES:
        return False
    region = draft.passage.within(figure.region)
    named = [cue for cue in region if cue.scheme == "metric" and cue.id in DISPUTES]
    results = last_of(window.near, "result") or first_of(window.behind, "result")
    route = last_of(region, "route") or first_of(window.behind, "route")
    if route is None and not named and not window.before:
        route = last_of([cue for cue in draft.passage.cues if cue.span.end <= figure.lead.start], "route")
    if not named and not results and not route and not named_behind:
        return False
    if len({cue.id for cue in named}) > 1 and _listed_together(window.plain, named):
        if figure.quantity.value:
            return False  # 行政复议、行政诉讼共12件: which of them, nobody can say
        draft.metric, draft.rule, draft.twins = named[-2].id, "statutory", (named[-1].id,)
        return True
    draft.metric = "litigations" if route else now
    draft.rule = "breakdown" if results else "statutory"
    if results:
        draft.dimensions["result"] = results.id
    earlier = next((one for one in reversed(window.before) if one.metric == draft.metric and one.is_count), None)
    if route:
        draft.dimensions["route"] = route.id
    elif earlier and not named and "route" in earlier.dimensions:
        draft.dimensions["route"] = earlier.dimensions["route"]
    return True


def _listed_together(plain: str, named: list[Cue]) -> bool:
    between = plain[named[-2].span.end : named[-1].span.start]
    return between in ("、", "和", "及", "与", "或", "以及")


def _first_named(behind: tuple[Cue, ...]) -> str:
    """The kind of dispute that stands behind the figure: 被纠正的2件复议案件."""
    found = first_of(behind, "metric", DISPUTES)
    return found.id if found else ""


def read_complaint(draft: Draft, window: Window) -> bool:
    if "disputes" not in window.topic.section or draft.figure.quantity.unit not in window.cues.request_units:
        return False
    if not any(cue.id in ("complaints", "other") for cue in window.near):
        return False
    draft.metric, draft.rule = "complaints", "statutory"
    return True
