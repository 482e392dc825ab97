"""A shard is named by all that can change it, is whole or not there, and gives back the lines that made it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from gongkai import shards

LINES = [
    '<https://w3id.org/gongkai/agency/520300/finance> <urn:p> "遵义市财政局"@zh .',
    "<https://w3id.org/gongkai/report/520300/government/2015/data> <urn:p> <urn:o> .",
    "<https://w3id.org/gongkai/report/520300/government/2015> <urn:p> <urn:o> .",
]
SHA = "ab" * 32


def test_lines_come_back_as_they_were(tmp_path: Path) -> None:
    assert shards.read(shards.write(tmp_path, "one", LINES)) == LINES


@given(lines=st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"))))
def test_any_lines_come_back_as_they_were(lines: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    assert shards.read(shards.write(tmp_path_factory.mktemp("shard"), "one", lines)) == lines


def test_the_same_lines_give_the_same_bytes_under_any_name(tmp_path: Path) -> None:
    one, two = shards.write(tmp_path, "one", LINES), shards.write(tmp_path, "two", LINES)
    assert one.read_bytes() == two.read_bytes()


def test_a_shard_knows_its_report(tmp_path: Path) -> None:
    path = shards.write(tmp_path, "one", LINES)
    assert shards.report_in(path) == "https://w3id.org/gongkai/report/520300/government/2015"


def test_a_shard_of_no_report_knows_none(tmp_path: Path) -> None:
    assert shards.report_in(shards.write(tmp_path, "one", LINES[:1])) == ""


def test_nothing_but_the_shard_is_left_behind(tmp_path: Path) -> None:
    path = shards.write(tmp_path, "one", LINES)
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_that_fails_leaves_the_old_shard(tmp_path: Path) -> None:
    path = shards.write(tmp_path, "one", LINES)
    with pytest.raises(UnicodeEncodeError):
        shards.write(tmp_path, "one", ["\ud800"])
    assert shards.read(path) == LINES


def test_a_shard_that_is_cut_short_is_not_read(tmp_path: Path) -> None:
    path = shards.write(tmp_path, "one", LINES)
    path.write_bytes(path.read_bytes()[:-12])
    with pytest.raises((EOFError, OSError)):
        shards.read(path)


def test_a_fingerprint_changes_with_the_source_and_with_its_name() -> None:
    prints = [
        shards.fingerprint(SHA, "a.txt"),
        shards.fingerprint("cd" * 32, "a.txt"),
        shards.fingerprint(SHA, "b.txt"),
    ]
    assert len(set(prints)) == 3
    assert shards.fingerprint(SHA, "a.txt") == prints[0]


def test_a_fingerprint_changes_with_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = shards.fingerprint(SHA, "a.txt")
    monkeypatch.setattr(shards, "__version__", "999")
    assert shards.fingerprint(SHA, "a.txt") != before


def test_a_fingerprint_changes_with_what_the_ontology_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.resources.folder", lambda name: tmp_path)
    wordings = tmp_path / "wordings.yaml"
    wordings.write_text("a: 1", encoding="utf-8")
    before = shards.fingerprint(SHA, "a.txt")
    wordings.write_text("a: 2", encoding="utf-8")
    changed = shards.fingerprint(SHA, "a.txt")
    wordings.rename(tmp_path / "other.yaml")
    assert len({before, changed, shards.fingerprint(SHA, "a.txt")}) == 3


def test_shards_of_one_source_are_kin_whatever_was_corrected(tmp_path: Path) -> None:
    name, other = (shards.fingerprint(sha, "a.txt") for sha in (SHA, "cd" * 32))
    names = [shards.corrected(name, ""), shards.corrected(name, "0" * 16), other]
    paths = [shards.write(tmp_path, one, LINES) for one in names]
    assert [path for path in paths if path.name[: shards.STEM] == name] == paths[:2]
    assert all(shards.is_ours(path) for path in paths)


REPORT = "<https://w3id.org/gongkai/report/990100/government/2016"


def test_what_a_report_says_of_itself_is_told_from_what_others_may_say_too() -> None:
    own = [f"{REPORT}/data> <p> <o> .", f"{REPORT}> <p> <o> ."]
    shared = [
        "<https://w3id.org/gongkai/agency/990100/government> <p> <o> .",
        f"{REPORT}9> <p> <o> .",
        f"{REPORT}-a> <p> <o> .",
    ]
    said = shards.statements_in("".join(f"{line}\n" for line in (*shared, *own)).encode())
    assert said.report == REPORT[1:]
    assert said.own == [line.encode() for line in own]
    assert said.shared == sorted(line.encode() for line in shared)


def test_all_lines_of_a_shard_are_own_or_shared(tmp_path: Path) -> None:
    for path in samples.shards_in(tmp_path):
        said = shards.statements_in(shards.content_of(path))
        assert said.report == shards.report_in(path)
        assert sorted(line.decode() for line in (*said.own, *said.shared)) == shards.read(path)
        assert {shards.report_of(line) for line in said.own} == {said.report}
        assert {shards.report_of(line) for line in said.shared} == {""}


def test_a_shard_without_a_report_has_shared_lines_alone() -> None:
    assert shards.statements_in(b"<a> <b> <c> .\n") == shards.Statements("", [], [b"<a> <b> <c> ."])
