"""Reports and prose -> processor time of text to facts and facts to shard, beside `jieba.lcut` over the same text.

    cd tests && ../.venv/bin/python -m bench.pace 20 FOLDER

The shard is made as a build makes it, with whatever stands in one: from the file, and what its facts take is taken off.
Rounds go through all of them in turn, so that what else the machine does strikes both; the first round, which warms
them, does not count. What is compared is a round's ratio, and of the ratios the median.
"""

import json
import logging
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from statistics import median

import jieba

from generator.country import SEED, document_of, orders
from gongkai import pipeline, resources, shards, vocabulary
from gongkai.extraction import Made, Workshop, portions_of
from gongkai.processes import shards_of

SAMPLE = 48


@dataclass(frozen=True, slots=True)
class Pace:
    """Medians over the rounds, in seconds; ratios to `jieba.lcut`, the least ones those of a calm moment."""

    name: str
    files: int
    characters: int
    facts: int
    triples: int
    rounds: int
    jieba: float
    text_facts: float
    facts_shard: float
    facts_ratio: float
    facts_ratio_least: float
    shard_ratio: float
    shard_ratio_least: float


def paced(name: str, files: Sequence[Path], rounds: int, scratch: Path) -> Pace:
    words = vocabulary.load()
    extracts = [pipeline.extract_of(file, words) for file in files]
    texts = [extract.document.manuscript.text for extract in extracts]

    def read() -> None:
        for portion in portions_of(files):
            pipeline.extracts_of(portion, words)

    workshop = Workshop(scratch, ())

    def make() -> None:
        for made in shards_of(files, workshop):
            assert isinstance(made, Made), f"a file gave no shard: {made}"
            assert made.fresh, f"{made.path}: its shard was there before"

    def cut() -> None:
        for text in texts:
            jieba.lcut(text)

    def turn() -> tuple[float, float, float]:
        for shard in scratch.glob(f"*{shards.SUFFIX}"):
            shard.unlink()  # a build makes new files: one that takes the place of another is written to disk at once
        return _timed(cut), _timed(read), _timed(make)

    turns = [turn() for _ in range(rounds + 1)][1:]
    facts = [reading / cutting for cutting, reading, _ in turns]
    both = [making / cutting for cutting, _, making in turns]
    return Pace(
        name=name,
        files=len(files),
        characters=sum(map(len, texts)),
        facts=sum(len(extract.facts) for extract in extracts),
        triples=sum(len(shards.read(path)) for path in sorted(scratch.glob(f"*{shards.SUFFIX}"))),
        rounds=rounds,
        jieba=median(turn[0] for turn in turns),
        text_facts=median(turn[1] for turn in turns),
        facts_shard=max(median(making - reading for _, reading, making in turns), 1e-9),
        facts_ratio=median(facts),
        facts_ratio_least=min(facts),
        shard_ratio=median(both),
        shard_ratio_least=min(both),
    )


def _timed(work: Callable[[], None]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def _sampled(folder: Path, *, prose: bool, count: int) -> Iterator[Path]:
    """Generated reports as files: of prose alone, as text; or of every edition and format, as they come."""
    folder.mkdir()
    for order in islice(
        (
            order
            for order in orders(SEED, 20_000)
            if not prose
            or (order.case.form == "txt" and (order.case.peculiarity.extra or order.case.edition == "narrative"))
        ),
        count,
    ):
        document = document_of(order)
        path = folder / Path(document.name).name
        path.write_bytes(document.content)
        yield path


def main(arguments: Sequence[str]) -> None:
    rounds, folder, count = int(arguments[0]), Path(arguments[1]), int(arguments[2]) if arguments[2:] else SAMPLE
    folder.mkdir(parents=True, exist_ok=True)
    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        base = Path(scratch)
        seeds = sorted(resources.folder("seeds").glob("*.txt"))
        prose = list(_sampled(base / "prose", prose=True, count=count))
        sets = {
            "seeds": seeds,
            "generated prose": prose,
            "both": [*seeds, *prose],
            "every edition and format": list(_sampled(base / "mixed", prose=False, count=count)),
        }
        paces = []
        for number, (name, files) in enumerate(sets.items()):
            shard_folder = base / str(number)
            shard_folder.mkdir()
            paces.append(asdict(paced(name, files, rounds, shard_folder)))
    print(json.dumps(paces))


if __name__ == "__main__":
    main(sys.argv[1:])
