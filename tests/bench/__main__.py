"""The benchmark: `make bench`, or in tests/ `../.venv/bin/python -m bench 100 1000`; it writes bench/results.md.

What was measured at each size is kept in build/bench/, so that sizes can be measured one at a time, and the page
written of all of them; a size that is measured again takes the place of what was known of it.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from bench.measuring import FULL, Effort, measure, paces_of
from bench.pace import SAMPLE
from bench.record import keep, keep_paces, kept, kept_paces
from bench.results import page

ROOT = Path(__file__).parents[2]
TEXT_ROUNDS = 20


def bench(
    sizes: Sequence[int], folder: Path, results: Path, text_rounds: int, effort: Effort = FULL, sample: int = SAMPLE
) -> None:
    begun = time.monotonic()

    def say(what: str) -> None:
        print(f"{time.monotonic() - begun:7.0f} s  {what}", file=sys.stderr, flush=True)

    folder.mkdir(parents=True, exist_ok=True)
    if text_rounds:
        say("text to facts and shards, beside jieba")
        keep_paces(paces_of(text_rounds, folder, sample), folder / "pace.json")
    for size in sizes:
        keep(
            measure(size, folder / str(size), lambda what, size=size: say(f"{size}: {what}"), effort),
            _file(folder, size),
        )
        write(folder, results)
    write(folder, results)


def write(folder: Path, results: Path) -> None:
    found = sorted((kept(path) for path in folder.glob("measured-*.json")), key=lambda one: one.corpus.reports)
    paces = kept_paces(folder / "pace.json") if (folder / "pace.json").is_file() else ()
    results.parent.mkdir(parents=True, exist_ok=True)
    results.write_text(page(found, paces), encoding="utf-8")


def _file(folder: Path, size: int) -> Path:
    return folder / f"measured-{size}.json"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("sizes", type=int, nargs="*", help="how many reports; none: only the text, and the page anew")
    parser.add_argument("--folder", type=Path, default=ROOT / "build/bench", help="to work in")
    parser.add_argument("--results", type=Path, default=ROOT / "bench/results.md")
    parser.add_argument("--text-rounds", type=int, default=TEXT_ROUNDS, help="0: text to facts is not measured again")
    parser.add_argument("--builds", type=int, default=FULL.builds, help="builds of which the median counts")
    parser.add_argument("--no-rdflib", action="store_true", help="which may take half an hour at a size")
    options = parser.parse_args(arguments)
    most = 0 if options.no_rdflib else FULL.rdflib_most
    effort = replace(FULL, builds=options.builds, rdflib_most=most)
    bench(options.sizes, options.folder.absolute(), options.results, options.text_rounds, effort)
    return 0


if __name__ == "__main__":
    sys.exit(main())
