"""What was measured -> which bars are met, which are missed, which were not tried, and a paragraph that says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bench.pace import Pace
from bench.record import Measured

LARGE, MIDDLE = 10_000, 1_000
TEXT_FACTS, TEXT_SHARD, WHOLE_BUILD = 1.0, 2.0, 2.0
ONE_MORE, QUERY, FASTER = 10.0, 1.0, 50.0
MEMORY, GROWTH = 600.0, 1.1
HELD_TO_JIEBA = ("seeds", "generated prose")

Word = Literal["met", "missed", "not measured"]


@dataclass(frozen=True, slots=True)
class Verdict:
    bar: str
    needed: str
    found: str
    word: Word


def verdicts(sizes: Sequence[Measured], paces: Sequence[Pace]) -> list[Verdict]:
    large = _of(sizes, LARGE)
    middle = _of(sizes, MIDDLE)
    return [
        *_of_text(paces),
        _whole(large),
        _memory(large),
        _flat_memory(large, middle),
        _one_more(large),
        _quick(large),
        _faster(middle),
    ]


def _of(sizes: Sequence[Measured], reports: int) -> Measured | None:
    return next((one for one in sizes if one.corpus.reports == reports), None)


def _of_text(paces: Sequence[Pace]) -> list[Verdict]:
    found = []
    for name in HELD_TO_JIEBA:
        pace = next((one for one in paces if one.name == name), None)
        for what, most, ratio in (
            ("facts", TEXT_FACTS, pace and pace.facts_ratio),
            ("shard", TEXT_SHARD, pace and pace.shard_ratio),
        ):
            bar = f"text → {what}, {name}, in times of `jieba.lcut`"
            found.append(_at_most(bar, most, ratio))
    return found


def _at_most(bar: str, most: float, found: float | None, unit: str = "") -> Verdict:
    needed = f"≤ {most:,.1f}{unit}"
    if found is None:
        return Verdict(bar, needed, "", "not measured")
    return Verdict(bar, needed, f"{found:,.2f}{unit}", "met" if found <= most else "missed")


def _whole(large: Measured | None) -> Verdict:
    ratio = large and large.runs["build"].wall / large.runs["bulk load"].wall
    return _at_most(f"{LARGE:,} reports, whole build by two processes, in times of the bulk load", WHOLE_BUILD, ratio)


def _memory(large: Measured | None) -> Verdict:
    return _at_most(f"{LARGE:,} reports, peak of any process", MEMORY, large and large.runs["build"].largest, " MB")


def _flat_memory(large: Measured | None, middle: Measured | None) -> Verdict:
    ratio = large.runs["build"].largest / middle.runs["build"].largest if large and middle else None
    return _at_most(f"that peak, in times of the one at {MIDDLE:,} reports", GROWTH, ratio)


def _one_more(large: Measured | None) -> Verdict:
    return _at_most(f"one report more in {LARGE:,}", ONE_MORE, large and large.runs["one more"].wall, " s")


def _quick(large: Measured | None) -> Verdict:
    bar = f"{LARGE:,} reports, every named query, of the flat facts where it has a twin in SQL"
    needed = f"≤ {QUERY:.0f} s"
    if large is None:
        return Verdict(bar, needed, "", "not measured")
    slow = {
        answer.name: answer.failed or f"{answer.warm:.1f} s"
        for answer in large.chosen.values()
        if answer.failed or answer.warm > QUERY
    }
    answered = f"{len(large.answers) - len(slow)} of {len(large.answers)}"
    told = ", ".join(f"{name} {found}" for name, found in slow.items())
    found = f"{answered}; not: {told}" if slow else answered
    return Verdict(bar, needed, found, "missed" if slow else "met")


def _faster(middle: Measured | None) -> Verdict:
    bar, needed = f"{MIDDLE:,} reports, every named query that rdflib ends, times faster", f"≥ {FASTER:.0f}"
    if middle is None or middle.peer.refused:
        return Verdict(bar, needed, middle.peer.refused if middle else "", "not measured")
    ours = middle.chosen
    times = {
        peer.name: peer.cpu / ours[peer.name].cpu
        for peer in middle.peer.answers
        if not peer.failed and not ours[peer.name].failed
    }
    slow = ", ".join(f"{name} {ratio:.0f}" for name, ratio in times.items() if ratio < FASTER)
    ended = f"{len(times)} ended"
    return Verdict(bar, needed, f"{ended}; below: {slow}" if slow else ended, "missed" if slow else "met")


def reading(found: Sequence[Verdict], sizes: Sequence[Measured], paces: Sequence[Pace]) -> str:
    """One paragraph: what it comes to, with what is missed first."""
    count = {word: sum(one.word == word for one in found) for word in ("met", "missed", "not measured")}
    sentences = [f"Of {len(found)} bars {count['met']} are met, {count['missed']} missed and "
                 f"{count['not measured']} not measured in this run."]  # fmt: skip
    if prose := next((one for one in paces if one.name == HELD_TO_JIEBA[1]), None):
        sentences.append(
            f"To read generated prose into facts takes {prose.facts_ratio:.1f} times as long as `jieba.lcut` takes to "
            f"cut it into words, and {prose.shard_ratio:.1f} times with its shard."
        )
    for one in sizes:
        build, load = one.runs["build"], one.runs["bulk load"]
        slow = [answer for answer in one.chosen.values() if answer.failed or answer.warm > QUERY]
        sentences.append(
            f"{one.corpus.reports:,} reports are {one.triples / 1e6:.1f} million triples: a build takes "
            f"{build.wall / load.wall:.1f} times their bulk load ({build.wall:.0f} s against {load.wall:.0f} s, "
            f"{build.largest:.0f} MB), one report more {one.runs['one more'].wall:.0f} s, and "
            f"{len(one.answers) - len(slow)} of {len(one.answers)} named queries answer within {QUERY:.0f} s."
        )
    return " ".join(sentences)
