"""Files -> a store: what has not changed is not read again, and what is bad stops nothing that it need not stop."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from gongkai import building, extraction, pipeline, store
from gongkai.building import Outcome
from gongkai.errors import BadQuery, BadStore, UnreadableReport
from gongkai.extraction import Result, Workshop
from gongkai.model import Correction, Extract
from gongkai.vocabulary import Vocabulary

REPORTS = {
    "zunyi": "遵义市2015年政府信息公开工作年度报告\n一、主动公开情况\n全市主动公开政府信息12040条。\n",
    "zhangye": "张掖市2015年政府信息公开工作年度报告\n一、主动公开情况\n全市主动公开政府信息9007条。\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two reports."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for name, text in REPORTS.items():
        reports.joinpath(f"{name}.txt").write_text(text, encoding="utf-8")
    return reports


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """Where the store shall lie."""
    return tmp_path / "store"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each file was extracted."""
    counted: Counter[str] = Counter()
    extracts_from = pipeline.extracts_from

    def counting(
        files: Sequence[tuple[Path, bytes]], words: Vocabulary, corrected: Sequence[Correction]
    ) -> list[Extract | UnreadableReport]:
        counted.update(path.name for path, _ in files)
        return extracts_from(files, words, corrected)

    monkeypatch.setattr(pipeline, "extracts_from", counting)
    return counted


def figures(kept: Path) -> list[int]:
    """The values of all observations in the store."""
    query = "SELECT ?value WHERE { ?figure <http://purl.org/linked-data/sdmx/2009/measure#obsValue> ?value }"
    with store.open_store(kept) as opened:
        return sorted(int(row["value"].value) for row in opened.query(query))


def test_a_folder_of_reports_becomes_a_store(folder: Path, kept: Path) -> None:
    assert building.build([folder], kept) == Outcome(2, 0, ())
    assert figures(kept) == [9007, 12040]


def test_an_unchanged_report_is_not_read_again(folder: Path, kept: Path, read: Counter[str]) -> None:
    building.build([folder], kept)
    assert building.build([folder], kept) == Outcome(0, 2, ())
    assert read == {"zunyi.txt": 1, "zhangye.txt": 1}
    assert figures(kept) == [9007, 12040]


def test_a_changed_report_is_read_again_and_no_other(folder: Path, kept: Path, read: Counter[str]) -> None:
    building.build([folder], kept)
    folder.joinpath("zunyi.txt").write_text(REPORTS["zunyi"].replace("12040", "12041"), encoding="utf-8")
    assert building.build([folder], kept) == Outcome(1, 1, ())
    assert read == {"zunyi.txt": 2, "zhangye.txt": 1}
    assert figures(kept) == [9007, 12041]


def test_a_renamed_file_is_read_again_as_the_graph_states_its_name(
    folder: Path, kept: Path, read: Counter[str]
) -> None:
    building.build([folder], kept)
    folder.joinpath("zunyi.txt").rename(folder / "zunyi-2015.txt")
    assert building.build([folder], kept).extracted == 1
    assert read["zunyi-2015.txt"] == 1
    assert figures(kept) == [9007, 12040]


def test_a_report_that_was_taken_away_leaves_the_store(folder: Path, kept: Path) -> None:
    building.build([folder], kept)
    folder.joinpath("zunyi.txt").unlink()
    assert building.build([folder], kept) == Outcome(0, 1, ())
    assert figures(kept) == [9007]


def test_shards_of_reports_no_longer_there_are_removed(folder: Path, kept: Path) -> None:
    building.build([folder], kept)
    building.build([folder / "zunyi.txt"], kept)
    assert len(list(kept.joinpath("shards").iterdir())) == 1


def test_one_bad_file_in_a_folder_does_not_stop_the_others(folder: Path, kept: Path) -> None:
    bad = folder / "bad.txt"
    bad.write_bytes(b"\0\1\2" * 40)
    outcome = building.build([folder], kept)
    assert (outcome.extracted, outcome.unchanged) == (2, 0)
    assert [failure.path for failure in outcome.failures] == [bad]
    assert str(bad) in outcome.failures[0].reason
    assert figures(kept) == [9007, 12040]


