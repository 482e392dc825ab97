"""What was measured -> bench/results.md: the bars, a table for each stage, and what it comes to."""

from collections.abc import Iterable, Sequence

from bench.asking import Answer
from bench.bars import Verdict, reading, verdicts
from bench.pace import Pace
from bench.record import Measured

BUILDING = (
    ("extract", "reports → shards, two processes"),
    ("assemble", "shards → store"),
    ("build", "whole build, two processes"),
    ("unchanged", "the same again, nothing new"),
    ("one more", "one report more"),
    ("flat", "store → flat facts (DuckDB)"),
    ("bulk load", "yardstick: bulk load of the same triples"),
)
SHOWN_PHASE = 0.01  # of the whole
MILLI = 1000


def page(sizes: Sequence[Measured], paces: Sequence[Pace]) -> str:
    found = verdicts(sizes, paces)
    parts = [
        "# Measured",
        "Written by `make bench`; [docs/scale.md](../docs/scale.md#measured) says how it is measured. What counts are "
        "the ratios to a yardstick that was run in the same minutes on the same machine; seconds are a note.",
        reading(found, sizes, paces),
        "## Bars",
        bars(found),
        "## Text to facts to shards",
        of_text(paces),
        "## Growth",
        growth(sizes),
        *(part for one in sizes for part in _of_size(one)),
        "## What it ran on",
        machines(sizes),
    ]
    return "\n\n".join(parts) + "\n"


def _of_size(one: Measured) -> list[str]:
    return [
        f"## {one.corpus.reports:,} reports",
        _corpus(one),
        "### Building",
        building(one),
        "Where the time goes from shards to the store, by the line of the program that is at work:",
        phases(one),
        "### Asking",
        _asked(one),
        asking(one),
    ]


def growth(sizes: Iterable[Measured]) -> str:
    rows = []
    for one in sizes:
        build, load, more = one.runs["build"], one.runs["bulk load"], one.runs["one more"]
        slowest = max(one.answers, key=lambda answer: float("inf") if answer.failed else answer.warm)
        rows.append(
            (f"{one.corpus.reports:,}", f"{one.triples:,}", f"**{build.wall / load.wall:.2f}**",
             f"{MILLI * build.wall / one.corpus.reports:,.0f}", f"{build.largest:.0f}", f"{more.wall:.1f}",
             f"{slowest.name} {slowest.failed or _milli(slowest.warm) + ' ms'}",
             f"{one.disk.store / one.triples:.0f}", f"{one.disk.shards / max(one.shard_triples, 1):.1f}")
        )  # fmt: skip
    heads = ("reports", "triples", "build, × bulk load", "ms a report", "peak MB", "one more, s", "slowest query",
             "store, bytes a triple", "shards, bytes a triple")  # fmt: skip
    return table(heads, rows)


def bars(found: Iterable[Verdict]) -> str:
    rows = [(one.bar, one.needed, one.found, one.word) for one in found]
    return table(("bar", "needed", "measured", ""), rows)


def of_text(paces: Sequence[Pace]) -> str:
    heads = ("text", "files", "characters", "facts", "`jieba.lcut` ms", "text → facts", "(least)", "text → shard",
             "(least)", "facts → shard, triples a second")  # fmt: skip
    rows = [
        (one.name, one.files, one.characters, one.facts, f"{one.jieba * MILLI:.1f}", f"**{one.facts_ratio:.2f}**",
         f"{one.facts_ratio_least:.2f}", f"**{one.shard_ratio:.2f}**", f"{one.shard_ratio_least:.2f}",
         f"{one.triples / one.facts_shard:,.0f}")
        for one in paces
    ]  # fmt: skip
    rounds = paces[0].rounds if paces else 0
    note = (
        f"Processor time in multiples of `jieba.lcut` over the same text, median of {rounds} rounds, warm, and the "
        "least of them. The first two are held to the bars; the last has PDF, Word and web pages in it, whose reading "
        "`jieba.lcut` does not do."
    )
    return f"{table(heads, rows)}\n\n{note}"


