"""The sections and tables that the form of a report asks for, against those that it has."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from gongkai.checks.figures import Names, Sheet, Figure
from gongkai.checks.finding import Finding, Status
from gongkai.checks.settings import Chapter, Form, Message, amount, label, listed, settings
from gongkai.text import fold

_BLANKS = re.compile(r"\s+")
_LONGEST = 30  # characters of a line that may be a heading without a number
_MARKS = re.compile("[。，；：]")


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether a report has a chapter: as such, in words that may be it, or not at all; and what shows it."""

    chapter: Chapter
    how: Literal["there", "unclear", "missing"]
    shown: tuple[str, ...] = ()


def check(sheet: Sheet, names: Names) -> Iterator[Finding]:
    """A finding for each form that the report's edition must keep to: what it has of its chapters."""
    text = _BLANKS.sub("", fold(sheet.text))
    lines = [_BLANKS.sub("", fold(line)) for line in sheet.text.split("\n")]
    lines = [line for line in lines if line and len(line) <= _LONGEST and not _MARKS.search(line)]
    for form in settings().forms:
        if sheet.edition in form.editions:
            found = [_presence(chapter, sheet, text, lines) for chapter in form.chapters]
            yield _finding(form, sheet, found, names)


def _presence(chapter: Chapter, sheet: Sheet, text: str, lines: Sequence[str]) -> Presence:
    headings = tuple(one.iri for one in sheet.headings if chapter.heading.search(_BLANKS.sub("", fold(one.words))))
    headed = bool(headings) or any(chapter.heading.search(line) for line in lines)
    if chapter.metrics:
        figures = [figure for figure in sheet.figures if figure.metric in chapter.metrics]
        in_table = [figure.iri for figure in figures if figure.in_table]
        if in_table:
            return Presence(chapter, "there", (in_table[0],))
        headed = headed or bool(figures)
    elif headed:
        return Presence(chapter, "there", headings[:1])
    return Presence(chapter, "unclear" if headed or chapter.words.search(text) else "missing")


def _finding(form: Form, sheet: Sheet, found: Sequence[Presence], names: Names) -> Finding:
    there = [one for one in found if one.how == "there"]
    status, message = _judge(form, sheet, found, names)
    return Finding(
        rule=form.rule,
        report=sheet.report,
        key=sheet.edition,
        stated=(sheet.report,),
        against=tuple(dict.fromkeys(iri for one in there for iri in one.shown)),
        expected=Decimal(len(found)),
        found=Decimal(len(there)),
        status=status,
        zh=message.zh,
        en=message.en,
    )


def _judge(form: Form, sheet: Sheet, found: Sequence[Presence], names: Names) -> tuple[Status, Message]:
    missing, unclear = (
        [one.chapter.name for one in found if one.how == how] for how in ("missing", "unclear")
    )
    said = {
        "whole": label(names, "finding-rule", form.rule),
        "edition": label(names, "edition", sheet.edition),
        "expected": amount(Decimal(len(found)), ""),
        "found": amount(Decimal(len(found) - len(missing) - len(unclear)), ""),
    }
    if not missing and not unclear:
        return "passed", Message().also("form-kept", **said)
    message = Message().also("form-lacks", **said)
    if missing:
        message = message.also("chapter-missing", parts=listed(missing))
    if unclear:
        message = message.also("chapter-unclear", parts=listed(unclear))
    return ("failed" if missing else "not-judged"), message
