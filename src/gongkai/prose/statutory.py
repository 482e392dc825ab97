"""Figures of a sentence -> drafts with metric and dimensions, by the cues around each and the topic of the paragraph."""

import re
from collections.abc import Iterable

from gongkai.prose.drafts import DISPUTES, Draft, Topic
from gongkai.prose.passages import Cue, Passage
from gongkai.vocabulary.cues import Cues

_COMPONENTS = ("applicant", "request-channel")
_CARRIED = ("applications-carried-over", "applications-carried-forward", "applications-carried")
_REST = re.compile(r"另|尚有|还有|其余|剩余")
_FORMER = re.compile(r"(?:上|去|前|往)(?:一)?年|20\d\d年(?:度)?(?:未|转|结)|含|遗留")
_MONEY = "元"
_ACCOUNTS = ("followers", "views")
_MEETINGS = ("场", "次", "期", "个")
_PEOPLE = ("人", "名", "个", "位", "户", "")
_TIMES = ("次", "人次", "")


def drafts_of(plain: str, passage: Passage, topic: Topic, earlier: list[Draft], cues: Cues) -> list[Draft]:
    """Read the figures from left to right; topic and earlier drafts go on from the sentences before in the section."""
    drafts: list[Draft] = []
    heard = 0
    for figure in passage.figures:
        while heard < len(passage.cues) and passage.cues[heard].span.end <= figure.numeral.phrase.start:
            topic.hear(passage.cues[heard])
            heard += 1
        draft = Draft(figure, passage)
        _read(plain, draft, drafts or earlier[-1:], topic, cues)
        _take_list(plain, draft, [*earlier, *drafts], cues)
        drafts.append(draft)
    for cue in passage.cues[heard:]:
        topic.hear(cue)
    _unmix_received(drafts)
    return drafts


def _read(plain: str, draft: Draft, before: list[Draft], topic: Topic, cues: Cues) -> None:
    figure, passage = draft.figure, draft.passage
    lead = plain[figure.lead.start : figure.lead.end]
    if figure.quantity.unit in cues.growth_units:
        draft.rule = "growth" if cues.growth.search(lead) or cues.growth_alone.search(lead) else "share"
        return
    if cues.growth.search(lead):
        draft.rule = "growth"
        return
    near = passage.within(figure.wide)
    behind = passage.within(figure.tail)
    readers = (
        _same_list,
        _decision,
        _dispute,
        _request,
        _complaint,
        _fee,
        _document,
        _conference,
        _account,
        _disclosure,
    )
    for reader in readers:
        if reader(plain, draft, near, behind, before, topic, cues):
            return


def _take_list(plain: str, draft: Draft, before: list[Draft], cues: Cues) -> None:
    """从层级看，省政府38件: the first of a list of bodies counts what the last total before it counts."""
    figure = draft.figure
    lead = plain[figure.lead.start : figure.lead.end]
    if draft.metric != "other" or not cues.breakdown_leads.search(plain, figure.region.start, figure.region.end):
        return
    totals = [one for one in before if one.rule == "statutory" and not one.dimensions and one.whole is None]
    same = [one for one in totals if one.figure.quantity.unit == figure.quantity.unit]
    if same and cues.bodies.fullmatch(lead):
        draft.metric, draft.rule = same[-1].metric, "breakdown"


def _same_list(
    plain: str, draft: Draft, near: list[Cue], behind: list[Cue], before: list[Draft], topic: Topic, cues: Cues
) -> bool:
    """市级部门169件、区县197件: a lead of nothing but a body's name counts what the figure before it counts."""
    if not before or before[-1].dimensions or before[-1].figure.quantity.unit != draft.figure.quantity.unit:
        return False
    if before[-1].rule not in ("statutory", "breakdown") or before[-1].metric == "other":
        return False
    lead = plain[draft.figure.lead.start : draft.figure.lead.end]
    if not (cues.bodies.fullmatch(lead) or draft.figure.lead in draft.passage.bodies):
        return False
    draft.metric, draft.rule = before[-1].metric, "breakdown"
    return True


