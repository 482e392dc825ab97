"""A size and a folder to work in -> all that is measured at that size, ours and the yardsticks, in turn."""

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

from bench.asking import Answer
from bench.pace import SAMPLE, Pace
from bench.record import Corpus, Disk, Machine, Measured, Peer
from bench.running import GONGKAI, HERE, Failed, Run, TooLong, middle, run, size_of
from generator.country import SEED, document_of, orders, write_into
from gongkai import shards as packed

JOBS = "2"
FEW = 1000  # up to so many reports, a build is run several times, and the median counts


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is spent: builds of up to FEW reports, questions (0: all), how often each is asked after the first time,
    the seconds after which a query is given up, the triples up to which rdflib is tried, and its seconds to load them.
    """

    builds: int = 3
    questions: int = 0
    warm: int = 5
    longest: float = 60
    rdflib_most: int = 6_000_000
    rdflib_seconds: float = 900


FULL = Effort()
PACKAGES = ("pyoxigraph", "rdflib", "jieba", "duckdb", "pypdfium2", "lxml")
Say = Callable[[str], None]


def this_machine() -> Machine:
    known = Path("/proc/cpuinfo").read_text("utf-8")
    names = [line.partition(":")[2].strip() for line in known.splitlines() if line.startswith("model name")]
    told = ["git", "describe", "--always", "--dirty"] if shutil.which("git") else ["true"]
    commit = subprocess.run(told, cwd=HERE, capture_output=True, text=True)
    return Machine(
        processor=names[0] if names else platform.machine(),
        cores=len(os.sched_getaffinity(0)),
        memory=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9,
        python=platform.python_version(),
        versions={name: version(name) for name in PACKAGES},
        commit=commit.stdout.strip() or "unknown",
        load_before=os.getloadavg()[0],
    )


def measure(count: int, folder: Path, say: Say, effort: Effort = FULL) -> Measured:
    """In a folder that is emptied before and after, but for the corpus."""
    machine = this_machine()
    say("the corpus")
    corpus = corpus_of(count, folder / "corpus")
    work = folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    rounds = effort.builds if count <= FEW else 1
    try:
        runs, phases = _built(folder / "corpus", work, rounds, say)
        answers, flat, peer = _asked(work, runs, effort, say)
        disk = Disk(
            shards=size_of(work / "shards"),
            store=size_of(work / "store/stores"),
            dump=size_of(work / "dump.nt"),
            loaded=size_of(work / "loaded"),
            flat=sum(path.stat().st_size for path in work.glob("store/stores/*/*.duckdb")),
        )
        runs |= _changed(count, folder / "corpus", work, say)
        return Measured(
            corpus=corpus,
            machine=replace(machine, load_after=os.getloadavg()[0]),
            triples=_lines(work / "dump.nt"),
            shard_triples=sum(len(packed.read(path)) for path in (work / "shards").glob(f"*{packed.SUFFIX}")),
            rounds=rounds,
            runs={name: replace(one, printed="") for name, one in runs.items()},
            phases=phases,
            disk=disk,
            answers=answers,
            flat=flat,
            peer=peer,
        )
    finally:
        shutil.rmtree(work, ignore_errors=True)


def paces_of(rounds: int, folder: Path, sample: int = SAMPLE) -> tuple[Pace, ...]:
    return tuple(Pace(**one) for one in _told("bench.pace", rounds, folder / "pace", sample))


def corpus_of(count: int, folder: Path) -> Corpus:
    """Written anew, so that it is the one that this version generates."""
    shutil.rmtree(folder, ignore_errors=True)
    sha256 = write_into(folder, SEED, count, int(JOBS))
    files = [path for path in folder.rglob("*") if path.is_file()]
    kinds = sorted({path.suffix.removeprefix(".") for path in files})
    return Corpus(
        reports=count,
        files={kind: sum(path.suffix == f".{kind}" for path in files) for kind in kinds},
        bytes=size_of(folder),
        sha256=sha256,
    )


def _told(module: str, *arguments: object) -> list[dict[str, object]]:
    """What a module of the benchmark, run in a process of its own, prints as JSON."""
    found: list[dict[str, object]] = json.loads(run(_python(module, *arguments)).printed)
    return found


def _python(module: str, *arguments: object) -> list[str]:
    return [sys.executable, "-m", module, *map(str, arguments)]


def _built(corpus: Path, work: Path, rounds: int, say: Say) -> tuple[dict[str, Run], tuple[tuple[str, float], ...]]:
    """Every command that makes something, each round beside the bulk load of what it made."""
    runs: dict[str, Run] = {}
    store, shards, dump, loaded = work / "store", work / "shards", work / "dump.nt", work / "loaded"
    say("shards")
    runs["extract"] = run([GONGKAI, "extract", corpus, "--out", shards, "--jobs", JOBS])
    say("shards to store, by phase")
    phases_file = work / "phases.json"
    runs["assemble"] = run(_python("bench.phases", phases_file, "build", "--shards", shards, "--store", store))
    phases = tuple((str(line), float(seconds)) for line, seconds in json.loads(phases_file.read_text("utf-8")))
    runs["dump"] = run([GONGKAI, "export", "nt", "--store", store, "-o", dump])
    builds, loads = [], []
    for number in range(rounds):
        say(f"whole build and bulk load, {number + 1} of {rounds}")
        for place in (store, loaded):
            shutil.rmtree(place, ignore_errors=True)
        builds.append(run([GONGKAI, "build", corpus, "--store", store, "--jobs", JOBS]))
        loads.append(run(_python("bench.loading", dump, loaded)))
    runs["build"], runs["bulk load"] = middle(builds), middle(loads)
    return runs, phases


def _changed(count: int, corpus: Path, work: Path, say: Say) -> dict[str, Run]:
    """Builds of a store that is there: of nothing new, and of one report more."""
    say("one report more")
    store, more = work / "store", work / "more"
    more.mkdir()
    document = document_of(list(orders(SEED, count + 1))[count])
    path = more / Path(document.name).name
    path.write_bytes(document.content)
    return {
        "unchanged": run([GONGKAI, "build", corpus, "--store", store, "--jobs", JOBS]),
        "one more": run([GONGKAI, "build", "--add", path, "--store", store, "--jobs", JOBS]),
    }


def _asked(
    work: Path, runs: dict[str, Run], effort: Effort, say: Say
) -> tuple[tuple[Answer, ...], tuple[Answer, ...], Peer]:
    store, dump = work / "store", work / "dump.nt"
    say("named queries")
    listed = _told("bench.asking", store)[: effort.questions or None]
    asked = work / "questions.json"
    asked.write_text(json.dumps(listed, ensure_ascii=False), encoding="utf-8")
    answers = tuple(_answered(store, question, effort) for question in listed)
    say("flat facts")
    runs["flat"] = run([GONGKAI, "sql", "SELECT count(*) FROM facts", "--store", store])
    facts = tuple(Answer(**one) for one in _told("bench.flat", store, asked, effort.warm))
    say("rdflib")
    return answers, facts, _of_rdflib(dump, asked, len(listed), effort)


def _answered(store: Path, question: dict[str, object], effort: Effort) -> Answer:
    name = str(question["name"])
    settings = [f"{key}={value}" for key, value in dict(question["settings"]).items()]  # type: ignore[call-overload]
    command = _python("bench.asking", store, name, effort.warm, *settings)
    try:
        return Answer(**json.loads(run(command, seconds=effort.longest).printed))
    except TooLong:
        return Answer(name, failed=f"over {effort.longest:.0f} s")
    except Failed as error:
        return Answer(name, failed=str(error).splitlines()[-1][:100])


def _of_rdflib(dump: Path, asked: Path, questions: int, effort: Effort) -> Peer:
    triples = _lines(dump)
    if triples > effort.rdflib_most:
        told = f"not tried with {triples:,} triples, of which it reads some 20,000 a second, at a GB for each million"
        return Peer(0, (), refused=told)
    try:
        ended = run(_python("bench.peer", dump, asked, effort.longest),
                    seconds=effort.rdflib_seconds + questions * effort.longest)  # fmt: skip
    except (TooLong, Failed) as error:
        return Peer(0, (), refused=f"did not load or ended: {str(error)[-200:]}")
    told = json.loads(ended.printed)
    return Peer(told["loaded"], tuple(Answer(**one) for one in told["answers"]), ended.peak)


def _lines(file: Path) -> int:
    with file.open("rb") as stream:
        return sum(piece.count(b"\n") for piece in iter(lambda: stream.read(1 << 20), b""))
