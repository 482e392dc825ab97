"""What fits passes, what cannot fit fails, and what is unsure is not judged."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

import samples
from gongkai import auditing, checks, iris, store
from gongkai.checks import balances, breakdowns, parts, rates, repeats
from gongkai.checks.figures import Figure, Sheet
from gongkai.checks.settings import settings
from gongkai.graph import describe_finding
from gongkai.model import Finding
from gongkai.vocabulary.concepts import Names, names

REPORT = iris.BASE + "report/990100/government/2016"
RECEIVED, PROCESSED, OUTCOMES = "applications-received", "applications-processed", "application-outcomes"


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("store")
    store.assemble(samples.shards_in(folder / "shards"), folder, auditing.judge)
    with store.open_store(folder) as opened:
        yield opened


@pytest.fixture(scope="module")
def known() -> Names:
    return names()


def iri(start: int) -> str:
    return f"{REPORT}/observation/{start}"


def figure(
    start: int, metric: str, value: str | None, *, label: str = "申请", unit: str = "件", qualifier: str = "",
    words: str = "", end: int = 0, sentence: tuple[int, int] = (0, 9), rule: str = "statutory", whole: int = -1,
    scope: str = "own", topics: tuple[str, ...] = (), **dimensions: str,
) -> Figure:  # fmt: skip
    """A figure at `start`, part of the one at `whole` if that is given."""
    return Figure(
        iri=iri(start), metric=metric, value=None if value is None else Decimal(value), unit=unit, qualifier=qualifier,
        scope=scope, place="990100", period="2016", label=label, words=words or value or "", start=start,
        end=end or start + 1, sentence=sentence, rule=rule, whole=iri(whole) if whole >= 0 else "",
        dimensions=tuple(sorted((name.replace("_", "-"), category) for name, category in dimensions.items())),
        topics=topics,
    )  # fmt: skip


def sheet(*figures: Figure) -> Sheet:
    return Sheet(REPORT, 2016, "2016", "statistics-2014", "", "", (), figures)


def by_channel(total: str, *values: tuple[str, str], **more: str) -> Sheet:
    ways = (figure(at, RECEIVED, value, request_channel=way, whole=0) for at, (way, value) in enumerate(values, 1))
    return sheet(figure(0, RECEIVED, total, **more), *ways)  # type: ignore[arg-type]


def said(found: Iterator[Finding]) -> list[tuple[str, Decimal, Decimal]]:
    return [(finding.status, finding.expected, finding.found) for finding in found]


# --- The sample reports -----------------------------------------------------------------------------------------------


def test_only_what_does_not_add_up_fails(graph: Store) -> None:
    failed = [finding for finding in auditing.findings(graph) if finding.status == "failed"]
    assert [(finding.rule, finding.expected, finding.found, finding.difference) for finding in failed] == [
        ("breakdown-applicant", 328, 319, -9),
        ("breakdown-request-channel", 34, 39, 5),
        ("repeated-figure", 9304, 9340, 36),
        ("sections", 5, 4, -1),
    ]


def test_a_gap_that_is_exactly_a_bracketed_list_is_explained_in_both_languages(graph: Store) -> None:
    finding = next(finding for finding in auditing.findings(graph) if finding.rule == "breakdown-applicant")
    assert "差额正好等于“公民”之内所列各项之和（律师5件＋科研人员4件）" in finding.zh
    assert "exactly the sum of what is listed within Citizen (Lawyer 5 + Researcher 4)" in finding.en


def test_findings_are_in_the_graph_and_involve_what_was_checked(graph: Store) -> None:
    text = samples.NEIGHBOUR_TEXT
    report = iris.BASE + "report/990102/government/2017"
    starts = [text.index(words) for words in ("34件", "30件", "9件")]
    finding = NamedNode(f"{report}/finding/breakdown-request-channel/{starts[0]}")
    involved = graph.quads_for_pattern(finding, NamedNode(iris.term("gk:involves")), None)
    assert {quad.object for quad in involved} == {NamedNode(f"{report}/observation/{start}") for start in starts}


def test_every_finding_has_an_iri_of_its_own(graph: Store) -> None:
    found = [finding.iri for finding in auditing.findings(graph)]
    assert len(found) == len(set(found)) > 10


def test_two_findings_of_one_rule_and_figure_are_told_apart() -> None:
    one = Finding("rate", REPORT, "7", (iri(7),), (iri(1),), Decimal(1), Decimal(1), "passed", "", "")
    two = Finding("rate", REPORT, "7", (iri(7),), (iri(2),), Decimal(1), Decimal(1), "passed", "", "")
    found = checks.distinct([one, two])
    assert [finding.key for finding in found] == ["7", "7-2"]


# --- Breakdowns -------------------------------------------------------------------------------------------------------


def test_parts_that_add_up_pass(known: Names) -> None:
    assert said(breakdowns.check(by_channel("66", ("network", "65"), ("letter", "1")), known)) == [("passed", 66, 66)]


def test_more_than_the_total_fails(known: Names) -> None:
    found = list(breakdowns.check(by_channel("34", ("network", "30"), ("letter", "9")), known))
    assert said(iter(found)) == [("failed", 34, 39)]
    assert "比所述总数34件多5件" in found[0].zh
    assert "5 more than the 34 that the report states" in found[0].en


def test_less_than_the_total_is_not_judged_where_the_list_is_open(known: Names) -> None:
    found = breakdowns.check(by_channel("66", ("network", "60"), ("letter", "1")), known)
    assert said(found) == [("not-judged", 66, 61)]


def test_less_than_the_total_fails_where_the_list_is_closed(known: Names) -> None:
    found = breakdowns.check(by_channel("66", ("network", "60"), ("letter", "1"), ("other", "1")), known)
    assert said(found) == [("failed", 66, 62)]


def test_one_part_is_no_breakdown(known: Names) -> None:
    assert said(breakdowns.check(by_channel("66", ("network", "60")), known)) == []


def test_without_a_total_there_is_nothing_to_check(known: Names) -> None:
    listed = sheet(*by_channel("66", ("network", "60"), ("letter", "6")).figures[1:])
    assert said(breakdowns.check(listed, known)) == []


def test_a_part_that_is_stated_twice_counts_once(known: Names) -> None:
    found = breakdowns.check(by_channel("66", ("network", "65"), ("letter", "1"), ("letter", "1")), known)
    assert said(found) == [("passed", 66, 66)]


def test_a_part_with_two_values_is_not_judged(known: Names) -> None:
    found = breakdowns.check(by_channel("66", ("network", "65"), ("letter", "2"), ("letter", "3")), known)
    assert said(found) == [("not-judged", 66, 67)]


def test_a_figure_that_is_not_exact_is_not_judged(known: Names) -> None:
    found = breakdowns.check(by_channel("60", ("network", "65"), ("letter", "1"), qualifier="over"), known)
    assert said(found) == [("not-judged", 60, 66)]


def test_a_blank_part_is_not_zero(known: Names) -> None:
    blank = figure(9, RECEIVED, None, request_channel="other")
    listed = by_channel("66", ("network", "60"), ("letter", "1"))
    assert said(breakdowns.check(sheet(*listed.figures, blank), known)) == [("not-judged", 66, 61)]


def test_scopes_are_kept_apart(known: Names) -> None:
    listed = by_channel("66", ("network", "65"), ("letter", "1"))
    other = figure(9, RECEIVED, "900", request_channel="network", scope="jurisdiction")
    assert said(breakdowns.check(sheet(*listed.figures, other), known)) == [("passed", 66, 66)]


def test_figures_of_an_agency_are_no_parts_of_all(known: Names) -> None:
    listed = by_channel("66", ("network", "65"), ("letter", "1"))
    other = figure(9, RECEIVED, "30", request_channel="fax", topics=("agency",))
    assert said(breakdowns.check(sheet(*listed.figures, other), known)) == [("passed", 66, 66)]


def outcomes(*values: tuple[str, str]) -> list[Figure]:
    return [figure(at, OUTCOMES, value, outcome=outcome) for at, (outcome, value) in enumerate(values, 10)]


def test_outcomes_are_held_against_the_requests_processed(known: Names) -> None:
    totals = figure(0, RECEIVED, "50"), figure(1, PROCESSED, "44")
    found = breakdowns.check(sheet(*totals, *outcomes(("granted", "40"), ("refused", "6"))), known)
    assert said(found) == [("failed", 44, 46)]


def test_outcomes_that_differ_from_the_requests_received_are_not_judged(known: Names) -> None:
    found = breakdowns.check(sheet(figure(0, RECEIVED, "44"), *outcomes(("granted", "40"), ("refused", "6"))), known)
    assert said(found) == [("not-judged", 44, 46)]


def test_a_category_within_another_is_not_added_twice(known: Names) -> None:
    listed = outcomes(("granted", "40"), ("refused", "6"), ("refused-state-secret", "4"), ("refused-privacy", "2"))
    found = breakdowns.check(sheet(figure(0, PROCESSED, "46"), *listed), known)
    assert said(found) == [("passed", 46, 46)]


def test_a_category_that_the_report_lists_beside_the_broader_one_is_added(known: Names) -> None:
    listed = outcomes(("granted", "40"), ("refused", "4"), ("not-government-information", "2"))
    found = breakdowns.check(sheet(figure(0, PROCESSED, "46"), *listed), known)
    assert said(found) == [("passed", 46, 46)]


def test_parts_of_a_total_that_is_no_statutory_metric_are_held_against_that(known: Names) -> None:
    whole = figure(0, "other", "45", label="受理")
    ways = [figure(at, RECEIVED, value, request_channel=way, whole=0)
            for at, way, value in ((1, "network", "31"), (2, "letter", "14"))]  # fmt: skip
    assert said(breakdowns.check(sheet(whole, figure(5, RECEIVED, "43"), *ways), known)) == [("passed", 45, 45)]


def test_outcomes_of_one_kind_of_applicant_have_a_total_of_their_own(known: Names) -> None:
    total = figure(0, PROCESSED, "9"), figure(1, PROCESSED, "5", applicant="natural-person")
    cells = [figure(at, OUTCOMES, value, applicant="natural-person", outcome=outcome)
             for at, outcome, value in ((2, "granted", "3"), (3, "refused", "2"))]  # fmt: skip
    assert said(breakdowns.check(sheet(*total, *cells), known)) == [("passed", 5, 5)]


def test_results_and_routes_are_held_against_their_disputes(known: Names) -> None:
    found = breakdowns.check(sheet(
        figure(0, "litigations", "5"),
        figure(1, "litigations", "3", route="direct"), figure(2, "litigations", "1", route="after-reconsideration"),
        figure(3, "litigations", "2", route="direct", result="upheld"),
        figure(4, "litigations", "1", route="direct", result="other"),
    ), known)  # fmt: skip
    assert [(finding.rule, finding.status) for finding in found] == [
        ("breakdown-result", "passed"), ("breakdown-route", "failed"),
    ]  # fmt: skip


# --- Parts of a whole -------------------------------------------------------------------------------------------------


def listed(whole: str, *values: str, **more: str) -> Sheet:
    figures = [figure(at, "other", value, label=f"部分{at}", whole=0, **more) for at, value in enumerate(values, 1)]  # type: ignore[arg-type]
    return sheet(figure(0, "other", whole), *figures)


def test_an_incomplete_list_of_parts_passes(known: Names) -> None:
    assert said(parts.check(listed("47", "4", "5"), known, ())) == [("passed", 47, 9)]


def test_a_part_that_is_more_than_the_whole_fails(known: Names) -> None:
    assert said(parts.check(listed("47", "74"), known, ())) == [("failed", 47, 74)]


def test_parts_that_may_be_listed_by_two_criteria_are_not_judged(known: Names) -> None:
    assert said(parts.check(listed("47", "30", "17", "40"), known, ())) == [("not-judged", 47, 87)]


def test_parts_by_one_dimension_that_are_more_than_the_whole_fail(known: Names) -> None:
    whole = figure(0, OUTCOMES, "24", outcome="refused")
    reasons = [figure(at, OUTCOMES, "17", outcome=outcome, whole=0)
               for at, outcome in ((1, "refused-privacy"), (2, "refused-state-secret"))]  # fmt: skip
    assert said(parts.check(sheet(whole, *reasons), known, ())) == [("failed", 24, 34)]


def test_lists_of_two_sentences_are_two_lists(known: Names) -> None:
    first, second = listed("47", "47"), figure(5, "other", "47", whole=0, sentence=(9, 20))
    assert said(parts.check(sheet(*first.figures, second), known, ())) == [("passed", 47, 47), ("passed", 47, 47)]


def test_a_share_is_no_part(known: Names) -> None:
    assert said(parts.check(listed("47", "95", unit="%"), known, ())) == []


def test_parts_in_other_units_are_added_only_where_they_come_to_the_whole(known: Names) -> None:
    schools = figure(5, "other", "44", unit="所", whole=0)
    assert said(parts.check(sheet(*listed("45", "1").figures, schools), known, ())) == [("passed", 45, 45)]
    assert said(parts.check(sheet(*listed("45", "2").figures, schools), known, ())) == [("passed", 45, 2)]


def test_what_a_breakdown_has_judged_is_not_judged_again(known: Names) -> None:
    whole = by_channel("66", ("network", "65"), ("letter", "1"))
    judged = list(breakdowns.check(whole, known))
    assert said(parts.check(whole, known, judged)) == []


# --- Figures that are stated twice ------------------------------------------------------------------------------------


def twice(one: str, two: str, **more: str) -> Sheet:
    return sheet(figure(0, RECEIVED, one), figure(9, RECEIVED, two, **{"sentence": (9, 20), **more}))  # type: ignore[arg-type]


def test_the_same_figure_with_two_values_fails(known: Names) -> None:
    assert said(repeats.check(twice("66", "69"), known)) == [("failed", 66, 69)]


def test_the_same_figure_with_the_same_value_passes(known: Names) -> None:
    assert said(repeats.check(twice("66", "66"), known)) == [("passed", 66, 66)]


def test_a_figure_in_other_words_is_not_judged(known: Names) -> None:
    assert said(repeats.check(twice("66", "69", label="网上申请"), known)) == [("not-judged", 66, 69)]


def test_figures_of_one_sentence_in_different_words_are_a_list(known: Names) -> None:
    assert said(repeats.check(twice("66", "69", label="市州", sentence=(0, 9)), known)) == []


def test_an_approximate_figure_is_not_judged(known: Names) -> None:
    assert said(repeats.check(twice("66", "60", qualifier="over"), known)) == [("not-judged", 66, 60)]


def test_a_part_of_the_same_kind_is_no_repetition(known: Names) -> None:
    assert said(repeats.check(sheet(figure(0, RECEIVED, "66"), figure(9, RECEIVED, "6", whole=0)), known)) == []


def test_what_has_no_statutory_metric_can_be_stated_often(known: Names) -> None:
    assert said(repeats.check(sheet(figure(0, "other", "66"), figure(9, "other", "6")), known)) == []


# --- Rates ------------------------------------------------------------------------------------------------------------


def share(value: str, count_end: int = 3, **more: str) -> Sheet:
    """1191 requests, 208 of them, and behind these a share in brackets."""
    return sheet(
        figure(0, RECEIVED, "1191"),
        figure(1, RECEIVED, "208", whole=0, end=count_end, request_channel="network"),
        figure(5, "other", value, unit="%", words=f"{value}%", label="占比", **more),  # type: ignore[arg-type]
    )


def test_a_share_in_brackets_behind_a_count_is_held_against_the_whole(known: Names) -> None:
    assert said(rates.check(share("17.46"), known)) == [("passed", Decimal("17.46"), Decimal("17.4643"))]


def test_a_share_is_rounded_as_it_is_printed(known: Names) -> None:
    assert said(rates.check(share("17.5"), known))[0][0] == "passed"
    assert said(rates.check(share("17.4"), known))[0][0] == "not-judged"


def test_a_share_far_behind_a_count_is_not_its_own(known: Names) -> None:
    assert said(rates.check(share("17.46", count_end=1), known)) == []


def test_growth_is_no_share(known: Names) -> None:
    assert said(rates.check(share("17.46", rule="growth"), known)) == []


def rated(value: str, *before: Figure) -> Sheet:
    rate = figure(9, "other", value, unit="%", words=f"{value}%", label="有效问卷回收率")
    return sheet(*before, rate)


SENT = figure(1, "other", "22000", label="调查问卷", unit="份")
RETURNED = figure(2, "other", "16665", label="回收", unit="份")


def test_a_rate_is_held_against_the_count_that_it_is_named_after(known: Names) -> None:
    assert said(rates.check(rated("75.8", SENT, RETURNED), known)) == [("passed", Decimal("75.8"), Decimal("75.750"))]


def test_a_rate_that_does_not_fit_is_not_judged(known: Names) -> None:
    assert said(rates.check(rated("85.8", SENT, RETURNED), known))[0][0] == "not-judged"


def test_a_rate_whose_counts_stand_apart_is_left_alone(known: Names) -> None:
    between = figure(3, "other", "37", label="投诉", unit="宗")
    assert said(rates.check(rated("85.8", SENT, RETURNED, between), known)) == []


def test_a_rate_without_counts_is_left_alone(known: Names) -> None:
    assert said(rates.check(rated("75.8", SENT), known)) == []


def test_a_count_of_nothing_is_no_divisor(known: Names) -> None:
    empty = figure(1, "other", "0", label="调查问卷", unit="份"), figure(2, "other", "0", label="回收", unit="份")
    assert said(rates.check(rated("100", *empty), known)) == []


# --- Settings, triples and shapes -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", list(settings().messages))
def test_a_message_says_the_same_in_both_languages(name: str) -> None:
    zh, en = settings().messages[name]
    assert set(re.findall(r"\{\w+\}", zh)) == set(re.findall(r"\{\w+\}", en))


def test_the_settings_name_metrics_and_categories_that_there_are(known: Names) -> None:
    for rule in settings().breakdowns:
        assert ("finding-rule", rule.rule) in known.zh
        assert {("metric", metric) for metric in (rule.metric, *rule.totals)} <= set(known.zh)
        assert {(rule.dimension, category) for needed in rule.closing for category in needed} <= set(known.zh)
    assert {("metric", metric) for metric in settings().stated_once} <= set(known.zh)


def test_numbers_of_findings_are_integers_or_decimals_without_exponent() -> None:
    found = Decimal("75.80"), Decimal("1E+3")
    finding = Finding("rate", REPORT, "7", (iri(7),), (iri(7),), *found, "passed", "通过", "Passed")
    lines = list(describe_finding(finding))
    assert f'<{finding.iri}> <{iris.GK}expected> "75.8"^^<{iris.term("xsd:decimal")}> .' in lines
    assert f'<{finding.iri}> <{iris.GK}found> "1000"^^<{iris.term("xsd:integer")}> .' in lines


def test_a_store_of_sound_reports_breaks_no_shape(graph: Store) -> None:
    assert list(auditing.violations(graph)) == []


@pytest.fixture
def broken(graph: Store) -> Store:
    copy = Store()
    copy.extend(graph)
    return copy


def test_a_property_shape_that_is_broken_says_where_and_how_to_mend_it(broken: Store) -> None:
    scope = NamedNode(iris.term("gk:scope"))
    place = NamedNode(f"{REPORT}/observation/{samples.PREFECTURE_TEXT.index('328件')}")
    for quad in list(broken.quads_for_pattern(place, scope, None)):
        broken.remove(quad)
    found = list(auditing.violations(broken))
    assert [(violation.focus, violation.path) for violation in found] == [(place.value, scope.value)]
    assert "one scope" in found[0].en
    assert "统计范围" in found[0].zh


def test_a_rule_in_sparql_that_is_broken_is_found(broken: Store) -> None:
    value = NamedNode(iris.term("sdmx-measure:obsValue"))
    place = NamedNode(f"{REPORT}/observation/{samples.PREFECTURE_TEXT.index('328件')}")
    broken.remove(next(broken.quads_for_pattern(place, value, None)))
    broken.add(Quad(place, value, Literal(-328)))
    found = [(violation.focus, violation.path, violation.value) for violation in auditing.violations(broken)]
    assert found == [(place.value, value.value, "-328")]


def test_a_store_without_reports_has_no_findings() -> None:
    assert list(auditing.findings(Store())) == []


def requests(received: str | None, processed: str, *, rule: str = "table", **more: str) -> Sheet:
    """A form with 4 carried over and 6 carried forward."""
    return sheet(
        figure(1, RECEIVED, received, rule=rule, **more),  # type: ignore[arg-type]
        figure(2, "applications-carried-over", "4", rule=rule, **more),  # type: ignore[arg-type]
        figure(3, PROCESSED, processed, rule=rule, **more),  # type: ignore[arg-type]
        figure(4, "applications-carried-forward", "6", rule=rule, **more),  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("form", "status"),
    [
        (requests("71", "69"), "passed"),
        (requests("71", "68"), "failed"),
        (requests(None, "68"), "not-judged"),
        (requests("71", "68", rule="statutory"), "not-judged"),
        (requests("71", "68", qualifier="about"), "not-judged"),
    ],
    ids=["equal", "unequal", "a blank", "in prose", "inexact"],
)
def test_requests_come_in_and_go_out(form: Sheet, status: str, known: Names) -> None:
    assert [finding.status for finding in balances.check(form, known)] == [status]


def test_a_balance_with_a_missing_side_is_not_drawn_up(known: Names) -> None:
    assert not list(balances.check(sheet(*requests("71", "69").figures[:3]), known))


def test_each_kind_of_applicant_has_a_balance_of_its_own(known: Names) -> None:
    form = sheet(*requests("71", "69").figures, *requests("5", "3", applicant="natural-person").figures)
    assert [finding.status for finding in balances.check(form, known)] == ["passed", "passed"]
