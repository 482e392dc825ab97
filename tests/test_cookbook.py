"""The cookbook's answers are those of the program. As a program, writes the answers below the queries anew.

Its blocks are run from top to bottom in a folder like a checkout: `console` as in the README; `sparql`, in whose first
line a comment may name the store, and `python` print the `text` block that follows.
"""

import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from test_docs import ROOT, agrees, page, run, shown_in

PAGE = "docs/cookbook.md"
_BLOCK = re.compile(r"^```(?P<kind>console|sparql|python|text)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_STORE = re.compile(r"# store: (?P<store>\S+)\n")


@dataclass(frozen=True, slots=True)
class Asked:
    """A command that a page has, with the lines that the page shows for it and where these stand in it."""

    command: str
    lines: tuple[str, ...]
    start: int
    end: int


def asked_in(text: str) -> Iterator[Asked]:
    command = ""
    for block in _BLOCK.finditer(text):
        if block["kind"] == "console":
            assert not command, f"no text block answers {command}"
            for shown in shown_in(block[0]):
                yield Asked(shown.command, shown.lines, 0, 0)
        elif block["kind"] == "text":
            assert command, f"nothing asks for the text {block['text']!r}"
            yield Asked(command, tuple(block["text"].splitlines()), block.start("text"), block.end("text"))
            command = ""
        else:
            command = _command(block["kind"], block["text"])


def _command(kind: str, text: str) -> str:
    if kind == "python":
        return f"python3 -c {shlex.quote(text)}"
    named = _STORE.match(text)
    store = named["store"] if named else "gongkai.db"
    return f"gongkai query --store {store} -e {shlex.quote(text)}"


def checkout_in(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    for name in ("seeds", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    (folder / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "series.py", folder / "tests")
    return folder


@pytest.mark.skipif(not shutil.which("sed"), reason="needs the tools of a shell")
def test_the_cookbook_s_questions_have_the_answers_that_it_shows(tmp_path: Path) -> None:
    folder, wrong = checkout_in(tmp_path), []
    for asked in asked_in(page(PAGE)):
        done = run(asked.command, folder)
        if done.returncode or not agrees(asked.lines, done.stdout.splitlines()):
            wrong.append(f"$ {asked.command}\n{done.stdout}(exit status {done.returncode})")
    assert not wrong, "\n\n".join(wrong)
    for name in ("agency-channel.gexf", "succession.gexf"):
        assert (folder / name).stat().st_size > 0


def test_the_cookbook_has_ten_questions_each_with_how_to_read_mistrust_and_check_its_answer() -> None:
    questions = re.split(r"^## (?=\d)", page(PAGE), flags=re.MULTILINE)[1:]
    assert [question.split(".")[0] for question in questions] == [str(number) for number in range(1, 11)]
    for question in questions:
        assert all(part in question for part in ("**Read it.**", "**Beware.**", "**Check it.**"))
        assert re.search(r"^```(sparql|console)", question, re.MULTILINE)


def rewrite(folder: Path) -> None:
    """Run the page in `folder` and write what its queries answer; what is shown below commands is left alone."""
    text, after = page(PAGE), 0
    checkout_in(folder)
    for asked in list(asked_in(text)):
        done = run(asked.command, folder)
        if done.returncode:
            raise SystemExit(f"{asked.command}\n{done.stdout}")
        if asked.end:
            answer = "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines() if line.strip())
            text = text[: asked.start + after] + answer + text[asked.end + after :]
            after += len(answer) - (asked.end - asked.start)
    (ROOT / PAGE).write_text(text, "utf-8")
