"""What a store tells of its checks is what the reports came to, alone and against the year before."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pyoxigraph import Store

import samples
import series
from gongkai import auditing, checks, pipeline, shards, store
from gongkai.auditing.findings import STATUSES
from gongkai.model import Extract, Finding
from gongkai.vocabulary import Vocabulary

REQUESTS = "150 5 80 6 1 2 0 5 3 2 2 0 20 4 2 8 2 1 2 0 10 150 5"
DISPUTES = "2 1 0 1 4 1 0 0 0 1 0 0 0 0 0"


@pytest.fixture(scope="module")
def extracts(tmp_path_factory: pytest.TempPathFactory, words: Vocabulary) -> list[Extract]:
    """The sample reports, and those of one place of three years, the last of which does not fit the one before."""
    made = list(samples.extracts())
    for year, requests in ((2019, REQUESTS), (2020, REQUESTS), (2021, REQUESTS.replace("150 5 ", "150 9 ", 1))):
        path = tmp_path_factory.mktemp("years") / f"baoying-{year}.txt"
        text = series.tables("宝应县", 2019, requests, DISPUTES).replace("2019", str(year))
        path.write_text(text, encoding="utf-8")
        made.append(pipeline.extract_of(path, words))
    return made


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, extracts: list[Extract]) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("store")
    (folder / "shards").mkdir()
    made = [shards.write(folder / "shards", str(at), pipeline.triples_of(one)) for at, one in enumerate(extracts)]
    store.assemble(made, folder, auditing.judge)
    with store.open_store(folder) as graph:
        yield graph


def unordered(found: list[Finding]) -> set[Finding]:
    """What RDF does not keep, left out: the order of evidence, and the words of its places, which the text has."""
    return {
        replace(one, stated=tuple(sorted(one.stated)), against=tuple(sorted(one.against)), places=()) for one in found
    }


def test_the_findings_in_a_store_are_those_of_its_reports_and_of_their_neighbours(
    opened: Store, extracts: list[Extract]
) -> None:
    alone = [finding for extract in extracts for finding in checks.findings_of(extract)]
    joined = list(auditing.successions(opened))
    assert alone
    assert {one.status for one in joined} == {"passed", "failed"}
    assert unordered(auditing.findings(opened)) == unordered([*alone, *joined])


def test_findings_come_in_the_order_of_the_rules(opened: Store) -> None:
    found = [(one.report, checks.rules().index(one.rule)) for one in auditing.findings(opened)]
    assert found == sorted(found)


def test_findings_can_be_had_by_status_and_are_counted(opened: Store) -> None:
    counts = auditing.counts(opened)
    assert list(counts) == list(STATUSES)
    for status in STATUSES:
        found = auditing.findings(opened, [status])
        assert {one.status for one in found} <= {status}
        assert len(found) == counts[status]


def test_only_those_that_were_touched_and_their_next_year_are_judged_anew(opened: Store) -> None:
    every = list(auditing.successions(opened))
    reports = sorted({one.report for one in every})
    assert len(reports) == 2
    first, last = reports
    assert list(auditing.successions(opened, [first])) == every
    assert {one.report for one in auditing.successions(opened, [last])} == {last}
    assert list(auditing.successions(opened, [])) == []
