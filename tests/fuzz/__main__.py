"""`python -m fuzz`: all targets for a time, a line for each; `python -m fuzz replay FILE`: one kept input once more."""

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from pathlib import Path

from fuzz.failures import FOLDER
from fuzz.target import CANARIES, GUIDED, TARGETS, load
from fuzz.watch import Budget, Outcome, run

_HEAD = f"{'target':<13}{'engine':<12}{'cases':>9}{'crashes':>9}{'slowest':>10}{'memory':>11}"


def slots(only: Sequence[str], engine: str) -> Iterator[tuple[str, str]]:
    """What is run, each for the same time: every target by hypothesis, those of bytes by coverage too."""
    for name in only or TARGETS:
        if engine in ("", "hypothesis"):
            yield name, "hypothesis"
        if engine in ("", "coverage") and name in GUIDED:
            yield name, "coverage"


def line_of(found: Outcome) -> str:
    return (
        f"{found.target:<13}{found.engine:<12}{found.cases:>9,}{len(found.failures):>9}"
        f"{found.slowest:>8.2f} s{found.memory:>7.0f} MiB"
    )


def fuzz(given: argparse.Namespace) -> int:
    todo = list(slots(given.only, given.engine))
    each = given.seconds * given.jobs / len(todo)
    print(f"{len(todo)} runs of {each:.0f} s, {given.jobs} at a time, seed {given.seed}\n\n{_HEAD}", flush=True)
    with ThreadPoolExecutor(given.jobs) as pool:
        futures = [
            pool.submit(run, name, engine, Budget(each, given.cases, given.seed), FOLDER) for name, engine in todo
        ]
        found = []
        for future in futures:
            found.append(future.result())
            print(line_of(found[-1]), flush=True)
    failures = [failure for one in found for failure in one.failures]
    print(f"\n{sum(one.cases for one in found):,} cases, {len(failures)} crashes, hangs or excesses of memory")
    for _, same in groupby(sorted(failures, key=lambda one: str(one.file)), key=lambda one: one.file):
        print(next(same).told)
    return 1 if failures else 0


def replay(file: Path) -> int:
    """In this process, with its traceback; what kills it, kills it."""
    name = file.resolve().parent.name
    if name not in {**TARGETS, **CANARIES}:
        print(f"fuzz: {file} lies in no folder of a target; they are: {', '.join(TARGETS)}", file=sys.stderr)
        return 2
    target = load(name)
    started = time.process_time()
    try:
        print(target.check(file.read_bytes()))
    finally:
        target.close()
        print(f"{time.process_time() - started:.2f} s of CPU", file=sys.stderr)
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("replay", nargs="*", help="replay FILE")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cases", type=int, default=0, help="at most so many of each run")
    parser.add_argument("--only", nargs="*", choices=list(TARGETS), default=[])
    parser.add_argument("--engine", choices=["hypothesis", "coverage"], default="")
    given = parser.parse_args()
    if given.replay:
        if given.replay[0] != "replay" or len(given.replay) != 2:
            parser.error("write: replay FILE")
        return replay(Path(given.replay[1]))
    return fuzz(given)


if __name__ == "__main__":
    sys.exit(main())
