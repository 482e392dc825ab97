"""Document -> Numerals: every run of digits and every figure in words, each with its class; figures as quantities."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from operator import attrgetter

from gongkai.model import Account, Cell, Document, Numeral, Observation, Qualifier, Quantity
from gongkai.text import Span
from gongkai.values import chinese, counted, scaled
from gongkai.vocabulary.layout import Layout
from gongkai.vocabulary.quantities import NumeralClass, Quantities

# 2016.3.15, 28,913.5, 75.8; a digit first, so that a search skips what is none.
_RUN = re.compile(r"\d(?:(?:(?<=1)9|(?<=2)0)\d\d\.\d{1,2}\.\d{1,2}|\d{0,2}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d*(?:\.\d+)?)")
_DIGITS = re.compile(r"\d\d*")  # likewise
_START = attrgetter("start")
_CLAUSE = re.compile(r"[^，。；！？\n]*")
_YEAR = re.compile(r"(?:19[5-9]\d|20[0-4]\d)$")


def numerals_of(document: Document, year: int, layout: Layout, quantities: Quantities) -> tuple[Numeral, ...]:
    """All numerals of the reading, in order; `year` is the reporting year, after which figures are aims."""
    plain = document.reading.plain
    classes = _classes(document, quantities)
    found = [_of_digits(plain, match, classes, quantities) for match in _RUN.finditer(plain)]
    if in_words := list(_in_words(plain, classes, quantities)):
        found = sorted(found + in_words, key=lambda one: one.span.start)
    outlook = _outlook(document, year, layout, quantities)
    if not outlook:
        return tuple(found)
    return tuple(
        Numeral(one.span, one.phrase, "plan", None) if one.quantity and _is_plan(one, outlook) else one for one in found
    )


def accounts_of(
    document: Document, numerals: Iterable[Numeral], cells: Iterable[Observation] = (), labels: Iterable[Span] = ()
) -> Iterator[Account]:
    """Each numeral that is no figure with its class, in order; page marks and what else no prose holds among them.

    cells: the figures of tables; labels: the cells of tables that name figures.
    """
    text = document.manuscript.text
    read: set[int] = set()
    for fact in cells:
        if isinstance(fact.quantity, Quantity):
            read.update(range(fact.provenance.span.start, fact.provenance.span.end))
    named = {at for label in labels for at in range(label.start, label.end)}
    spans = [(document.place(numeral.span), numeral.kind) for numeral in numerals if not numeral.quantity]
    spans += [
        (Span(match.start(), match.end()), _class_outside(document, text, match, named))
        for match in _outside(document)
        if match.start() not in read
    ]
    for span, kind in sorted(spans, key=lambda found: found[0].start):
        yield Account(span, text[span.start : span.end], kind)


def _outside(document: Document) -> Iterator[re.Match[str]]:
    """The numbers that the reading leaves out, which stand in lines of their own."""
    for left in document.reading.unread:
        if not document.folded[left.start : left.end].isspace():  # as most
            yield from _RUN.finditer(document.folded, left.start, left.end)


def _class_outside(document: Document, text: str, match: re.Match[str], named: Container[int]) -> str:
    """Of a number that the prose leaves out: a page mark, a label's number or words, or a cell that was not read."""
    tables = [table for table in document.manuscript.tables if table.span.start <= match.start() < table.span.end]
    numbers = [bisect_right(table.cells, match.start(), key=_start) for table in tables]
    before = [cell for table, at in zip(tables, numbers, strict=True) for cell in table.cells[at - 1 : at]]
    if not any(match.start() < cell.span.end for cell in before):
        return "layout"
    if text[match.end() : match.end() + 1] in tuple(".．、)）"):
        return "ordinal"
    return "name" if match.start() in named else "unknown"


def _start(cell: Cell) -> int:
    return cell.span.start


def clause_around(plain: str, at: int) -> Span:
    """The stretch between commas that `at` stands in."""
    line = plain.rfind("\n", 0, at) + 1
    start = max(line, *(plain.rfind(mark, line, at) + 1 for mark in "，。；！？"))
    match = _CLAUSE.match(plain, at)
    return Span(start, match.end() if match else at)


def _classes(document: Document, quantities: Quantities) -> dict[int, str]:
    """For each place of a digit that a class takes, the id of that class; the first that fits wins.

    Behind all classes come the markers of sections, then the title: what is sure overwrites what is less so.
    """
    plain = document.reading.plain
    classes = dict.fromkeys(range(document.title.start, document.title.end), "date")
    for section in document.sections:
        start = section.span.start
        classes |= dict.fromkeys(range(start, start + len(section.marker)), "ordinal")
    begun, beside = _numbers(plain, quantities)
    for place, one in reversed(tuple(enumerate(quantities.classes))):
        if not (place in begun if one.at_number else _may_stand(one, plain, beside)):
            continue
        for match in _at_numbers(one, plain, begun[place]) if one.at_number else one.pattern.finditer(plain):
            if one.unless:
                clause = clause_around(plain, match.start())
                if one.unless.search(plain, clause.start, clause.end):
                    continue
            classes |= dict.fromkeys(range(*match.span()), one.id)
    return classes


