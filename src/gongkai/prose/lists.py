"""Drafts of a sentence -> the same, with lists dealt out (分别) and pairs of before and after (由…至…) tied."""

import re
from collections.abc import Iterator
from itertools import pairwise

from gongkai.model import Channel
from gongkai.prose.drafts import DISPUTES, Draft
from gongkai.prose.labels import label_before
from gongkai.prose.named import Named
from gongkai.prose.passages import Cue
from gongkai.vocabulary.cues import Cues

_DIMENSIONS = ("outcome", "applicant", "request-channel", "result", "route", "document-type")
_CONJUNCT = re.compile(r"[^、，。；：和及与]+")
_NEAR = 8
_DEALING = "distributed"


def deal_out(plain: str, drafts: list[Draft], channels: Named[Channel], cues: Cues) -> None:
    """信函、网络申请分别为111件、143件: the first word to the first figure, and so on."""
    if not any(cue.id == _DEALING for cue in drafts[0].passage.cues):  # as in most sentences
        return
    for group, word in _groups(plain, drafts, cues):
        items = _items(group, word)
        outlets = _channels_before(group, word, channels)
        peers = _peers(plain, drafts, group, word)
        if items:
            _deal_dimensions(plain, group, items)
        elif len(outlets) == len(group):
            for draft, outlet in zip(group, outlets, strict=True):
                draft.channels, draft.rule = (outlet,), "distributed"
                if draft.metric == "other":
                    draft.metric = group[0].metric
        elif peers:
            _deal_peers(plain, group, peers, cues)
        else:
            _deal_labels(plain, group, word)


def _groups(plain: str, drafts: list[Draft], cues: Cues) -> Iterator[tuple[list[Draft], Cue]]:
    """Runs of two or more figures with nothing but commas between, behind a word that deals them out."""
    at = 0
    while at < len(drafts):
        end = at + 1
        while end < len(drafts) and cues.joints.fullmatch(plain, *_gap(drafts[end])):
            end += 1
        if end - at > 1 and (word := _dealer(drafts[at])):
            yield drafts[at:end], word
        at = end


def _dealer(first: Draft) -> Cue | None:
    """The word right before the figure that deals out to it and to those behind it."""
    figure = first.figure
    word = next((cue for cue in first.passage.within(figure.region) if cue.id == _DEALING), None)
    return word if word and figure.lead.end - word.span.end <= _NEAR else None


def _gap(draft: Draft) -> tuple[int, int]:
    return draft.figure.region.start, draft.figure.region.end


def _items(group: list[Draft], word: Cue) -> list[Cue]:
    """The last so many cues of one dimension before the word, back to the figure before."""
    start = group[0].figure.region.start
    before = [cue for cue in group[0].passage.cues if start <= cue.span.start and cue.span.end <= word.span.start]
    said = [cue for cue in before if cue.scheme in _DIMENSIONS]
    if not said:
        return []
    same = [cue for cue in said if cue.scheme == said[-1].scheme]
    distinct = list({cue.id: cue for cue in same}.values())
    return distinct[-len(group) :] if len(distinct) >= len(group) else []


def _deal_dimensions(plain: str, group: list[Draft], items: list[Cue]) -> None:
    metrics = {"outcome": "application-outcomes", "applicant": "applications-received"}
    for draft, item in zip(group, items, strict=True):
        if item.scheme in ("outcome", "applicant", "request-channel"):
            draft.metric = metrics.get(item.scheme, "applications-received")
        elif item.scheme == "result" and draft.metric not in DISPUTES:
            draft.metric = group[0].metric
        draft.dimensions = {item.scheme: item.id}
        draft.label = plain[item.span.start : item.span.end]
        draft.rule = "distributed"


def _channels_before(group: list[Draft], word: Cue, channels: Named[Channel]) -> list[Channel]:
    before = channels.between(group[0].figure.region.start, word.span.start)
    return [mention.meaning for mention in before][-len(group) :]


def _peers(plain: str, drafts: list[Draft], group: list[Draft], word: Cue) -> list[Draft]:
    """The figures right before, as many as there are: 行政复议53件、行政诉讼17件，其中被纠错的分别为6件和2件."""
    first = drafts.index(group[0])
    peers = [draft for draft in drafts[:first] if draft.is_count and not draft.figure.bracketed][-len(group) :]
    named = plain[group[0].figure.lead.start : word.span.start]
    return (
        peers
        if len(peers) == len(group)
        and "、" not in plain[group[0].figure.region.start : word.span.start]
        and (named or peers)
        else []
    )


def _deal_peers(plain: str, group: list[Draft], peers: list[Draft], cues: Cues) -> None:
    """Each takes on what its peer counts; a count is a part of it, a share a rate of it."""
    lead = group[0].figure.lead
    results = [cue for cue in group[0].passage.within(lead) if cue.scheme == "result"]
    for draft, peer in zip(group, peers, strict=True):
        draft.rule = "distributed"
        if not draft.figure.quantity.unit or draft.figure.quantity.unit == peer.figure.quantity.unit:
            draft.metric = peer.metric
            draft.dimensions = dict(peer.dimensions)
            draft.whole = peer
            if results and peer.metric in DISPUTES:
                draft.dimensions["result"] = results[-1].id
        draft.label = group[0].own_label(plain, cues.labels)


def _deal_labels(plain: str, group: list[Draft], word: Cue) -> None:
    """小学、初中分别为3所、4所: the conjuncts before the word are the labels."""
    text = plain[group[0].figure.region.start : word.span.start]
    conjuncts = [match.group() for match in _CONJUNCT.finditer(text)][-len(group) :]
    if len(conjuncts) == len(group):
        for draft, conjunct in zip(group, conjuncts, strict=True):
            draft.label, draft.rule = conjunct[-20:], "distributed"


def tie_changes(plain: str, drafts: list[Draft], cues: Cues) -> None:
    """由95个工作日提速至70个工作日: two figures of one thing, before and after."""
    for before, after in pairwise(drafts):
        if not cues.to_words.fullmatch(plain, *_gap(after)) or not _same_unit(before, after):
            continue
        lead = before.figure.lead
        started = cues.from_words.search(plain, lead.start, lead.end)
        if not started:
            continue
        thing = _label(plain[lead.start : started.start()], cues)
        inner = _label(plain[started.start() + 1 : lead.end], cues)
        thing = thing or (inner if len(inner) > 2 else "") or _clause_before(plain, before, cues)
        for draft, direction in ((before, "from"), (after, "to")):
            draft.metric = before.metric
            draft.dimensions = {**before.dimensions, "change": direction}
            draft.label, draft.rule = thing, "from-to"


def _same_unit(before: Draft, after: Draft) -> bool:
    units = {before.figure.quantity.unit, after.figure.quantity.unit}
    return len(units - {""}) <= 1


def _clause_before(plain: str, draft: Draft, cues: Cues) -> str:
    """The clause in front of the one that begins with 由."""
    end = draft.figure.lead.start - 1
    start = max(draft.figure.region.start, plain.rfind("，", draft.figure.region.start, max(end, 0)) + 1)
    return _label(plain[start : max(end, start)], cues)


def _label(text: str, cues: Cues) -> str:
    return label_before(text, cues.labels)
