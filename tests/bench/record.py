"""What was measured at one size, and of the text alone <-> files of JSON."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.asking import Answer
from bench.pace import Pace
from bench.running import Run


@dataclass(frozen=True, slots=True)
class Corpus:
    reports: int
    files: dict[str, int]
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Machine:
    """What it ran on, and how much else ran there, as the average number of waiting processes before and after."""

    processor: str
    cores: int
    memory: float
    python: str
    versions: dict[str, str]
    commit: str
    load_before: float
    load_after: float = 0


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
    machine: Machine
    triples: int
    shard_triples: int
    rounds: int
    runs: dict[str, Run]
    phases: tuple[tuple[str, float], ...]
    disk: Disk
    answers: tuple[Answer, ...]
    flat: tuple[Answer, ...]
    peer: Peer

    @property
    def chosen(self) -> dict[str, Answer]:
        """By query, the answer of what `gongkai query` asks: the flat facts where the query has a twin in SQL."""
        return {one.name: one for one in (*self.answers, *(one for one in self.flat if not one.failed))}


def keep(measured: Measured, file: Path) -> None:
    file.write_text(json.dumps(asdict(measured), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def kept(file: Path) -> Measured:
    told = json.loads(file.read_text("utf-8"))
    return Measured(
        corpus=Corpus(**told["corpus"]),
        machine=Machine(**told["machine"]),
        triples=told["triples"],
        shard_triples=told["shard_triples"],
        rounds=told["rounds"],
        runs={name: Run(**one) for name, one in told["runs"].items()},
        phases=tuple((line, seconds) for line, seconds in told["phases"]),
        disk=Disk(**told["disk"]),
        answers=tuple(Answer(**one) for one in told["answers"]),
        flat=tuple(Answer(**one) for one in told["flat"]),
        peer=Peer(
            told["peer"]["loaded"],
            tuple(Answer(**one) for one in told["peer"]["answers"]),
            told["peer"]["peak"],
            told["peer"]["refused"],
        ),
    )


def keep_paces(paces: tuple[Pace, ...], file: Path) -> None:
    file.write_text(json.dumps([asdict(one) for one in paces], ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def kept_paces(file: Path) -> tuple[Pace, ...]:
    return tuple(Pace(**one) for one in json.loads(file.read_text("utf-8")))
