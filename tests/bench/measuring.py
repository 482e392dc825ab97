"""A size and a folder to work in -> all that is measured at that size, ours and the yardsticks, in turn."""

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.country import SEED, document_of, orders, write_into

from bench.asking import Answer
from bench.pace import Pace
from bench.running import GONGKAI, Failed, Run, TooLong, middle, run, size_of
from gongkai import shards as packed

JOBS = "2"
ROUNDS_OF_TEXT = 20
WARM = 5
FEW = 1000  # up to so many reports, a build is run three times, and the median counts
LONGEST_QUERY = 60.0
RDFLIB_MOST = 6_000_000  # triples; it reads 20,000 a second, and takes 1 GB for each million
RDFLIB_SECONDS = 900.0


@dataclass(frozen=True, slots=True)
class Corpus:
    reports: int
    files: dict[str, int]
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Disk:
    """Bytes."""

    shards: int
    store: int
    dump: int
    loaded: int
    flat: int


@dataclass(frozen=True, slots=True)
class Peer:
    """Answers of rdflib; `refused` says why there are none."""

    loaded: float
    answers: tuple[Answer, ...]
    peak: float = 0
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """`runs` by what was run; `phases` are lines of the making of the store, with their seconds."""

    corpus: Corpus
    triples: int
    shard_triples: int
    rounds: int
    paces: tuple[Pace, ...]
    runs: dict[str, Run]
    phases: tuple[tuple[str, float], ...]
    disk: Disk
    answers: tuple[Answer, ...]
    flat: tuple[Answer, ...]
    peer: Peer


Say = Callable[[str], None]


def measure(count: int, folder: Path, say: Say, text_rounds: int = ROUNDS_OF_TEXT) -> Measured:
    """In a folder that is emptied before, but for the corpus."""
    say("the corpus")
    corpus = corpus_of(count, folder / "corpus")
    say("text to facts, beside jieba")
    paces = _told("bench.pace", text_rounds, folder / "pace", *([1] if text_rounds < 2 else []))
    work = folder / "work"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    rounds = 3 if count <= FEW else 1
    try:
        runs, phases = _built(count, folder / "corpus", work, rounds, say)
        answers, flat, peer = _asked(work, runs, say)
        return Measured(
            corpus=corpus,
            triples=_lines(work / "dump.nt"),
            shard_triples=sum(len(packed.read(path)) for path in (work / "shards").glob(f"*{packed.SUFFIX}")),
            rounds=rounds,
            paces=tuple(Pace(**one) for one in paces),
            runs={name: Run(one.wall, one.cpu, one.peak, one.peak_below) for name, one in runs.items()},
            phases=phases,
            disk=Disk(
                shards=size_of(work / "shards"),
                store=size_of(work / "store/stores"),
                dump=size_of(work / "dump.nt"),
                loaded=size_of(work / "loaded"),
                flat=size_of(work / "facts.duckdb"),
            ),
            answers=answers,
            flat=flat,
            peer=peer,
        )
    finally:
        shutil.rmtree(work, ignore_errors=True)


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


def _built(
    count: int, corpus: Path, work: Path, rounds: int, say: Say
) -> tuple[dict[str, Run], tuple[tuple[str, float], ...]]:
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
    say("one report more")
    more = work / "more"
    more.mkdir()
    document = document_of(list(orders(SEED, count + 1))[count])
    path = more / Path(document.name).name
    path.write_bytes(document.content)
    runs["unchanged"] = run([GONGKAI, "build", corpus, "--store", store, "--jobs", JOBS])
    runs["one more"] = run([GONGKAI, "build", corpus, path, "--store", store, "--jobs", JOBS])
    return runs, phases


def _asked(work: Path, runs: dict[str, Run], say: Say) -> tuple[tuple[Answer, ...], tuple[Answer, ...], Peer]:
    store, dump, flat = work / "store", work / "dump.nt", work / "facts.duckdb"
    say("named queries")
    listed = _told("bench.asking", store)
    asked = work / "questions.json"
    asked.write_text(json.dumps(listed, ensure_ascii=False), encoding="utf-8")
    answers = tuple(_answered(store, question) for question in listed)
    say("flat facts")
    runs["flat"] = run([GONGKAI, "export", "duckdb", "--store", store, "-o", flat])
    facts = tuple(Answer(**one) for one in _told("bench.flat", flat, WARM))
    say("rdflib")
    return answers, facts, _of_rdflib(dump, asked, len(listed))


def _answered(store: Path, question: dict[str, object]) -> Answer:
    name = str(question["name"])
    settings = [f"{key}={value}" for key, value in dict(question["settings"]).items()]  # type: ignore[call-overload]
    for rounds in (WARM, 0):  # what takes too long for several times is asked once
        try:
            asked = run(_python("bench.asking", store, name, rounds, *settings), seconds=LONGEST_QUERY)
            return Answer(**json.loads(asked.printed))
        except TooLong:
            continue
        except Failed as error:
            return Answer(name, failed=str(error).splitlines()[-1][:100])
    return Answer(name, failed=f"over {LONGEST_QUERY:.0f} s")


def _of_rdflib(dump: Path, asked: Path, questions: int) -> Peer:
    triples = _lines(dump)
    if triples > RDFLIB_MOST:
        return Peer(0, (), refused=f"not tried: {triples:,} triples would take it {triples / 20_000 / 60:.0f} minutes "
                                   f"and {triples / 1e6:.0f} GB to load")  # fmt: skip
    try:
        ended = run(_python("bench.peer", dump, asked, LONGEST_QUERY),
                    seconds=RDFLIB_SECONDS + questions * LONGEST_QUERY)  # fmt: skip
    except (TooLong, Failed) as error:
        return Peer(0, (), refused=f"did not load or ended: {str(error)[-200:]}")
    told = json.loads(ended.printed)
    return Peer(told["loaded"], tuple(Answer(**one) for one in told["answers"]), ended.peak)


def _lines(file: Path) -> int:
    with file.open("rb") as stream:
        return sum(piece.count(b"\n") for piece in iter(lambda: stream.read(1 << 20), b""))
