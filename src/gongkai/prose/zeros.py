"""Clauses that say there was nothing -> zeros: 没有收费, 未收到申请, 无行政复议、行政诉讼."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.model import Document
from gongkai.prose.passages import Passage
from gongkai.prose.surroundings import Surroundings
from gongkai.text import Span
from gongkai.vocabulary.cues import Zeros

_CLAUSE_END = re.compile(r"[，。；！？\n（）]")
_METRICS = {"outcome": "application-outcomes", "request-channel": "applications-received"}
_ON_REQUESTS = frozenset(("fees", "requests", "disputes"))
_NEAR = 2
UNITS = {"request-fees": "元"}
_COUNTED_IN = "件"


@dataclass(frozen=True, slots=True)
class Zero:
    """A metric of which there was nothing, the word that says so, and where the thing is named."""

    metric: str
    span: Span
    thing: int
    dimensions: tuple[tuple[str, str], ...] = ()

    @property
    def unit(self) -> str:
        return UNITS.get(self.metric, _COUNTED_IN)


def zeros_of(passage: Passage, around: Surroundings) -> list[Zero]:
    """The zeros of one sentence, in order; a clause that holds a figure says none."""
    document, zeros = around.document, around.words.cues.zeros
    plain, span = document.reading.plain, passage.sentence.span
    if not zeros.begins.search(plain, span.start, span.end):  # as in most sentences
        return []
    alone = zeros.whole_sentence.search(plain[span.start : span.end])
    if alone:
        return list(_of_heading(document, passage, alone, zeros))
    found: list[Zero] = []
    for match in zeros.negator.finditer(plain, span.start, span.end):
        end = _CLAUSE_END.search(plain, match.end(), span.end)
        stop = min(end.start() if end else span.end, match.end() + zeros.reach)
        start = max(span.start, *(plain.rfind(mark, span.start, match.start()) + 1 for mark in "，。；："))
        if _holds_figure(passage, match.start(), stop) or zeros.partly.search(plain, start, stop):
            continue
        first = zeros.behind.search(plain, start, min(stop + 1, span.end))
        word = Span(match.start(), match.end())
        for metric, target in zeros.targets:
            hit = target.search(plain, match.end(), stop) or (first and target.search(plain, start, first.start()))
            if hit and _is_about(passage, metric, around):
                dimensions = _dimensions(passage, metric, Span(match.end(), stop))
                direction = _direction(plain, metric, span, match)
                found.append(Zero(direction, word, _thing(metric, match, hit), dimensions))
        found += _of_dimension(passage, word, stop, around) if not found else []
    if len(found) < 2:
        return found
    return [zero for at, zero in enumerate(found) if zero.metric not in {one.metric for one in found[:at]}]


def _dimensions(passage: Passage, metric: str, clause: Span) -> tuple[tuple[str, str], ...]:
    """未收到当面申请 denies that channel only."""
    if metric != "applications-received":
        return ()
    schemes = ("request-channel", "applicant")
    return tuple((cue.scheme, cue.id) for cue in passage.cues if cue.span in clause and cue.scheme in schemes)[:1]


def _thing(metric: str, negator: "re.Match[str]", hit: "re.Match[str]") -> int:
    """Fees are told by all that follows the negation, other things by their own name."""
    return negator.end() if metric == "request-fees" and hit.start() > negator.end() else hit.start()


def _of_dimension(passage: Passage, negator: Span, stop: int, around: Surroundings) -> list[Zero]:
    """没有传真申请, 没有不予处理的情形, in a section on requests."""
    if "requests" not in around.headings.all_topics(passage.sentence.section):
        return []
    if any(cue.span.touches(negator) for cue in passage.cues):
        return []  # 没有现成信息 is an outcome itself
    for cue in passage.cues:
        if negator.end <= cue.span.start <= negator.end + _NEAR and cue.span.end <= stop and cue.scheme in _METRICS:
            return [Zero(_METRICS[cue.scheme], negator, cue.span.start, ((cue.scheme, cue.id),))]
    return []


def _of_heading(document: Document, passage: Passage, alone: "re.Match[str]", zeros: Zeros) -> Iterator[Zero]:
    """A section whose whole text is 无: its heading says of what."""
    heading = "".join(document.quote(one) for one in list(document.headings(passage.sentence.section))[:1])
    start = passage.sentence.span.start + alone.start("negator")
    for metric, pattern in zeros.heading_targets:
        if pattern.search(heading):
            yield Zero(metric, Span(start, start + len(alone["negator"])), -1)


def _holds_figure(passage: Passage, start: int, stop: int) -> bool:
    return any(start <= figure.numeral.span.start < stop for figure in passage.figures)


def _is_about(passage: Passage, metric: str, around: Surroundings) -> bool:
    """收费 must be that for requests: in a section on it, or in a sentence that speaks of them."""
    if metric != "request-fees":
        return True
    if not _ON_REQUESTS.isdisjoint(around.headings.all_topics(passage.sentence.section)):
        return True
    document, cues = around.document, around.words.cues
    said = any(cue.id == "requests" or cues.processing_fee.search(document.quote(cue.span)) for cue in passage.cues)
    return said or cues.zeros.about_disclosure.search(document.quote(passage.sentence.span)) is not None


def _direction(plain: str, metric: str, sentence: Span, negator: "re.Match[str]") -> str:
    """上年没有结转 was carried over, 没有结转下年 carried forward."""
    if metric == "applications-carried-over" and "下" in plain[negator.end() : negator.end() + 8]:
        return "applications-carried-forward"
    return metric
