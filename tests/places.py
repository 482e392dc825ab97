"""Names with the division that each means, in tests/data/places: read, asked, and counted by class.

As a program (`make bench-places`), prints the table and each miss.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gongkai import vocabulary
from gongkai.resolution import Answer, Question, resolve

FOLDER = Path(__file__).parent / "data" / "places"


@dataclass(frozen=True, slots=True)
class Case:
    kind: str
    name: str
    year: int
    home: str
    expected: str


@dataclass(slots=True)
class Score:
    """`known`: a division is expected. `doubt`: rightly said to be ambiguous or unknown, of `doubtful`."""

    cases: int = 0
    known: int = 0
    given: int = 0
    right: int = 0
    doubtful: int = 0
    doubt: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.known if self.known else 1.0


def cases() -> list[Case]:
    found: list[Case] = []
    for name in ("names.tsv", "hard.tsv"):
        with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
            rows = csv.DictReader(lines, delimiter="\t")
            found += [
                Case(row["class"], row["name"], int(row["year"] or 0), row["home"], row["expected"]) for row in rows
            ]
    return found


def said(answer: Answer) -> str:
    if answer.place:
        return answer.place.jurisdiction.key
    return "ambiguous" if answer.ambiguous else "unknown"


def answered(case: Case) -> str:
    return said(resolve(Question(case.name, case.year, case.home), vocabulary.load()))


def scores(asked: Iterable[Case]) -> dict[str, Score]:
    """By class, in order of the files, and `all` at the end."""
    found: dict[str, Score] = defaultdict(Score)
    whole = Score()
    for case in asked:
        got = answered(case)
        for score in (found[case.kind], whole):
            score.cases += 1
            score.given += got[0].isdigit()
            if case.expected[0].isdigit():
                score.known += 1
                score.right += got == case.expected
            else:
                score.doubtful += 1
                score.doubt += got == case.expected
    return dict(found) | {"all": whole}


def table(found: dict[str, Score]) -> str:
    lines = [
        "| names | cases | precision | recall | ambiguous and unknown, rightly said |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for kind, score in found.items():
        precision = f"{score.precision:.3f}" if score.given else "-"
        recall = f"{score.recall:.3f}" if score.known else "-"
        doubt = f"{score.doubt} of {score.doubtful}" if score.doubtful else ""
        lines.append(f"| {kind} | {score.cases} | {precision} | {recall} | {doubt} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(scores(cases())))
    for case in cases():
        if (got := answered(case)) != case.expected:
            print(
                f"{case.kind}: {case.name} {case.year or ''} {case.home}: {got}, not {case.expected}", file=sys.stderr
            )
