"""Names of files that are not in the encoding of the system."""

import os
from pathlib import Path

import pytest

from gongkai.filenames import name_of
from terminal import REPORT, results, run


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("太仓2017年.txt".encode(), "太仓2017年.txt"),
        ("太仓2017年.txt".encode("gb18030"), "太仓2017年.txt"),
        (b"a\xff.txt", "a\ufffd.txt"),
    ],
)
def test_a_name_is_in_utf_8_or_in_gb18030_or_has_marks_for_what_is_neither(content: bytes, name: str) -> None:
    assert name_of(Path("reports") / os.fsdecode(content)) == name


def test_a_file_with_a_name_of_chinese_windows_is_read_like_any_other(tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    try:
        folder.joinpath(os.fsdecode("青浦2018年.txt".encode("gb18030"))).write_text(REPORT, "utf-8")
    except OSError:
        pytest.skip("this system takes names in UTF-8 only")
    done = run("build", folder, "--store", tmp_path / "store", "--jobs", "2")
    assert (done.returncode, done.stderr.count("\n")) == (0, 1), done.stderr
    assert "青浦2018年" in results("query", "reports", "--store", tmp_path / "store")
    assert "青浦2018年" in results("facts", *folder.iterdir())
