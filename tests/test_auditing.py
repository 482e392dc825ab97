"""What a store tells of its checks is what the reports came to, alone and against the year before."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pyoxigraph import Store

import samples
import series
from gongkai import auditing, checks, iris, pipeline, shards, store
from gongkai.auditing import carrying
from gongkai.auditing.findings import STATUSES
from gongkai.checks.figures import Figure, sheet_of
from gongkai.model import Extract, Finding
from gongkai.shards import Kept
from gongkai.told import told_in
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


@pytest.fixture(scope="module")
def kept(extracts: list[Extract]) -> list[Kept]:
    """What is kept of the reports, in the order of their IRIs."""
    told = (shards.statements_in("\n".join(pipeline.triples_of(one)).encode()) for one in extracts)
    judged = (Kept(one.report, auditing.judge.kept(one, told_in(one.own, auditing.judge.properties))) for one in told)
    return sorted(judged, key=lambda one: one.report)


def said(figure: Figure) -> Figure:
    """As far as it is kept."""
    return replace(figure, words="", end=-1, sentence=(-1, -1), whole="")


def unordered(found: list[Finding]) -> set[Finding]:
    """What RDF does not keep, left out: the order of evidence, and the words of its places, which the text has."""
    return {
        replace(one, stated=tuple(sorted(one.stated)), against=tuple(sorted(one.against)), places=()) for one in found
    }


def test_the_findings_in_a_store_are_those_of_its_reports_and_of_their_neighbours(
    opened: Store, extracts: list[Extract], kept: list[Kept]
) -> None:
    alone = [finding for found in checks.findings_of(extracts) for finding in found]
    joined = list(auditing.judge.successions(kept))
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


def test_a_report_is_judged_by_those_of_the_years_beside_it_alone(kept: list[Kept]) -> None:
    every = list(auditing.judge.successions(kept))
    first, middle, last = [one for one in kept if "/321023/" in one.report]
    assert auditing.judge.neighbours(middle.report) == (first.report, last.report)
    assert {one.report for one in every} == {middle.report, last.report}
    assert list(auditing.judge.successions([first, last])) == []
    assert list(auditing.judge.successions([middle, last])) == [one for one in every if one.report == last.report]


def test_what_is_kept_of_a_report_is_a_small_part_of_it(extracts: list[Extract], kept: list[Kept]) -> None:
    lines = {line.encode() for extract in extracts for line in pipeline.triples_of(extract)}
    assert 0 < sum(len(one.lines) for one in kept) < len(lines) / 5
    assert all(line in lines for one in kept for line in one.lines)


def test_a_sheet_of_what_was_kept_has_the_figures_of_the_report(extracts: list[Extract], kept: list[Kept]) -> None:
    for extract, one in zip(sorted(extracts, key=lambda extract: iris.report(extract.masthead)), kept, strict=True):
        whole, sheet = sheet_of(extract), carrying.sheet_of(one)
        assert (sheet.report, sheet.year, sheet.period) == (whole.report, whole.year, whole.period)
        assert [said(figure) for figure in sheet.figures] == [
            said(figure) for figure in whole.figures if figure.metric in {metric.metric for metric in sheet.figures}
        ]
