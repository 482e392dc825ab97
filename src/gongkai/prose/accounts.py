"""Other statutory figures -> metric and dimensions: disclosures, documents, decisions, fees, meetings, accounts."""

import re

from gongkai.prose.drafts import Draft
from gongkai.prose.passages import Cue
from gongkai.prose.windows import Window, last_of

_MONEY = "元"
_DOCUMENT = "文件"
_DISCLOSED = ("proactive-disclosures", "items-published")
_ACCOUNTS = ("followers", "views")
_MEETINGS = ("场", "次", "期", "个")
_PEOPLE = ("人", "名", "个", "位", "户", "")
_CASES = ("件", "宗", "起")
_TIMES = ("次", "人次", "")
_UNITS = {"followers": _PEOPLE, "views": _TIMES}
_IN_UNITS = frozenset((*_PEOPLE, *_TIMES))


def read_decision(draft: Draft, window: Window) -> bool:
    """作出行政许可决定18.92万件、行政处罚决定3,407件."""
    if draft.figure.quantity.unit not in window.cues.request_units:
        return False
    act = last_of(window.near, "act") or _bare_act(draft, window)
    if act is None and window.before and window.before[-1].metric == "decisions":
        act = last_of(window.near, "act-weak")
    if act is None:
        return False
    draft.metric, draft.rule = "decisions", "statutory"
    draft.dimensions["act"] = act.id
    return True


def _bare_act(draft: Draft, window: Window) -> Cue | None:
    """行政许可112件，行政处罚9件 with nothing else, in a section on what is disclosed: the form's cells in words.

    行政许可58条 are items, and what is listed behind items or information disclosed is a kind of these.
    """
    if draft.figure.quantity.unit not in _CASES or "disclosures" not in window.topic.section:
        return None
    found = last_of(window.near, "act-weak")
    listed = window.before and window.before[-1].metric in _DISCLOSED
    return found if found is not None and found.span == draft.figure.lead and not listed else None


def read_fee(draft: Draft, window: Window) -> bool:
    """收取信息处理费4,860元; 行政事业性收费1276.5534万元 is a metric of its own; what was waived is none."""
    quantity, cues = draft.figure.quantity, window.cues
    if quantity.unit != _MONEY and (quantity.unit or quantity.value):
        return False
    last = window.near[-1] if window.near else None
    if last and last.id == "administrative-fees" and last.span.end == draft.figure.lead.end:
        draft.metric, draft.rule = "administrative-fees", "statutory"
        return True
    start = draft.figure.lead.start
    said = [cue for cue in draft.passage.within(draft.figure.region) if cue.id == "request-fees"]
    earlier = any(cue.id == "request-fees" and cue.span.end <= start for cue in draft.passage.cues)
    about = {"fees", "requests"} & set(window.topic.section) or window.topic.now == "requests"
    processing = any(cues.processing_fee.search(window.words(cue.span)) for cue in said)
    if not (said or earlier) or not (about or processing) or _is_waived(draft, window):
        return False
    draft.metric, draft.rule = "request-fees", "statutory"
    return True


def _is_waived(draft: Draft, window: Window) -> bool:
    """Whether the last word on it is that it was waived: 收取…3.27万元，减免1,046人次、0.85万元."""
    before = window.plain[draft.passage.sentence.span.start : draft.figure.numeral.span.start]
    waived = max((match.start() for match in window.cues.waived.finditer(before)), default=-1)
    taken = max((match.end() for match in window.cues.taken.finditer(before)), default=-1)
    return waived > taken + 1  # 收费、减免 are said in one breath


def read_document(draft: Draft, window: Window) -> bool:
    """制发行政规范性文件31件，废止12件, 现行有效规章19件."""
    if draft.figure.quantity.unit not in ("件", "部", "份", "项", "个"):
        return False
    kind = last_of(window.near, "document-type")
    deed = last_of(window.near, "documents") or (last_of(window.near, "documents-weak") if kind else None)
    said = [cue for cue in draft.passage.cues if cue.span.end <= draft.figure.numeral.phrase.start]
    carried = next((one.metric for one in reversed(window.before) if one.metric.startswith("documents-")), "")
    alone = kind is not None and window.words(kind.span) == window.lead
    if kind is None and _DOCUMENT in window.lead:
        return False  # 废止部门文件29件 are other documents
    if deed is None and alone and carried and window.before[-1].metric == carried:
        draft.metric = carried
    elif deed is not None and (kind is not None or any(cue.scheme == "document-type" for cue in said)):
        draft.metric = f"documents-{deed.id}"
    else:
        return False
    chosen = kind or next(cue for cue in reversed(said) if cue.scheme == "document-type")
    draft.dimensions["document-type"] = chosen.id
    draft.rule = "statutory"
    return True