def test_a_named_bad_file_leaves_the_old_store(folder: Path, kept: Path) -> None:
    building.build([folder], kept)
    bad = folder / "bad.txt"
    bad.write_text("会议纪要\n今天开会。\n", encoding="utf-8")
    with pytest.raises(UnreadableReport, match=r"bad\.txt"):
        building.build([folder / "zunyi.txt", bad], kept)
    assert figures(kept) == [9007, 12040]


def test_a_folder_of_nothing_but_bad_files_leaves_the_old_store(folder: Path, kept: Path, tmp_path: Path) -> None:
    building.build([folder], kept)
    worse = tmp_path / "worse"
    worse.mkdir()
    worse.joinpath("bad.txt").write_bytes(b"")
    with pytest.raises(UnreadableReport, match="empty"):
        building.build([worse], kept)
    assert figures(kept) == [9007, 12040]


def test_of_two_files_of_one_report_the_second_is_a_failure(folder: Path, kept: Path) -> None:
    again = folder / "zunyi-again.txt"
    again.write_text(REPORTS["zunyi"].replace("12040", "777"), encoding="utf-8")
    outcome = building.build([folder], kept)
    assert (outcome.extracted, outcome.unchanged) == (2, 0)
    assert [failure.path.name for failure in outcome.failures] == ["zunyi.txt"]
    assert "report/520300/government/2015" in outcome.failures[0].reason
    assert figures(kept) == [777, 9007]


def test_a_file_named_twice_is_one_report(folder: Path, kept: Path) -> None:
    assert building.build([folder / "zunyi.txt", folder], kept) == Outcome(2, 0, ())


def test_each_file_is_heard_of_when_it_is_done(folder: Path, kept: Path) -> None:
    heard: list[str] = []
    building.build([folder], kept, lambda path: heard.append(path.name))
    assert heard == ["zhangye.txt", "zunyi.txt"]


def test_a_path_that_is_not_there_is_said_in_one_line(kept: Path, tmp_path: Path) -> None:
    with pytest.raises(UnreadableReport) as refused:
        building.build([tmp_path / "nowhere"], kept)
    assert "nowhere" in str(refused.value)
    assert "\n" not in str(refused.value)
    assert not kept.exists()


def test_a_folder_without_reports_is_said(kept: Path, tmp_path: Path) -> None:
    tmp_path.joinpath("empty").mkdir()
    with pytest.raises(UnreadableReport, match="no report in this folder"):
        building.build([tmp_path / "empty"], kept)


# --- A few reports of many --------------------------------------------------------------------------------------------


def test_a_new_store_is_filled_while_reports_are_still_read(folder: Path, kept: Path) -> None:
    drafts: list[int] = []

    def watched(files: Sequence[Path], workshop: Workshop) -> Iterator[Result]:
        for file in files:
            drafts.append(len(list(kept.glob("stores/*.draft/triples"))))
            yield from extraction.shards_together([file], workshop)

    building.build([folder], kept, shards_of=watched)
    assert drafts == [1, 1]
    assert figures(kept) == [9007, 12040]


def make_one_of_other_rules(folder: Path, kept: Path) -> None:
    """A store as another version has left it."""
    building.build([folder], kept)
    (card,) = kept.glob("stores/*/store.json")
    card.write_text(json.dumps({**json.loads(card.read_text("utf-8")), "knowledge": "another"}), "utf-8")


def test_a_store_of_other_rules_is_made_anew(folder: Path, kept: Path) -> None:
    make_one_of_other_rules(folder, kept)
    folder.joinpath("zunyi.txt").unlink()
    assert building.build([folder], kept) == Outcome(0, 1, ())
    assert figures(kept) == [9007]
    assert len(list(kept.joinpath("stores").iterdir())) == 1