def _decision(
    plain: str, draft: Draft, near: list[Cue], behind: list[Cue], before: list[Draft], topic: Topic, cues: Cues
) -> bool:
    """作出行政许可决定18.92万件、行政处罚决定3,407件."""
    act = _last(near, "act")
    if act is None or draft.figure.quantity.unit not in cues.request_units:
        return False
    draft.metric, draft.rule = "decisions", "statutory"
    draft.dimensions["act"] = act.id
    return True


def _complaint(
    plain: str, draft: Draft, near: list[Cue], behind: list[Cue], before: list[Draft], topic: Topic, cues: Cues
) -> bool:
    if "disputes" not in topic.section or draft.figure.quantity.unit not in cues.request_units:
        return False
    if not any(cue.id in ("complaints", "other") for cue in near):
        return False
    draft.metric, draft.rule = "complaints", "statutory"
    return True


def _dispute(
    plain: str, draft: Draft, near: list[Cue], behind: list[Cue], before: list[Draft], topic: Topic, cues: Cues
) -> bool:
    """行政复议9件：结果维持5件, 复议后起诉的行政诉讼7件."""
    figure = draft.figure
    named_behind = _first_id(behind, DISPUTES)
    now = named_behind or topic.now
    if now not in DISPUTES or figure.quantity.unit not in cues.request_units:
        return False
    region = draft.passage.within(figure.region)
    named = [cue for cue in region if cue.scheme == "metric" and cue.id in DISPUTES]
    results = _last(near, "result") or _first(behind, "result")
    route = _last(region, "route") or _first(behind, "route")
    if not named and not results and not route and not named_behind:
        return False
    if len({cue.id for cue in named}) > 1 and _listed_together(plain, named):
        if figure.quantity.value:
            return False  # 行政复议、行政诉讼共12件: which of them, nobody can say
        draft.metric, draft.rule, draft.twins = named[-2].id, "statutory", (named[-1].id,)
        return True
    draft.metric = "litigations" if route else now
    draft.rule = "breakdown" if results else "statutory"
    if results:
        draft.dimensions["result"] = results.id
    earlier = next((one for one in reversed(before) if one.metric == draft.metric and one.is_count), None)
    if route:
        draft.dimensions["route"] = route.id
    elif earlier and not named and "route" in earlier.dimensions:
        draft.dimensions["route"] = earlier.dimensions["route"]
    return True


def _listed_together(plain: str, named: list[Cue]) -> bool:
    between = plain[named[-2].span.end : named[-1].span.start]
    return between in ("、", "和", "及", "与", "或", "以及")


def _request(
    plain: str, draft: Draft, near: list[Cue], behind: list[Cue], before: list[Draft], topic: Topic, cues: Cues
) -> bool:
    """Requests by outcome, by applicant and by channel, received, processed, carried."""
    among = bool(before) and before[-1].metric == "application-outcomes" and _last(near, "outcome") is not None
    if not (topic.now == "requests" or among) or draft.figure.quantity.unit not in cues.request_units:
        return False
    outcome = _last(near, "outcome") or _bare_outcome(plain, draft, before, cues) or _first(behind, "outcome")
    metric = _last(near, "metric") or _first(behind, "metric")
    carried = _carried(plain, draft, near, behind)
    if cues.forward_tail.search(plain[draft.figure.tail.start : draft.passage.sentence.span.end]):
        carried = _CARRIED[1]
    if carried and not (outcome and outcome in near):
        draft.metric, draft.rule = carried, "statutory"
        return True
    if outcome and not (metric and metric in near and metric.span.start > outcome.span.start):
        draft.metric, draft.rule = "application-outcomes", "breakdown"
        draft.dimensions["outcome"] = outcome.id
        return True
    parts = {scheme: found.id for scheme in _COMPONENTS if (found := _last(near, scheme))}
    parts = parts or {scheme: found.id for scheme in _COMPONENTS if (found := _first(behind, scheme))}
    parts = parts or _other_part(near, before)
    if parts:
        draft.metric = "application-outcomes" if "outcome" in parts else "applications-received"
        draft.rule, draft.dimensions = "breakdown", parts
        return True
    return _total(draft, near, behind, metric)


