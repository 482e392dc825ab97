"""Extract -> flat rows, one for each observation and, if asked, for each numeral that is none."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from decimal import Decimal

from gongkai.model import Account, Extract, Observation, Quantity
from gongkai.values import plain


@dataclass(frozen=True, slots=True)
class Row:
    """The columns of `gongkai facts`; several values in one cell are joined by |."""

    report: str
    start: str
    end: str
    text: str
    value: str
    unit: str
    metric: str
    label: str
    scope: str
    jurisdiction: str
    agency: str
    policy_area: str
    channel: str
    channel_type: str
    dimensions: str
    part_of: str
    qualifier: str
    period_start: str
    period_end: str
    table: str
    row: str
    column: str
    quote: str
    rule: str

    def cells(self) -> tuple[str, ...]:
        return astuple(self)


COLUMNS = tuple(field.name for field in fields(Row))


@dataclass(frozen=True, slots=True)
class Classed:
    """A row and the class of its numeral, an id of the scheme numeral-class."""

    row: Row
    kind: str


def rows_of(extract: Extract) -> list[Row]:
    """One row for each observation, in the order of the text."""
    starts = _starts(extract)
    return [_of_observation(extract, fact, starts) for fact in extract.observations()]


def numerals_of(extract: Extract) -> list[Classed]:
    """Every numeral, figures with their facts and the others with why they are none, in the order of the text."""
    starts = _starts(extract)
    found = [Classed(_of_observation(extract, fact, starts), _kind(fact)) for fact in extract.observations()]
    found += [Classed(_of_account(extract, account), account.kind) for account in extract.accounts]
    return sorted(found, key=lambda classed: (int(classed.row.start), classed.row.metric))


def _kind(fact: Observation) -> str:
    return "observation" if any(character.isdigit() for character in fact.provenance.quote) else "observation-in-words"


def _starts(extract: Extract) -> dict[str, str]:
    """Where each figure stands, by its key."""
    return {fact.key: str(fact.provenance.span.start) for fact in extract.observations()}


def _of_observation(extract: Extract, fact: Observation, starts: dict[str, str]) -> Row:
    text = extract.document.manuscript.text
    span, sentence, cell = fact.provenance.span, fact.provenance.sentence, fact.provenance.cell
    return Row(
        report=extract.document.manuscript.source.stem,
        start=str(span.start),
        end=str(span.end),
        text=fact.provenance.quote,
        value=plain_number(fact.quantity.value) if isinstance(fact.quantity, Quantity) else "",
        unit=fact.quantity.unit,
        metric=fact.metric,
        label=fact.label,
        scope=fact.scope,
        jurisdiction=fact.jurisdiction.code,
        agency="|".join(agency.name for agency in fact.agencies),
        policy_area="|".join(fact.areas),
        channel="|".join(channel.name for channel in fact.channels),
        channel_type="|".join(channel.type for channel in fact.channels),
        dimensions=";".join(f"{name}={value}" for name, value in fact.dimensions),
        part_of=starts.get(fact.part_of, ""),
        qualifier=fact.quantity.qualifier if isinstance(fact.quantity, Quantity) else "",
        period_start=fact.period.start.isoformat(),
        period_end=fact.period.end.isoformat(),
        table=str(cell.table) if cell else "",
        row=str(cell.row) if cell else "",
        column=str(cell.column) if cell else "",
        quote=text[sentence.start : sentence.end],
        rule=fact.provenance.rule,
    )


def _of_account(extract: Extract, account: Account) -> Row:
    blank = dict.fromkeys(COLUMNS, "")
    blank |= {
        "report": extract.document.manuscript.source.stem,
        "start": str(account.span.start),
        "end": str(account.span.end),
        "text": account.text,
        "jurisdiction": extract.masthead.jurisdiction.code,
    }
    return Row(**blank)


def plain_number(value: Decimal) -> str:
    """Without exponent and trailing zeros."""
    return plain(value)


def cells_of(extract: Extract, *, all_numerals: bool) -> Iterator[tuple[str, ...]]:
    """The cells of all rows, with the class as last cell where all numerals are asked for."""
    if all_numerals:
        for classed in numerals_of(extract):
            yield (*classed.row.cells(), classed.kind)
    else:
        for row in rows_of(extract):
            yield row.cells()
