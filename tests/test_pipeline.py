"""Files through all stages together: what each gives alone, and what is wrong with those that cannot be used."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import samples
from gongkai import pipeline
from gongkai.errors import UnreadableReport
from gongkai.model import Extract
from gongkai.vocabulary import Vocabulary
from terminal import SEEDS

AMBIGUOUS = "鼓楼区2017年政府信息公开工作年度报告\n全年主动公开政府信息12条。\n"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Reports, and files that the first, the second and the third stage refuse."""
    folder = tmp_path_factory.mktemp("files")
    made = samples.reports_in(folder)[:4]
    refused = {"empty.txt": "", "novel.txt": "从前有座山，山上有座庙。", "ambiguous.txt": AMBIGUOUS}
    for name, text in refused.items():
        folder.joinpath(name).write_text(text, "utf-8")
    return [*made, *(folder / name for name in refused), *SEEDS.glob("*.txt"), folder / "missing.txt"]


@given(order=st.data())
@settings(max_examples=10, deadline=None)
def test_reports_read_together_state_what_each_states_alone(
    files: list[Path], words: Vocabulary, order: st.DataObject
) -> None:
    chosen = order.draw(st.lists(st.sampled_from(files), max_size=12))
    together = pipeline.extracts_of(chosen, words)
    alone = [outcome for file in chosen for outcome in pipeline.extracts_of([file], words)]
    assert list(map(told, together)) == list(map(told, alone))


def test_each_refusal_names_its_own_file(files: list[Path], words: Vocabulary) -> None:
    outcomes = dict(zip(files, pipeline.extracts_of(files, words), strict=True))
    refused = {file: str(outcome) for file, outcome in outcomes.items() if isinstance(outcome, UnreadableReport)}
    assert [file.name for file in refused] == ["empty.txt", "novel.txt", "ambiguous.txt", "missing.txt"]
    assert all(reason.startswith(f"{file}: ") for file, reason in refused.items())


def test_shards_of_reports_described_together_have_the_lines_of_each(files: list[Path], words: Vocabulary) -> None:
    extracts = [one for one in pipeline.extracts_of(files, words) if isinstance(one, Extract)]
    together = [content.decode() for content in pipeline.contents_of(extracts)]
    assert together == ["".join(f"{line}\n" for line in pipeline.triples_of(extract)) for extract in extracts]


def told(outcome: Extract | UnreadableReport) -> Extract | str:
    return str(outcome) if isinstance(outcome, UnreadableReport) else outcome