def test_a_store_of_other_rules_stays_in_force_where_the_new_one_fails(folder: Path, kept: Path) -> None:
    make_one_of_other_rules(folder, kept)
    bad = folder.parent / "bad.txt"
    bad.write_bytes(b"\0\1\2")
    with pytest.raises(UnreadableReport):
        building.build([folder / "zunyi.txt", bad], kept)
    assert figures(kept) == [9007, 12040]
    assert len(list(kept.joinpath("stores").iterdir())) == 1


def test_a_report_is_added_without_naming_the_others(folder: Path, kept: Path, read: Counter[str]) -> None:
    building.build([folder / "zunyi.txt"], kept)
    assert building.add([folder / "zhangye.txt"], kept) == Outcome(1, 1, ())
    assert read == {"zunyi.txt": 1, "zhangye.txt": 1}
    assert figures(kept) == [9007, 12040]


def test_a_report_that_is_added_again_takes_the_place_of_the_old(folder: Path, kept: Path, tmp_path: Path) -> None:
    building.build([folder], kept)
    again = tmp_path / "zunyi-again.txt"
    again.write_text(REPORTS["zunyi"].replace("12040", "777"), encoding="utf-8")
    assert building.add([again], kept) == Outcome(1, 1, ())
    assert figures(kept) == [777, 9007]
    assert len(list(kept.joinpath("shards").iterdir())) == 2


def test_what_is_there_already_is_added_without_a_change(folder: Path, kept: Path) -> None:
    building.build([folder], kept)
    before = store.in_force(kept)
    assert building.add([folder / "zunyi.txt"], kept) == Outcome(0, 2, ())
    assert store.in_force(kept) == before


@pytest.mark.parametrize("name", [
    "zunyi", "520300/government/2015", "report/520300/government/2015",
    "https://w3id.org/gongkai/report/520300/government/2015",
])  # fmt: skip
def test_a_report_is_removed_by_the_name_of_its_file_or_by_its_iri(folder: Path, kept: Path, name: str) -> None:
    building.build([folder], kept)
    assert building.add([], kept, [name]) == Outcome(0, 1, (), removed=1)
    assert figures(kept) == [9007]
    assert len(list(kept.joinpath("shards").iterdir())) == 1


def test_one_is_added_and_another_removed_at_once(folder: Path, kept: Path) -> None:
    building.build([folder / "zunyi.txt"], kept)
    assert building.add([folder / "zhangye.txt"], kept, ["zunyi"]) == Outcome(1, 0, (), removed=1)
    assert figures(kept) == [9007]


def test_shards_are_added_too(folder: Path, kept: Path, tmp_path: Path) -> None:
    building.build([folder / "zunyi.txt"], kept)
    building.build([folder / "zhangye.txt"], tmp_path / "other")
    assert building.add_shards([tmp_path / "other" / "shards"], kept) == Outcome(1, 1, ())
    assert figures(kept) == [9007, 12040]


def test_what_cannot_be_added_or_removed_leaves_the_old_store(folder: Path, kept: Path) -> None:
    building.build([folder / "zunyi.txt"], kept)
    bad = folder / "bad.txt"
    bad.write_text("会议纪要\n今天开会。\n", encoding="utf-8")
    with pytest.raises(UnreadableReport, match=r"bad\.txt"):
        building.add([bad], kept)
    with pytest.raises(BadQuery, match="no report 'zhangye'"):
        building.add([], kept, ["zhangye"])
    with pytest.raises(BadStore, match="no report would be left"):
        building.add([], kept, ["zunyi"])
    assert figures(kept) == [12040]


def test_a_store_of_other_rules_is_not_mixed_with_reports_of_these(
    folder: Path, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    building.build([folder / "zunyi.txt"], kept)
    monkeypatch.setattr("gongkai.shards.knowledge", lambda: "others")
    with pytest.raises(BadStore, match="other rules"):
        building.add([folder / "zhangye.txt"], kept)


def test_reports_are_added_to_a_store_only(folder: Path, kept: Path) -> None:
    with pytest.raises(BadStore, match="there is no store"):
        building.add([folder / "zunyi.txt"], kept)
