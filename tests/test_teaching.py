"""Each example of docs/teaching.md works as it stands: its edits are made to a copy of the checkout, its commands run.

A `diff` block names its file, and has lines to find together (` `), to take away (`-`) and to put in (`+`); ` ...` at
the end of a line stands for the rest of it. `console` blocks are those of the README.
"""

import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from test_docs import ROOT, agrees, page, run, shown_in

PAGE = "docs/teaching.md"
_SECTION = re.compile(r"^## (?P<name>.+)\n(?P<text>(?:(?!^## ).*\n?)+)", re.MULTILINE)
_BLOCK = re.compile(r"^```(?P<kind>console|diff)\n.*?^```$", re.MULTILINE | re.DOTALL)
_MORE = " ..."

SECTIONS = {section["name"]: section["text"] for section in _SECTION.finditer(page(PAGE))}


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of its own, whose code reads its own ontology."""
    for name in ("ontology", "queries", "src/gongkai"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "src"))
    return tmp_path


def edited(text: str, diff: str) -> str:
    """`text` with the lines of a diff, which must stand there just once."""
    lines, marked = text.splitlines(), [(line[:1], line[1:]) for line in diff.splitlines()]
    old = [line for mark, line in marked if mark != "+"]
    places = [
        at
        for at in range(len(lines) - len(old) + 1)
        if all(_stands(wanted, there) for wanted, there in zip(old, lines[at:], strict=False))
    ]
    assert len(places) == 1, f"{old} stands at {len(places)} places"
    found, rest, new = iter(lines[places[0] :]), "", []
    for mark, line in marked:
        if mark == "+":
            new.append(line.removesuffix(_MORE) + rest if line.endswith(_MORE) else line)
            continue
        there = next(found)
        if mark == "-":
            rest = there.removeprefix(line.removesuffix(_MORE))
        else:
            new.append(there)
    return "\n".join([*lines[: places[0]], *new, *lines[places[0] + len(old) :], ""])


def _stands(wanted: str, there: str) -> bool:
    return there.startswith(wanted.removesuffix(_MORE)) if wanted.endswith(_MORE) else there == wanted


def edit(folder: Path, block: str) -> None:
    head, *lines = block.splitlines()[1:-1]
    assert head.startswith("--- "), f"the diff begins with its file, not with {head!r}"
    path = folder / head.removeprefix("--- ")
    before = path.read_text("utf-8")
    path.write_text(edited(before, "\n".join(lines)), "utf-8")


def typed(command: str, folder: Path) -> str:
    """The command with the copy's own gongkai."""
    own = f"{shlex.quote(sys.executable)} -c 'import sys; from gongkai.cli import main; sys.exit(main())'"
    return re.sub(r"^gongkai\b", lambda _: own, command)


@pytest.mark.parametrize("name", SECTIONS)
def test_an_example_teaches_what_it_says(name: str, copy: Path) -> None:
    wrong, taught = [], 0
    for block in _BLOCK.finditer(SECTIONS[name]):
        if block["kind"] == "diff":
            edit(copy, block[0])
            taught += 1
            continue
        for shown in shown_in(f"{block[0]}\n"):
            done = run(typed(shown.command, copy), copy)
            if done.returncode or not agrees(shown.lines, done.stdout.splitlines()):
                wrong.append(f"$ {shown.command}\n{done.stdout}(exit status {done.returncode})")
    assert taught
    assert not wrong, "\n\n".join(wrong)


def test_an_example_shows_the_same_command_before_and_after_with_other_results() -> None:
    for name, text in SECTIONS.items():
        before, after = text[: text.index("```diff")], text[text.index("```diff") :]
        first = {shown.command: shown.lines for shown in shown_in(before)}
        again = {shown.command: shown.lines for shown in shown_in(after)}
        both = first.keys() & again.keys()
        assert any(first[command] != again[command] for command in both), name


@pytest.mark.parametrize(
    ("diff", "result"),
    [
        (" a b\n+c", "a b\nc\nd\n"),
        ("-a ...\n+x a ...", "x a b\nd\n"),
        ("-d", "a b\n"),
    ],
)
def test_a_diff_changes_its_lines_and_keeps_the_others(diff: str, result: str) -> None:
    assert edited("a b\nd\n", diff) == result


def test_a_diff_that_fits_nowhere_is_an_error() -> None:
    with pytest.raises(AssertionError, match="0 places"):
        edited("a\n", " b\n+c")