def _corpus(one: Measured) -> str:
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in one.corpus.files.items())
    return (
        f"{kinds}; {one.corpus.bytes / 1e6:,.1f} MB; SHA-256 over names and contents `{one.corpus.sha256}`. "
        f"{one.shard_triples:,} triples in shards, {one.triples:,} in the store with ontology, places, what is derived "
        f"and findings. The whole build and the bulk load were run {one.rounds} times each, in turn; all else once."
    )


def building(one: Measured) -> str:
    load = one.runs["bulk load"]
    rows = [
        (title, f"**{run.wall / load.wall:.2f}**", f"{run.cpu / load.cpu:.2f}", f"{run.wall:.1f}", f"{run.cpu:.1f}",
         f"{run.peak:.0f}", f"{run.peak_below:.0f}" if run.peak_below else "")
        for name, title in BUILDING
        if (run := one.runs.get(name))
    ]  # fmt: skip
    disk = one.disk
    sizes = (("shards", disk.shards), ("store", disk.store), ("flat facts", disk.flat), ("dump", disk.dump),
             ("bulk load of it", disk.loaded))  # fmt: skip
    weights = ", ".join(f"{name} {size / 1e6:,.1f} MB" for name, size in sizes)
    heads = ("", "× bulk load", "× its processor time", "s", "processor s", "peak MB", "largest worker MB")
    return (
        f"{table(heads, rows)}\n\nOn disk: {weights}; the store is {disk.store / disk.loaded:.2f} times the bulk load."
    )


def phases(one: Measured) -> str:
    whole = sum(seconds for _, seconds in one.phases)
    load = one.runs["bulk load"].wall
    rows = [
        (
            f"`{line}`" if line else "outside the store",
            f"{seconds / load:.2f}",
            f"{seconds:.2f}",
            f"{seconds / whole:.0%}",
        )
        for line, seconds in one.phases
        if seconds >= SHOWN_PHASE * whole
    ]
    return table(("at work", "× bulk load", "s", "share"), rows)


def _asked(one: Measured) -> str:
    peer = one.peer.refused or (
        f"it loaded {one.triples:,} triples in {one.peer.loaded:.0f} s and took {one.peer.peak:,.0f} MB"
    )
    return (
        "Milliseconds: the first answer of a process, the median of the next ones, its processor time, the same query "
        "in rdflib, the same question in DuckDB over the flat facts, which is what `gongkai query` asks where it can, "
        "and how many times faster that answer is than rdflib's, by processor time; with the rows of the others where "
        "they differ from ours. "
        f"rdflib: {peer}."
    )


def asking(one: Measured) -> str:
    peers = {answer.name: answer for answer in one.peer.answers}
    flat = {answer.name: answer for answer in one.flat}
    rows = []
    for ours in one.answers:
        peer = peers.get(ours.name)
        best = one.chosen[ours.name]
        faster = f"**{peer.cpu / best.cpu:,.1f}**" if peer and not (peer.failed or best.failed) else ""
        rows.append(
            (ours.name, ours.failed or f"{ours.rows:,}", _milli(ours.first), _milli(ours.warm), _milli(ours.cpu),
             _other(peer, ours), _other(flat.get(ours.name), ours), faster)
        )  # fmt: skip
    return table(("query", "rows", "first", "warm", "processor", "rdflib", "flat facts", "times faster"), rows)


def _milli(seconds: float) -> str:
    return f"{seconds * MILLI:,.1f}" if seconds else ""


def _other(answer: Answer | None, ours: Answer) -> str:
    if answer is None:
        return ""
    if answer.failed:
        return answer.failed.partition(":")[0]
    different = f" ({answer.rows:,} rows)" if answer.rows != ours.rows else ""
    return _milli(answer.warm) + different


def machines(sizes: Sequence[Measured]) -> str:
    rows = [
        (f"{one.corpus.reports:,}", one.machine.processor, one.machine.cores, f"{one.machine.memory:.0f} GB",
         one.machine.python, ", ".join(f"{name} {number}" for name, number in one.machine.versions.items()),
         f"`{one.machine.commit}`", f"{one.machine.load_before:.1f} / {one.machine.load_after:.1f}")
        for one in sizes
    ]  # fmt: skip
    heads = ("reports", "processor", "cores", "memory", "Python", "with", "commit", "load before / after")
    return (
        f"{table(heads, rows)}\n\nA load above the number of cores says that others were at work: then the ratios are "
        "good for little, and the seconds for nothing."
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)
