"""Extract -> findings: which figures of a report fit each other, and which do not.

What takes the reports of two years is `successions`, which is asked where both are at hand.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain

from gongkai.checks import balances, breakdowns, forms, parts, rates, repeats, years
from gongkai.checks.figures import sheet_of
from gongkai.checks.settings import settings
from gongkai.model import Extract, Finding
from gongkai.vocabulary.concepts import names

__all__ = ["distinct", "findings_of", "rules"]

_RULES = (balances.check, repeats.check, rates.check, years.check, forms.check)


def findings_of(extracts: Iterable[Extract]) -> list[list[Finding]]:
    """What the rules over one report come to, of the figures in force: for each report, rule by rule through all."""
    sheets, known = [sheet_of(extract) for extract in extracts], names()
    broken = [list(breakdowns.check(sheet, known)) for sheet in sheets]
    found = (
        broken,
        [list(parts.check(sheet, known, before)) for sheet, before in zip(sheets, broken, strict=True)],
        *([list(rule(sheet, known)) for sheet in sheets] for rule in _RULES),
    )
    return [list(distinct(chain.from_iterable(one))) for one in zip(*found, strict=True)]


def rules() -> tuple[str, ...]:
    """The rules in the order in which they are gone through, each once."""
    known = settings()
    return tuple(
        dict.fromkeys((
            *(rule.rule for rule in known.breakdowns),
            parts.RULE,
            *(rule.rule for rule in known.balances),
            repeats.RULE,
            rates.RULE,
            *(rule.rule for rule in known.successions),
            known.years.rule,
            *(form.rule for form in known.forms),
        ))
    )  # fmt: skip


def distinct(found: Iterable[Finding]) -> Iterator[Finding]:
    """Each under an IRI of its own: two lists under one total are told apart by the first figure of the list."""
    taken: set[str] = set()
    for finding in found:
        if finding.iri in taken:
            finding = replace(finding, key="-".join(iri.rsplit("/", 1)[1] for iri in finding.involved[:2]))
        taken.add(finding.iri)
        yield finding