def _carried(plain: str, draft: Draft, near: list[Cue], behind: list[Cue]) -> str:
    """Over from the year before or forward to the next; 另有2件…，转至下年度 says it behind the comma."""
    figure = draft.figure
    words = [*near, *behind]
    if _REST.search(plain, figure.wide.start, figure.wide.end):
        following = [one.region.start for one in draft.passage.figures if one.index == figure.index + 1]
        end = following[0] if following else draft.passage.sentence.span.end
        words += [cue for cue in draft.passage.cues if figure.tail.end <= cue.span.start < _next_end(draft, end)]
    for cue in words:
        if cue.scheme != "metric" or cue.id not in _CARRIED:
            continue
        if cue.id != "applications-carried":
            return cue.id
        return _CARRIED[0] if _FORMER.search(plain[figure.wide.start : cue.span.end]) else _CARRIED[1]
    return ""


def _next_end(draft: Draft, least: int) -> int:
    later = draft.passage.figures[draft.figure.index + 1 :]
    return later[0].numeral.phrase.start if later else least


def _total(draft: Draft, near: list[Cue], behind: list[Cue], metric: Cue | None) -> bool:
    """Received or processed in all; where the comma before the figure parts them, the words before it tell."""
    kinds = ("applications-received", "applications-processed")
    tail = draft.figure.tail.start + _BARELY
    asked = any(cue.scheme == "topic" for cue in near) or any(
        cue.scheme == "topic" and cue.span.start <= tail for cue in behind
    )
    if metric is None and not asked:
        region = [cue for cue in draft.passage.within(draft.figure.region) if cue.scheme == "metric"]
        metric = region[-1] if region and draft.figure.lead.end - draft.figure.lead.start <= _SHORT_LEAD else None
    if metric is not None and metric.id in kinds:
        draft.metric = metric.id
    elif asked:
        draft.metric = "applications-received"
    else:
        return False
    draft.rule = "statutory"
    return True


# 37件申请, 37件政府信息公开申请; but not 两次政府信息依申请公开工作培训.
_BARELY = 2
# 共, 总计, 合计: a lead without a word of its own looks back over the comma.
_SHORT_LEAD = 3


def _bare_outcome(plain: str, draft: Draft, before: list[Draft], cues: Cues) -> Cue | None:
    """已答复7宗，其中公开2宗: 公开 is an outcome where nothing else is said, among other outcomes."""
    lead = plain[draft.figure.lead.start : draft.figure.lead.end].removeprefix("其中").removesuffix("的")
    among = any(one.metric in ("application-outcomes", "applications-processed") for one in before)
    if among and lead in cues.bare_outcomes:
        return Cue(draft.figure.lead, "outcome", cues.bare_outcomes[lead])
    return None


def _other_part(near: list[Cue], before: list[Draft]) -> dict[str, str]:
    """其他申请71件 is the rest of the list that it stands in."""
    if not any(cue.scheme == "result" and cue.id == "other" for cue in near):
        return {}
    listed = next((one.dimensions for one in reversed(before) if one.dimensions), {})
    for scheme in _COMPONENTS:
        if scheme in listed:
            return {scheme: "other"}
    if "outcome" not in listed:
        return {}
    within = listed["outcome"] in ("correction-overdue", "fee-unpaid")
    return {"outcome": "otherwise-handled-other" if within else "otherwise-handled"}


def _fee(
    plain: str, draft: Draft, near: list[Cue], behind: list[Cue], before: list[Draft], topic: Topic, cues: Cues
) -> bool:
    if draft.figure.quantity.unit != _MONEY:
        return False
    if near and near[-1].id == "administrative-fees" and near[-1].span.end == draft.figure.lead.end:
        draft.metric, draft.rule = "administrative-fees", "statutory"
        return True
    said = [cue for cue in draft.passage.within(draft.figure.region) if cue.id == "request-fees"]
    earlier = [
        cue for cue in draft.passage.cues if cue.id == "request-fees" and cue.span.end <= draft.figure.lead.start
    ]
    about = {"fees", "requests"} & set(topic.section) or topic.now == "requests"
    if not (said or earlier) or not (about or any("处理费" in plain[cue.span.start : cue.span.end] for cue in said)):
        return False
    draft.metric, draft.rule = "request-fees", "statutory"
    return True


