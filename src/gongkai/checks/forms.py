"""The sections and tables that the form of a report asks for, against those that it has."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import accumulate
from typing import Literal

from gongkai.checks.figures import Sheet
from gongkai.checks.settings import Chapter, Form, Message, amount, label, listed, settings
from gongkai.model import Finding, FindingStatus
from gongkai.vocabulary.concepts import Names

_LONGEST = 30  # characters of a line that may be a heading without a number
_MARKS = re.compile("[。，；：]")


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether a report has a chapter: as such, in words that may be it, or not at all; and what shows it."""

    chapter: Chapter
    how: Literal["there", "unclear", "missing"]
    shown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outline:
    """A report's text without blanks, its lines that may be headings without a number, and its sections by headings."""

    sheet: Sheet

    @cached_property
    def _lines(self) -> list[str]:
        return ["".join(line.split()) for line in self.sheet.folded.split("\n")]

    @cached_property
    def text(self) -> str:
        return "".join(self._lines)

    @cached_property
    def lines(self) -> list[str]:
        numbered = tuple(one.words for one in self.sheet.headings if one.words)
        return [
            one for one in self._lines if len(one) <= _LONGEST and not _MARKS.search(one) and not one.endswith(numbered)
        ]

    def heads(self, form: Form) -> list[list[str]]:
        """For each chapter the sections that are it, not those that speak of it within another, as in an overview."""
        headings = self.sheet.headings
        words = "\n".join(one.words for one in headings)
        ends = list(accumulate(len(one.words) + 1 for one in headings))
        said: dict[str, set[int]] = {one.iri: set() for one in headings}
        for at, chapter in enumerate(form.chapters):
            for match in chapter.heading.finditer(words):
                said[headings[bisect(ends, match.start())].iri].add(at)
        above = {one.iri: one.above for one in headings}
        found: list[list[str]] = [[] for _ in form.chapters]
        for one in headings:
            around, within = one.above, set[int]()
            while said[one.iri] and around in above:
                around, within = above[around], within | said[around]
            for at in said[one.iri]:
                if within <= {at}:
                    found[at].append(one.iri)
        return found


def check(sheet: Sheet, names: Names) -> Iterator[Finding]:
    """A finding for each form that the report's edition must keep to: what it has of its chapters."""
    outline = Outline(sheet)
    for form in settings().forms:
        if sheet.edition in form.editions:
            heads = zip(form.chapters, outline.heads(form), strict=True)
            found = [_presence(chapter, headings, sheet, outline) for chapter, headings in heads]
            yield _finding(form, sheet, found, names)


def _presence(chapter: Chapter, headings: Sequence[str], sheet: Sheet, outline: Outline) -> Presence:
    headed = bool(headings) or any(chapter.heading.search(line) for line in outline.lines)
    if chapter.metrics:
        figures = [figure for figure in sheet.figures if figure.metric in chapter.metrics]
        in_table = [figure.iri for figure in figures if figure.in_table]
        if in_table:
            return Presence(chapter, "there", (in_table[0],))
        headed = headed or bool(figures)
    elif headed:
        return Presence(chapter, "there", tuple(headings[:1]))
    return Presence(chapter, "unclear" if headed or chapter.words.search(outline.text) else "missing")


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


def _judge(form: Form, sheet: Sheet, found: Sequence[Presence], names: Names) -> tuple[FindingStatus, Message]:
    missing, unclear = ([one.chapter.name for one in found if one.how == how] for how in ("missing", "unclear"))
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
        tables = any(chapter.metrics for chapter in form.chapters)
        message = message.also("table-unclear" if tables else "chapter-unclear", parts=listed(unclear))
    if missing and 2 * (len(found) - len(missing) - len(unclear)) < len(found):
        return "not-judged", message.also("fragment")
    return ("failed" if missing else "not-judged"), message
