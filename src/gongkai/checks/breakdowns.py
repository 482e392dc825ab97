"""Figures by category against the total that the report states."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from gongkai.checks.figures import Figure, Sheet
from gongkai.checks.settings import Breakdown, Message, amount, counted, label, settings
from gongkai.model import Finding, FindingStatus
from gongkai.vocabulary.concepts import Names


@dataclass(frozen=True)
class Listing:
    """Parts by one dimension in one setting: those that add up, and those within one of them, by its category."""

    rule: Breakdown
    parts: tuple[Figure, ...]
    nested: tuple[tuple[str, tuple[Figure, ...]], ...]

    @cached_property
    def total(self) -> Decimal:
        return _sum(self.parts, self.rule.dimension)

    @property
    def doubled(self) -> bool:
        """Whether a category is stated with two values."""
        return len({(part.category(self.rule.dimension), part.value) for part in self.parts}) > len(self.categories)

    def value_of(self, category: str) -> Decimal | None:
        """The value of the part of that category."""
        return next((part.value for part in self.parts if part.category(self.rule.dimension) == category), None)

    @property
    def blank(self) -> bool:
        return any(part.value is None for part in self.parts)

    @cached_property
    def categories(self) -> set[str]:
        return {part.category(self.rule.dimension) for part in self.parts}

    @property
    def everything(self) -> tuple[Figure, ...]:
        return (*self.parts, *(figure for _, figures in self.nested for figure in figures))


def check(sheet: Sheet, names: Names) -> Iterator[Finding]:
    """A finding for each listing whose total the report states."""
    for rule in settings().breakdowns:
        for parts in _settings_of(sheet, rule):
            listing = _listing(rule, parts, names)
            wholes = _of_one_kind(_wholes(sheet, listing), listing) if len(listing.parts) > 1 else []
            if any(figure.value is not None for figure in (*wholes, *listing.parts)) and wholes:
                yield _finding(sheet, _fitting(listing, wholes), wholes, names)


def _settings_of(sheet: Sheet, rule: Breakdown) -> list[list[Figure]]:
    """The parts of each setting, those of the table apart from those of the prose; one alone is no listing."""
    figures = sheet.of(rule.metric, rule.dimension)
    if len(figures) < 2:
        return []
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if not figure.category("change"):
            groups[(figure.without(rule.dimension), figure.setting, figure.in_table)].append(figure)
    return list(groups.values())


def _listing(rule: Breakdown, figures: Sequence[Figure], names: Names) -> Listing:
    """Tell the parts from what is within one of them: by partOf, or by a broader category that is listed, too."""
    by_iri = {figure.iri: figure for figure in figures}
    categories = [figure.category(rule.dimension) for figure in figures]
    listed = set(categories)
    parts: list[Figure] = []
    nested: dict[str, list[Figure]] = defaultdict(list)
    for figure, own in zip(figures, categories, strict=True):
        whole = by_iri.get(figure.whole)
        wider = {whole.category(rule.dimension)} if whole else names.above(rule.dimension, own) & listed
        if above := wider - {own}:
            nested[min(above)].append(figure)
        else:
            parts.append(figure)
    return Listing(rule, tuple(parts), tuple((above, tuple(within)) for above, within in sorted(nested.items())))


def _fitting(listing: Listing, wholes: Sequence[Figure]) -> Listing:
    """The listing; or, where only so it comes to the total, another that its words allow as well."""
    totals = {figure.value for figure in wholes}
    return next((one for one in _readings(listing) if one.total in totals), listing)


def _readings(listing: Listing) -> Iterator[Listing]:
    yield listing
    if listing.nested:
        yield _wider(listing)
        yield from _raised(listing)
        yield from _lowered(listing)


def _wider(listing: Listing) -> Listing:
    """With what the code list alone puts within a part beside it.

    Not-government-information is a kind of refusal by the code list, and stands beside the refusals in some reports.
    """
    listed = {figure.iri for figure in listing.everything}
    beside = [figure for _, figures in listing.nested for figure in figures if figure.whole not in listed]
    within = (
        (above, tuple(figure for figure in figures if figure.whole in listed)) for above, figures in listing.nested
    )
    return Listing(
        listing.rule, (*listing.parts, *beside), tuple((above, figures) for above, figures in within if figures)
    )


def _raised(listing: Listing) -> Iterator[Listing]:
    """With one figure, read as within a part, beside that part, where what stays within it comes to it exactly."""
    for above, figures in listing.nested:
        for figure in figures:
            rest = tuple(other for other in figures if other is not figure)
            if rest and _sum(rest, listing.rule.dimension) == listing.value_of(above):
                nested = tuple((name, rest if name == above else within) for name, within in listing.nested)
                yield Listing(listing.rule, (*listing.parts, figure), nested)


def _lowered(listing: Listing) -> Iterator[Listing]:
    """With one part, read as beside another, within it, where what is within it comes to it exactly only so."""
    for above, figures in listing.nested:
        for part in listing.parts:
            within = (*figures, part)
            outside = part.category(listing.rule.dimension) != above
            if outside and _sum(within, listing.rule.dimension) == listing.value_of(above):
                nested = tuple((name, within if name == above else others) for name, others in listing.nested)
                yield Listing(listing.rule, tuple(one for one in listing.parts if one is not part), nested)


def _sum(figures: Sequence[Figure], dimension: str) -> Decimal:
    """The sum, each category once, by the first value stated."""
    values: dict[str, Decimal] = {}
    for figure in figures:
        if figure.value is not None:
            values.setdefault(figure.category(dimension), figure.value)
    return sum(values.values(), Decimal())


def _wholes(sheet: Sheet, listing: Listing) -> list[Figure]:
    """The figures that may be the total, the one most meant first."""
    rule, first = listing.rule, listing.parts[0]
    by_iri = sheet.by_iri
    rest, setting = first.without(rule.dimension), first.setting
    everything = {part.iri for part in listing.everything}
    stated = {part.whole for part in listing.parts}
    said = by_iri.get(next(iter(stated))) if len(stated) == 1 else None
    wholes = [said] if said and said.metric not in rule.totals and said.value is not None else []
    for metric in rule.totals:
        wholes += [
            figure
            for figure in sheet.of(metric)
            if (figure is said or (figure.dimensions == rest and figure.setting == setting))
            and figure.iri not in everything
            and not _within_its_like(figure, by_iri)
        ]
    return sorted(wholes, key=lambda figure: figure is not said)


def _of_one_kind(wholes: list[Figure], listing: Listing) -> list[Figure]:
    """Parts in a table have the first total of the table, printed or blank; other parts any total that has a value.

    What the prose gives for the total of a table is another check.
    """
    in_table = [figure for figure in wholes if figure.in_table]
    if listing.parts[0].in_table and in_table:
        return [figure for figure in in_table if figure.metric == in_table[0].metric]
    return [figure for figure in wholes if figure.value is not None]


def _within_its_like(figure: Figure, by_iri: Mapping[str, Figure]) -> bool:
    """Whether the figure is a part of another of the same metric, scope and category, and so no total."""
    whole = by_iri.get(figure.whole)
    return whole is not None and (whole.metric, whole.scope, whole.dimensions) == (
        figure.metric, figure.scope, figure.dimensions,
    )  # fmt: skip


def _finding(sheet: Sheet, listing: Listing, wholes: Sequence[Figure], names: Names) -> Finding:
    total = listing.total
    whole = next((figure for figure in wholes if figure.value == total), wholes[0])
    status, message = _judge(listing, whole, names)
    return Finding(
        rule=listing.rule.rule,
        report=sheet.report,
        key=whole.key,
        stated=(whole.iri,),
        against=tuple(figure.iri for figure in listing.everything),
        expected=whole.value,
        found=total,
        status=status,
        zh=message.zh,
        en=message.en,
    )


def _judge(listing: Listing, whole: Figure, names: Names) -> tuple[FindingStatus, Message]:
    rule, expected, gap = listing.rule, whole.value or Decimal(), listing.total - (whole.value or Decimal())
    said = {
        "whole": counted(whole, names),
        "dimension": label(names, rule.dimension),
        "expected": amount(expected, whole.unit),
        "found": amount(listing.total, whole.unit),
        "gap": amount(abs(gap), whole.unit),
    }
    if whole.value is None:
        return "not-judged", Message().also("total-blank", **said)
    if not gap:
        message = Message().also("breakdown-equal", **said)
        return "passed", message.also("blank-fits") if listing.blank else message
    message = Message().also("breakdown-more" if gap > 0 else "breakdown-less", **said)
    for doubt, holds in (
        ("blank", listing.blank),
        ("inexact", any(figure.qualifier for figure in (*listing.parts, whole))),
        ("doubled", listing.doubled),
    ):
        if holds:
            return "not-judged", message.also(doubt)
    message, explained = _explained(message, listing, -gap, names)
    if whole.metric in rule.totals[1:]:
        return "not-judged", message.also("loose-total")
    if gap < 0 and not explained and not rule.closed(listing.categories):
        return "not-judged", message.also("open-list")
    return "failed", message


def _explained(message: Message, listing: Listing, missing: Decimal, names: Names) -> tuple[Message, bool]:
    """Say so where what is missing is exactly what stands within one of the parts."""
    dimension = listing.rule.dimension
    for above, figures in listing.nested:
        if missing > 0 and _sum(figures, dimension) == missing:
            terms = _terms(figures, dimension, names)
            return message.also("nested", above=label(names, dimension, above), terms=terms), True
    return message, False


def _terms(figures: Sequence[Figure], dimension: str, names: Names) -> Message:
    """The categories with their values, joined by plus signs."""
    pairs = [
        (label(names, dimension, figure.category(dimension)), amount(figure.value or Decimal(), figure.unit))
        for figure in figures
    ]
    return Message(
        "＋".join(category.zh + value.zh for category, value in pairs),
        " + ".join(f"{category.en} {value.en}" for category, value in pairs),
    )