def _document(
    plain: str, draft: Draft, near: list[Cue], behind: list[Cue], before: list[Draft], topic: Topic, cues: Cues
) -> bool:
    """制发行政规范性文件31件，废止12件, 现行有效规章19件."""
    if draft.figure.quantity.unit not in ("件", "部", "份", "项", "个"):
        return False
    kind = _last(near, "document-type")
    deed = _last(near, "documents") or (_last(near, "documents-weak") if kind else None)
    said = [cue for cue in draft.passage.cues if cue.span.end <= draft.figure.numeral.phrase.start]
    carried = next((one.metric for one in reversed(before) if one.metric.startswith("documents-")), "")
    lead = plain[draft.figure.lead.start : draft.figure.lead.end]
    alone = kind is not None and plain[kind.span.start : kind.span.end] == lead
    if deed is None and alone and carried and before[-1].metric == carried:
        draft.metric = carried
    elif deed is not None and (kind is not None or any(cue.scheme == "document-type" for cue in said)):
        draft.metric = f"documents-{deed.id}"
    else:
        return False
    chosen = kind or next(cue for cue in reversed(said) if cue.scheme == "document-type")
    draft.dimensions["document-type"] = chosen.id
    draft.rule = "statutory"
    return True


def _conference(
    plain: str, draft: Draft, near: list[Cue], behind: list[Cue], before: list[Draft], topic: Topic, cues: Cues
) -> bool:
    if draft.figure.quantity.unit not in _MEETINGS:
        return False
    found = [*near, *behind] or [cue for cue in draft.passage.within(draft.figure.region)][-1:]
    if not any(cue.id == "press-conferences" for cue in found):
        return False
    draft.metric, draft.rule = "press-conferences", "statutory"
    return True


def _account(
    plain: str, draft: Draft, near: list[Cue], behind: list[Cue], before: list[Draft], topic: Topic, cues: Cues
) -> bool:
    """Followers and views."""
    units = {"followers": _PEOPLE, "views": _TIMES}
    goes_on = cues.account_goes_on.search(plain[draft.figure.lead.start : draft.figure.lead.end])
    if goes_on and before and before[-1].metric == "views" and draft.figure.quantity.unit in _TIMES:
        draft.metric, draft.rule = "views", "account"
        return True
    near = draft.passage.within(draft.figure.lead)
    found = next((cue for cue in (*reversed(near), *behind) if cue.id in _ACCOUNTS), None)
    if found is None or draft.figure.quantity.unit not in units[found.id]:
        return False
    draft.metric, draft.rule = found.id, "account"
    return True


def _disclosure(
    plain: str, draft: Draft, near: list[Cue], behind: list[Cue], before: list[Draft], topic: Topic, cues: Cues
) -> bool:
    """主动公开政府信息967508条; items that a channel published."""
    figure = draft.figure
    if figure.quantity.unit not in cues.published_units:
        return False
    lead = plain[figure.lead.start : figure.lead.end]
    region = plain[figure.region.start : figure.region.end]
    whole = cues.proactive.search(lead)
    if whole and (cues.proactive_strict.search(region) or not draft.passage.channels_in(figure.lead)):
        draft.metric, draft.rule = "proactive-disclosures", "statutory"
    elif cues.published_verbs.search(lead) or "信息" in lead:
        draft.metric, draft.rule = "items-published", "account"
    else:
        return False
    return True


def _unmix_received(drafts: list[Draft]) -> None:
    """受理3046件，其中新收2988件、上年结转58件: the total is neither, its new part is what was received."""
    for at, draft in enumerate(drafts):
        following = drafts[at + 1 : at + 3]
        metrics = [one.metric for one in following if not one.dimensions]
        if (
            draft.metric == "applications-received"
            and not draft.dimensions
            and metrics == ["applications-received", "applications-carried-over"]
        ):
            total = sum(one.figure.quantity.value for one in following)
            if total == draft.figure.quantity.value:
                draft.metric, draft.rule = "other", "counted"


def _last(cues: Iterable[Cue], scheme: str) -> Cue | None:
    found = [cue for cue in cues if cue.scheme == scheme]
    return found[-1] if found else None


def _first(cues: Iterable[Cue], scheme: str, ids: tuple[str, ...] = ()) -> Cue | None:
    return next((cue for cue in cues if cue.scheme == scheme and (not ids or cue.id in ids)), None)


def _first_id(cues: Iterable[Cue], ids: tuple[str, ...]) -> str:
    found = _first(cues, "metric", ids)
    return found.id if found else ""
