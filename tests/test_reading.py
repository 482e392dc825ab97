"""Files of every encoding become one text; each file that cannot be one is refused in one line that helps."""

import codecs
import hashlib
import os
import stat
from pathlib import Path

import pytest

from gongkai import reading
from gongkai.errors import UnreadableReport
from gongkai.reading.bounds import LONGEST

TEXT = "遵义市2015年政府信息公开工作年度报告\n全市主动公开政府信息12040条。\n"


def saved(folder: Path, content: bytes, name: str = "report.txt") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableReport) as refused:
        reading.read(path)
    return str(refused.value)


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("gbk"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8-with-bom", "gb18030", "gbk", "utf-16", "utf-16-be"],
)
def test_an_encoding_does_not_change_the_text(content: bytes, tmp_path: Path) -> None:
    assert reading.read(saved(tmp_path, content)).text == TEXT


def test_characters_that_only_gb18030_has_are_read(tmp_path: Path) -> None:
    text = TEXT + "㐂𠮷镇。\n"
    assert reading.read(saved(tmp_path, text.encode("gb18030"))).text == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"], ids=["crlf", "cr", "lf"])
def test_a_line_end_is_one_character(end: str, tmp_path: Path) -> None:
    assert reading.read(saved(tmp_path, TEXT.replace("\n", end).encode())).text == TEXT


def test_the_source_is_the_file_as_it_lies_there(tmp_path: Path) -> None:
    content = codecs.BOM_UTF8 + TEXT.replace("\n", "\r\n").encode()
    source = reading.read(saved(tmp_path, content, "zunyi.2015.txt")).source
    assert (source.name, source.stem, source.media_type) == ("zunyi.2015.txt", "zunyi.2015", "text/plain")
    assert source.sha256 == hashlib.sha256(content).hexdigest()


def test_markdown_is_text_too(tmp_path: Path) -> None:
    found = reading.read(saved(tmp_path, TEXT.encode(), "REPORT.MD"))
    assert (found.text, found.source.media_type) == (TEXT, "text/markdown")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xfe", "UTF-8"),
        (b"\0" * 64, "UTF-8"),
        (b"\xff\xff\xff\xff", "UTF-8"),
    ],
    ids=["empty", "blank", "only-a-bom", "a-picture", "noughts", "no-encoding"],
)
def test_what_holds_no_text_is_refused_in_one_line(content: bytes, words: str, tmp_path: Path) -> None:
    path = saved(tmp_path, content)
    said = refusal(path)
    assert said.startswith(f"{path}: ")
    assert words in said
    assert "\n" not in said


def test_a_file_far_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50 * 2**20)
    said = refusal(path)
    assert "50 MB" in said
    assert "split it" in said
    assert "\n" not in said


def test_a_text_far_too_long_is_refused(tmp_path: Path) -> None:
    said = refusal(saved(tmp_path, ("政府信息公开。\n" * (LONGEST // 8 + 1)).encode()))
    assert "characters" in said
    assert "split it" in said


def test_a_number_without_end_is_refused(tmp_path: Path) -> None:
    assert "a thousand digits" in refusal(saved(tmp_path, f"{TEXT}{'3' * 5000}".encode()))
    assert "a thousand digits" in refusal(saved(tmp_path, f"{TEXT}1{',234' * 1500}".encode()))


@pytest.mark.parametrize("name", ["report.html", "report.mht", "report.pdf", "report.docx", "report.doc", "report.md"])
@pytest.mark.parametrize("content", [b"", bytes(range(256)) * 40], ids=["empty", "binary"])
def test_whatever_a_file_is_called_what_is_in_it_decides(name: str, content: bytes, tmp_path: Path) -> None:
    said = refusal(saved(tmp_path, content, name))
    assert name in said
    assert "\n" not in said


def test_an_unknown_kind_of_file_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    said = refusal(saved(tmp_path, TEXT.encode(), "report.xls"))
    assert "report.xls" in said
    assert ".md" in said
    assert ".txt" in said
    assert "\n" not in said


def test_a_file_that_is_not_there_is_refused_in_one_line(tmp_path: Path) -> None:
    said = refusal(tmp_path / "missing.txt")
    assert "missing.txt" in said
    assert "\n" not in said


def test_reports_of_a_folder_come_by_name_from_all_below(tmp_path: Path) -> None:
    tmp_path.joinpath("b").mkdir()
    paths = [saved(tmp_path, b"", "c.txt"), saved(tmp_path, b"", "a.md"), saved(tmp_path / "b", b"", "x.TXT")]
    saved(tmp_path, b"", "notes.xls")
    assert reading.reports_below(tmp_path) == sorted(paths)


def test_a_named_file_is_itself(tmp_path: Path) -> None:
    path = saved(tmp_path, b"", "notes.xls")
    assert reading.reports_below(path) == [path]


@pytest.mark.parametrize("kind", [stat.S_IFIFO, stat.S_IFSOCK])
def test_what_is_no_file_keeps_nobody_waiting(kind: int, tmp_path: Path) -> None:
    saved(tmp_path, TEXT.encode())
    strange = tmp_path / "x.txt"
    os.mknod(strange, kind | 0o644)
    assert strange in reading.reports_below(tmp_path)
    assert str(strange) in refusal(strange)
    with pytest.raises(UnreadableReport, match="a pipe or a device"):
        reading.reports_below(strange)


def test_folders_behind_links_are_read_once_and_no_loop_is_gone_round(tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "folder"
    elsewhere.mkdir()
    folder.mkdir()
    saved(elsewhere, TEXT.encode())
    for name, target in (("a", elsewhere), ("b", elsewhere), ("loop", folder)):
        (folder / name).symlink_to(target)
    (elsewhere / "back").symlink_to(folder)
    assert reading.reports_below(folder) == [folder / "a" / "report.txt"]


def test_what_a_mac_and_word_lay_beside_a_report_is_none(tmp_path: Path) -> None:
    report = saved(tmp_path, TEXT.encode())
    for name in ("._report.txt", "._report.pdf", "~$report.docx"):
        saved(tmp_path, b"\0\5\26\7", name)
    assert reading.reports_below(tmp_path) == [report]