def _numbers(plain: str, quantities: Quantities) -> tuple[dict[int, list[int]], str]:
    """By the place of a class, where runs of digits start that it may begin with; and what stands beside the runs."""
    begun, beside = defaultdict[int, list[int]](list), set[str]()
    begun_by = quantities.begun_by
    for run in _DIGITS.finditer(plain):
        start, end = run.span()
        behind = plain[end : end + 1]
        beside.add(plain[start - 1 : start])
        beside.add(behind)
        for place in begun_by(end - start, behind):
            begun[place].append(start)
    return begun, "".join(beside)


def _may_stand(one: NumeralClass, plain: str, beside: str) -> bool:
    """Whether the text has what a match cannot do without."""
    if one.has and not any(word in plain for word in one.has):
        return False
    return one.near is None or one.near.search(beside) is not None


def _at_numbers(one: NumeralClass, plain: str, numbers: Sequence[int]) -> Iterator[re.Match[str]]:
    """The matches at these places, none within another."""
    end = -1
    for at in numbers:
        match = one.pattern.match(plain, at) if at >= end else None
        if match:
            end = match.end()
            yield match


def _of_digits(plain: str, match: re.Match[str], classes: dict[int, str], quantities: Quantities) -> Numeral:
    start, end = match.span()
    span, kind = Span(start, end), classes.get(start)
    if kind:
        return Numeral(span, span, kind, None)
    measure, digits = quantities.measure(plain, end), match.group()
    if (measure.end == end and _YEAR.match(digits)) or digits.count(".") > 1:
        return Numeral(span, span, "date", None)
    hedge = quantities.hedge_before(plain, start)
    start = hedge.start() if hedge else start
    qualifier = quantities.hedges[hedge.group()] if hedge else measure.hedge
    quantity = Quantity(counted(digits, measure.scale), measure.unit, qualifier)
    return Numeral(span, Span(start, measure.end), "observation", quantity)


def _in_words(plain: str, classes: dict[int, str], quantities: Quantities) -> Iterator[Numeral]:
    """两次, 十五次, 两百多次: where something was done so often; not inside names and titles."""
    spelled = quantities.spelled
    for match in spelled.pattern.finditer(plain):
        clause = clause_around(plain, match.start())
        value = chinese(match["number"])
        before = plain[clause.start : match.start()]
        counted = spelled.single.search(before) or (
            value >= 2 and spelled.deeds.search(plain, clause.start, clause.end)
        )
        if match.start() in classes or not counted:
            continue
        hedge = quantities.hedge_before(plain, match.start())
        words = [hedge.group() if hedge else "", match["hedge1"] or "", match["hedge2"] or ""]
        qualifier: Qualifier = next((quantities.hedges[word] for word in words if word), "")
        quantity = Quantity(scaled(value, quantities.scales.get(match["scale"] or "", 1)), match["unit"], qualifier)
        # the numeral's own span takes its hedge along where that stands inside: 两百多
        span = Span(match.start(), match.end() - len(match["unit"]))
        yield Numeral(span, Span(hedge.start() if hedge else span.start, match.end()), "observation-in-words", quantity)
    for match in spelled.grand.finditer(plain) if spelled.grand_has in plain else ():
        span = Span(match.start("number"), match.end("number"))
        yield Numeral(span, span, "observation-in-words", Quantity(chinese(match["number"]), "", ""))


def _outlook(document: Document, year: int, layout: Layout, quantities: Quantities) -> list[Span]:
    """The stretches of the reading that speak of what is to be done."""
    plain, plans = document.reading.plain, quantities.plans
    later = re.compile("|".join(str(later) for later in range(year + 1, year + 4)))
    # No brackets around them: re looks for what may begin a match where it sees nothing but alternatives.
    told = re.compile("|".join(one.pattern for one in (later, plans.outlook_starts, plans.anywhere)))
    hints = [match.start() for match in told.finditer(plain)]
    if not hints:
        return []
    stretches = []
    for sentence in document.sentences:
        if not _reaches(hints, sentence.span.start, sentence.span.end):
            continue
        text = document.quote(sentence.span)
        topics = {
            topic
            for heading in document.headings(sentence.section)
            for topic in layout.topics_of(document.quote(heading))
        }
        begins = later.match(text) or plans.outlook_starts.match(text)
        within = later.search(text) or plans.outlook_starts.search(text) if topics & {"problems", "measures"} else None
        start = begins or within
        start = start or plans.anywhere.search(text)
        if start:
            stretches.append(Span(sentence.span.start + start.start(), sentence.span.end))
    return [stretch for stretch in stretches if plans.in_outlook.search(plain, stretch.start, stretch.end)]


def _reaches(rising: Sequence[int], start: int, end: int) -> bool:
    """Whether one of these places is in the stretch."""
    at = bisect_left(rising, start)
    return at < len(rising) and rising[at] < end


def _is_plan(numeral: Numeral, outlook: list[Span]) -> bool:
    """Whether one of these stretches, which follow each other, holds it."""
    if numeral.span.start < outlook[0].start:  # as most, since reports end with their plans
        return False
    at = bisect_right(outlook, numeral.span.start, key=_START)
    return numeral.span in outlook[at - 1]
