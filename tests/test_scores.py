"""The extraction is no worse than it was: shares of right facts on the invented reports, above pinned floors."""

import dataclasses
import hashlib
import json
from pathlib import Path
from typing import TypedDict

import pytest

from gongkai import flat, pipeline, scoring
from gongkai.flat import Row
from gongkai.scoring import Gold
from gongkai.vocabulary import Vocabulary

HERE = Path(__file__).parent
CORPUS = HERE / "data" / "invented"
PINNED = HERE / "scores.json"

GOLD = Gold("r", "8", "10", "12", "observation", "12", "件", "applications-received", "", "own", "甲局", "*",
            "甲发布|weibo", "request-channel=letter;part-of=3", "over")  # fmt: skip
ROW = Row(**dict.fromkeys(flat.COLUMNS, "") | {
    "report": "r", "start": "8", "value": "12", "unit": "件", "metric": "applications-received", "label": "信函申请",
    "scope": "own", "agency": "甲局", "channel": "甲发布", "channel_type": "weibo",
    "dimensions": "request-channel=letter", "part_of": "3", "qualifier": "over",
})  # fmt: skip


class Pinned(TypedDict):
    corpus: str
    floors: dict[str, float]


@pytest.fixture(scope="module")
def tally(words: Vocabulary) -> scoring.Tally:
    reports = [pipeline.extract_of(path, words) for path in sorted(CORPUS.glob("*.txt"))]
    return scoring.tally_of(
        scoring.gold_of(CORPUS / "numbers.tsv"), [row for report in reports for row in flat.rows_of(report)]
    )


def test_no_share_of_right_facts_falls_below_its_floor(tally: scoring.Tally, updating: bool) -> None:
    corpus, reached = corpus_hash(CORPUS), tally.figures()
    pinned: Pinned = json.loads(PINNED.read_text()) if PINNED.exists() else {"corpus": "", "floors": {}}
    if updating:
        pinned = {"corpus": corpus, "floors": raised(pinned["floors"], reached)}
        PINNED.write_text(json.dumps(pinned, indent=2) + "\n")
    assert pinned["corpus"] == corpus, "the reports or their gold have changed: run pytest --update-golden"
    assert pinned["floors"].keys() == reached.keys()
    fallen = {name: (reached[name], floor) for name, floor in pinned["floors"].items() if reached[name] < floor}
    assert not fallen, "\n".join([f"reached, floor: {fallen}", *tally.misses])


def corpus_hash(folder: Path) -> str:
    """Over the reports and their gold, by name and bytes."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.tsv")]):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def raised(floors: dict[str, float], reached: dict[str, float]) -> dict[str, float]:
    """A floor goes up, never down."""
    return {name: max(floors.get(name, 0.0), share) for name, share in reached.items()}


def test_a_floor_is_never_lowered() -> None:
    assert raised({"recall": 0.9, "precision": 0.8}, {"recall": 0.7, "precision": 0.85}) == {
        "recall": 0.9,
        "precision": 0.85,
    }


def test_the_corpus_is_big_enough_to_judge_by(tally: scoring.Tally) -> None:
    assert tally.wanted > 1000
    assert tally.core_wanted > 300


def test_a_right_fact_has_no_fault() -> None:
    assert scoring.fault_in(GOLD, ROW) == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("value", {"value": "13"}),
        ("unit", {"unit": "宗"}),
        ("metric", {"metric": "applications-processed"}),
        ("scope", {"scope": "jurisdiction"}),
        ("part-of", {"part_of": "4"}),
        ("dimensions", {"dimensions": "request-channel=fax"}),
        ("dimensions", {"dimensions": "applicant=citizen;request-channel=letter"}),
    ],
)
def test_a_wrong_fact_is_told_by_its_fault(name: str, said: dict[str, str]) -> None:
    assert scoring.fault_in(GOLD, dataclasses.replace(ROW, **said)).startswith(name)


def test_things_counted_are_judged_by_their_label() -> None:
    gold = dataclasses.replace(GOLD, metric="other", label="公告|公示", dims="")
    assert scoring.fault_in(gold, ROW).startswith("label")
    assert scoring.fault_in(gold, dataclasses.replace(ROW, label="招标公示")) == ""


def test_a_fact_where_no_figure_stands_costs_precision() -> None:
    date = dataclasses.replace(GOLD, kind="date")
    tally = scoring.tally_of([date], [ROW])
    assert (tally.wanted, tally.said, tally.said_right) == (0, 1, 0)


def test_one_fact_does_not_meet_two_gold_rows() -> None:
    tally = scoring.tally_of([GOLD, GOLD], [ROW])
    assert (tally.wanted, tally.right, tally.said) == (2, 1, 1)


def test_what_is_optional_is_not_judged() -> None:
    tally = scoring.tally_of([dataclasses.replace(GOLD, kind="optional")], [ROW])
    assert (tally.wanted, tally.said) == (0, 0)


def test_attributes_are_judged_on_right_facts_only() -> None:
    assert dict(scoring.tally_of([GOLD], [ROW]).attributes) == {
        "agency": [1, 1],
        "channel": [1, 1],
        "qualifier": [1, 1],
    }
    assert not scoring.tally_of([GOLD], [dataclasses.replace(ROW, value="1")]).attributes
