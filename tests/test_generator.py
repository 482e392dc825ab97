"""The generator of reports: the same for the same seed, true to its own arithmetic, each peculiarity switched on."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest

from generator.corpus import Case, cases, document_of, documents
from generator.judging import Said, tally_of
from generator.model import PRINTED_NUMBER, Paragraph
from generator.peculiarities import PECULIARITIES, Peculiarity
from generator.quality import TIDY
from generator.reports import EDITIONS, Edition, report_of
from generator.truth import Figure
from generator.writing import FORMATS, Format, write
from generator.writing.pdf import installed
from generator.writing.style import TIDY as TIDY_STYLE

RECENT: tuple[Edition, ...] = ("tables-2019", "tables-2021")
REFUSALS = ("refused", "not-provided", "not-processed")


@pytest.mark.parametrize("form", FORMATS)
def test_one_seed_always_gives_the_same_bytes(form: Format) -> None:
    chosen = [case for case in cases("none") if case.form == form]
    first, second = (list(documents(7, 4, chosen)) for _ in range(2))
    assert first == second


def test_another_seed_gives_another_report() -> None:
    case = cases("none")[0]
    assert document_of(1, 0, case).content != document_of(2, 0, case).content


@pytest.mark.parametrize("edition", RECENT)
@pytest.mark.parametrize("seed", range(5))
def test_every_column_of_the_table_of_requests_adds_up(edition: Edition, seed: int) -> None:
    table = next(table for table in report_of(Random(seed), edition).tables if table.kind == "requests")
    sums: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for figure in table.figures:
        sums[figure.metric, dict(figure.dimensions).get("applicant", "")] += figure.value or 0
    for applicant in {applicant for _, applicant in sums}:
        received, over = sums["applications-received", applicant], sums["applications-carried-over", applicant]
        done, left = sums["applications-processed", applicant], sums["applications-carried-forward", applicant]
        assert received + over == done + left
        assert sums["application-outcomes", applicant] == done


@pytest.mark.parametrize("edition", RECENT)
def test_every_row_of_the_table_of_requests_adds_up(edition: Edition) -> None:
    table = next(table for table in report_of(Random(3), edition).tables if table.kind == "requests")
    for row in table.rows[table.heads :]:
        values = [figure.value or Decimal(0) for cell in row for figure in cell.figures]
        assert sum(values[:-1]) == values[-1]


def test_the_statistics_table_deals_out_all_answers() -> None:
    table = report_of(Random(11), "statistics-2014").tables[0]
    outcomes = {dict(figure.dimensions)["outcome"]: figure.value for figure in table.figures
                if figure.metric == "application-outcomes"}  # fmt: skip
    done = next(figure.value for figure in table.figures if figure.metric == "applications-processed")
    refusals = ("refused-", "not-government", "other-legal")
    whole = sum(value or 0 for name, value in outcomes.items() if not name.startswith(refusals))
    assert whole == done


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_figures_of_a_paragraph_stand_in_its_text_in_their_order(edition: Edition) -> None:
    for block in report_of(Random(5), edition).blocks:
        if not isinstance(block, Paragraph):
            continue
        printed = [Decimal(number.replace(",", "")) for number in PRINTED_NUMBER.findall(block.text)]
        for figure in block.figures:
            if figure.value and figure.unit != "%":
                assert figure.value in printed or figure.value / 10_000 in printed


@pytest.mark.parametrize("name", [one.id for one in PECULIARITIES if one.id not in TIDY])
def test_each_peculiarity_changes_the_bytes(name: str) -> None:
    """The same draws without it, and without tables where it is a wording, give another document."""
    if next(one for one in PECULIARITIES if one.id == name).style.font != TIDY_STYLE.font and not installed():
        pytest.skip("every PDF names its font where those of `make fonts` are missing")
    changed = [
        document_of(0, index, case).content != document_of(0, index, replace(case, peculiarity=_plain(case))).content
        for case in cases(name)[:2]
        for index in range(3)
    ]
    assert any(changed)


def _plain(case: Case) -> Peculiarity:
    return Peculiarity(case.peculiarity.id, extra="prose-only" if case.peculiarity.extra else "")


def test_a_change_of_cells_keeps_each_value_with_its_printed_text() -> None:
    """Where nothing but a number is printed, it is the figure's own."""
    for case in (case for case in cases() if case.form == "txt" and case.edition == "tables-2021"):
        report = case.peculiarity.change(report_of(Random(1), case.edition, case.peculiarity.extra), Random(2))
        for table in report.tables:
            for cell in (cell for row in table.rows for cell in row if cell.figures):
                figure = cell.figures[0]
                assert (figure.value is None) == bool(figure.status)
                if cell.text.isdigit() and cell.text.isascii() and figure.unit != "元":
                    assert figure.value == int(cell.text)


def test_text_is_written_with_every_word_of_the_report() -> None:
    report = report_of(Random(9), "narrative")
    written = write(report, "txt", TIDY_STYLE).decode()
    assert all(block.text in written for block in report.blocks if isinstance(block, Paragraph))


def _said(figure: Figure) -> Said:
    return Said(figure.metric, figure.value, figure.status, figure.unit, figure.dimensions, "own", "", "", "0")


def test_the_judge_finds_all_that_is_said_and_nothing_else() -> None:
    truth = [Figure("litigations", Decimal(3)), Figure("reconsiderations", Decimal(3))]
    tally = tally_of("x", truth, [_said(truth[0]), replace(_said(truth[1]), unit="宗")])
    assert (tally.core_found, tally.core_said_right, tally.core_said) == (1, 1, 2)


def test_the_judge_sees_a_blank_read_as_nought() -> None:
    blank = Figure("litigations", None, "*", status="not-stated", origin="table")
    tally = tally_of("x", [blank], [replace(_said(blank), value=Decimal(0), status="", unit="件")])
    assert tally.confused == 1