def read_procurement(draft: Draft, window: Window) -> bool:
    """政府集中采购项目3个，采购总金额86.4万元, as the form of 2019 counts them."""
    named = window.near[-1].id if window.near else ""
    units = {"procurement-projects": ("个", "项"), "procurement-amount": (_MONEY,)}
    if draft.figure.quantity.unit not in units.get(named, ()):
        return False
    draft.metric, draft.rule = named, "statutory"
    return True


def read_conference(draft: Draft, window: Window) -> bool:
    if draft.figure.quantity.unit not in _MEETINGS:
        return False
    found = [*window.near, *window.behind] or draft.passage.within(draft.figure.region)[-1:]
    if not any(cue.id == "press-conferences" for cue in found):
        return False
    draft.metric, draft.rule = "press-conferences", "statutory"
    return True


def read_account(draft: Draft, window: Window) -> bool:
    """Followers and views."""
    if draft.figure.quantity.unit not in _IN_UNITS:
        return False
    goes_on = window.cues.account_goes_on.search(window.lead)
    if goes_on and window.before and window.before[-1].metric == "views" and draft.figure.quantity.unit in _TIMES:
        draft.metric, draft.rule = "views", "account"
        return True
    near = draft.passage.within(draft.figure.lead)
    if not near and not draft.own_label(window.plain, window.cues.labels):
        near = draft.passage.within(draft.figure.region)  # 较上年净增2.1万人，达到11.9万人
    found = next((cue for cue in (*reversed(near), *window.behind) if cue.id in _ACCOUNTS), None)
    if found is None or draft.figure.quantity.unit not in _UNITS[found.id]:
        return False
    draft.metric, draft.rule = found.id, "account"
    return True


def _total_of_clause(draft: Draft, window: Window) -> "re.Match[str] | None":
    """主动公开政府信息，全年共7215条: the clause before names what a lead without a thing counts."""
    if draft.own_label(window.plain, window.cues.labels):
        return None
    return window.cues.proactive.search(window.words(draft.figure.region).rpartition("，")[0])


def _is_published(lead: str, window: Window) -> bool:
    """Whether the lead tells of publishing; 信息公开培训 does not."""
    return bool(window.cues.published_verbs.search(window.cues.published_not.sub("", lead)))


def _goes_on(draft: Draft, window: Window) -> bool:
    """发布监管信息108条、红黑榜22条: the second is published, too."""
    last = window.before[-1] if window.before else None
    listed = window.words(draft.figure.region).startswith("、")
    return last is not None and last.metric == "items-published" and last.passage is draft.passage and listed


def _is_share(draft: Draft, window: Window) -> bool:
    """分渠道看：政务微信6,902条: what a channel has of the information disclosed."""
    lead = draft.figure.lead
    divided = window.topic.now == "disclosures" and "disclosures" in window.topic.section
    return divided and lead in draft.passage.channels


def read_disclosure(draft: Draft, window: Window) -> bool:
    """主动公开政府信息967508条; items that a channel published."""
    figure = draft.figure
    on_requests = "requests" in window.topic.section and window.topic.now == "requests"
    if figure.quantity.unit not in window.cues.published_units or on_requests:
        return False
    lead = window.lead
    if window.cues.published_object_not.search(lead):
        return False
    region = window.plain[figure.region.start : figure.region.end]
    last = window.before[-1] if window.before else None
    same = last is not None and last.figure.quantity.unit == figure.quantity.unit and last.metric in _DISCLOSED
    if same and window.cues.newly.fullmatch(lead):
        draft.metric, draft.rule = "proactive-disclosures", "statutory"
        return True
    whole = window.cues.proactive.search(lead) or _total_of_clause(draft, window)
    outlets = draft.passage.channels_in(figure.lead)
    if whole and (window.cues.proactive_strict.search(region) or outlets != 1):
        draft.metric, draft.rule = "proactive-disclosures", "statutory"
    elif _is_published(lead, window) or "信息" in lead or _goes_on(draft, window) or _is_share(draft, window):
        draft.metric, draft.rule = "items-published", "account"
    else:
        return False
    return True
