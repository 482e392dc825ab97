"""A report's own year against the days that its preamble says it counts, and against the year of its sentences."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from gongkai import iris
from gongkai.checks.figures import Figure, Sheet
from gongkai.checks.settings import Message, counted, settings
from gongkai.model import Finding, FindingStatus, Place
from gongkai.text import Span
from gongkai.vocabulary import layout
from gongkai.vocabulary.concepts import Names

_LEAD = 30  # characters before the days that may say what they are
_WORDS = re.compile(r"\S+")
_SENTENCE_END = re.compile("[。；！？]")


@dataclass(frozen=True, slots=True)
class Days:
    """Days that a text without blanks states: their place, the years of both ends, and whether they are the period.

    Where nothing says that the report counts these days, they may be those of something else.
    """

    span: Span
    first: int
    last: int
    counted: bool

    @property
    def year(self) -> int | None:
        return self.first if self.first == self.last else None


def check(sheet: Sheet, names: Names) -> Iterator[Finding]:
    """A finding for the period that the preamble states, and one for each figure that may be of a wrong year."""
    yield from _of_preamble(sheet)
    for figure in _strangers(sheet):
        yield _of_sentence(sheet, figure, names)


def _of_preamble(sheet: Sheet) -> Iterator[Finding]:
    preamble = sheet.text[: settings().years.within]
    words = _without_blanks(preamble)
    found = list(_days(words))
    if not found:
        return
    right = next((days for days in found if days.year == sheet.year), None)
    days = right or next((days for days in found if days.counted), found[0])
    place = Span(_stored(preamble, days.span.start), _stored(preamble, days.span.end - 1) + 1)
    at = Place(iris.place(sheet.report, place), place, sheet.text[place.start : place.end])
    status, message = _judge(sheet.year, days, words[days.span.start : days.span.end])
    yield Finding(
        rule=settings().years.rule,
        report=sheet.report,
        key=str(place.start),
        stated=(sheet.report,),
        against=(at.iri,),
        expected=Decimal(sheet.year),
        found=Decimal(days.last if days.first == sheet.year else days.first),
        status=status,
        zh=message.zh,
        en=message.en,
        places=(at,),
    )


def _judge(year: int, days: Days, words: str) -> tuple[FindingStatus, Message]:
    said = {"year": Message(str(year), str(year)), "words": Message(words, words)}
    if days.year == year:
        return "passed", Message().also("period-fits", **said)
    message = Message().also("period-differs", **said)
    if not days.counted:
        return "not-judged", message.also("other-days")
    if year in range(days.first, days.last + 1):
        return "not-judged", message.also("longer-period")
    return "failed", message


def _without_blanks(text: str) -> str:
    """What a line end has torn apart stands together."""
    return "".join(text.split())


def _stored(text: str, at: int) -> int:
    """Where the character that is at `at` without the blanks stands in the text."""
    for words in _WORDS.finditer(text):
        if at < len(words[0]):
            return words.start() + at
        at -= len(words[0])
    return len(text)


def _days(plain: str) -> Iterator[Days]:
    """Stretches of days, each once, in the order of the text."""
    taken: list[Span] = []
    for pattern in _periods():
        for match in pattern.finditer(plain):
            start = match.start() - plain.startswith("自", max(0, match.start() - 1))
            span = Span(start, match.end() + plain.startswith("日", match.end()))
            if not any(span.touches(other) for other in taken):
                taken.append(span)
                parts = match.groupdict()
                lead = _SENTENCE_END.split(plain[max(0, span.start - _LEAD) : span.start])[-1]
                first = int(parts["y1"])
                yield Days(span, first, int(parts.get("y2") or first), bool(settings().years.lead.search(lead)))


@cache
def _periods() -> tuple[re.Pattern[str], ...]:
    return layout.load().periods


def _strangers(sheet: Sheet) -> Iterator[Figure]:
    """Figures of which a report states one, that a sentence gives for another year, and none gives for this one."""
    for figure in sheet.figures:
        if (
            figure.period != sheet.period
            and figure.metric in settings().stated_once
            and not figure.in_table
            and figure.start >= 0
            and not _has_own(sheet, figure)
            and _opens_with_other_year(sheet, figure)
        ):
            yield figure


def _has_own(sheet: Sheet, figure: Figure) -> bool:
    """Whether the same is stated for the report's own days."""
    return any(
        other.period == sheet.period and other.dimensions == figure.dimensions for other in sheet.of(figure.metric)
    )


def _opens_with_other_year(sheet: Sheet, figure: Figure) -> bool:
    """Whether the sentence begins with that year and its issuer, as in 2021年，我局…, and compares nothing."""
    known = settings().years
    sentence = _without_blanks(sheet.text[figure.sentence[0] : figure.start])
    opening = known.opening.search(sentence)
    return bool(opening and int(opening["year"]) != sheet.year and not known.comparing.search(sentence))


def _of_sentence(sheet: Sheet, figure: Figure, names: Names) -> Finding:
    year = int(figure.period.rsplit("/", 1)[-1][:4])
    message = Message().also(
        "sentence-of-other-year",
        whole=counted(figure, names),
        year=Message(str(sheet.year), str(sheet.year)),
        other=Message(str(year), str(year)),
    )
    return Finding(
        rule=settings().years.rule,
        report=sheet.report,
        key=figure.key,
        stated=(sheet.report,),
        against=(figure.iri,),
        expected=Decimal(sheet.year),
        found=Decimal(year),
        status="not-judged",
        zh=message.zh,
        en=message.en,
    )
