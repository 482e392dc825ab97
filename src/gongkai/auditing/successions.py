"""What was kept of reports -> findings of each against that of the year before; all else is judged in the shard."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from gongkai import graph
from gongkai.auditing.carrying import kept, properties, sheet_of
from gongkai.checks import distinct
from gongkai.checks.successions import check
from gongkai.model import Finding
from gongkai.shards import Kept
from gongkai.vocabulary.concepts import names

__all__ = ["kept", "lines", "neighbours", "properties", "successions"]


def lines(reports: Iterable[Kept]) -> Iterator[str]:
    """The findings as lines of N-Triples, each under the report of the later year."""
    for finding in successions(reports):
        yield from graph.describe_finding(finding)


def successions(reports: Iterable[Kept]) -> Iterator[Finding]:
    """Of all reports, in the order of their IRIs, that stand after the one of the year before."""
    before = None
    for last, now in pairwise(reports):
        if now.report not in neighbours(last.report):
            before = None
            continue
        before, sheet = before or sheet_of(last), sheet_of(now)
        yield from distinct(check(sheet, before, names()))
        before = sheet


def neighbours(report: str) -> tuple[str, str]:
    """The reports of the same body, of the year before and the year after: their IRIs differ in the year alone."""
    body, _, year = report.rpartition("/")
    return f"{body}/{int(year) - 1}", f"{body}/{int(year) + 1}"
