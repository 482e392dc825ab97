"""Corrections: thirty and more of every kind on the seeds hold through rebuilds, other rules and re-wrapped copies."""

import csv
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from deriving import agree, derived
from gongkai import auditing, building, correcting, corrections, graph, pipeline, queries, resources, shards, store
from gongkai.corrections.fields import DIMENSIONS, fields_of
from gongkai.errors import BadCorrections
from gongkai.model import Correction, Extract, Observation, Pending, Quantity, Settled
from gongkai.text import Span, fold
from gongkai.vocabulary import Vocabulary

SEEDS = resources.folder("seeds")
SPECS = Path(__file__).parent / "data" / "corrections" / "seeds.csv"
DAY = date(2026, 5, 31)
TITLE = "广元市2016年政府信息公开工作年度报告"

Extractor = Callable[..., Extract]


@dataclass(frozen=True)
class Spec:
    """A correction as a person would say it: the figure by the words before it."""

    report: str
    before: str
    figure: str
    metric: str
    action: str
    set: str


def specs() -> list[Spec]:
    with SPECS.open(encoding="utf-8", newline="") as lines:
        return [Spec(**row) for row in csv.DictReader(lines)]


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> tuple[Correction, ...]:
    """The corrections of the file, made of the seeds' store, written to a file and read again."""
    folder = tmp_path_factory.mktemp("seeds") / "store"
    building.build([SEEDS], folder)
    file = folder.parent / "corrections.csv"
    with store.open_store(folder) as opened:
        for spec in specs():
            text = SEEDS.joinpath(f"{spec.report}.txt").read_text("utf-8")
            assert text.count(spec.before + spec.figure) == 1
            start = text.index(spec.before + spec.figure) + len(spec.before)
            target = correcting.Target(spec.report, start, start + len(spec.figure), spec.metric)
            why = "" if spec.action == "confirm" else "the report says so"
            word = correcting.Word(spec.action, corrections.pairs_of(spec.set), "李晓", DAY, why)  # type: ignore[arg-type]
            corrections.append(file, correcting.correction_of(opened, target, word))
    return corrections.load(file)


def told(folder: Path) -> list[dict[str, object]]:
    """The rows of the named query."""
    with store.open_store(folder) as opened:
        table = queries.select(opened, queries.find("corrections"), {})
    assert isinstance(table, queries.Table)
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def extracts(folder: Path, words: Vocabulary, given: tuple[Correction, ...] = ()) -> dict[str, Extract]:
    return {path.stem: pipeline.extract_of(path, words, given) for path in sorted(folder.glob("*.txt"))}


def plain(text: str) -> str:
    return "".join(fold(text).split())


def wrapped(folder: Path, width: int) -> Path:
    """Copies of the seeds with other line ends, and a line before them."""
    folder.mkdir()
    for path in SEEDS.glob("*.txt"):
        lines = path.read_text("utf-8").split("\n")
        pieces = [line[at : at + width] for line in lines for at in range(0, max(len(line), 1), width)]
        folder.joinpath(path.name).write_text("\n".join(pieces), "utf-8")
    return folder


def test_there_are_thirty_corrections_of_every_kind(given: tuple[Correction, ...]) -> None:
    assert len(given) >= 30
    assert {one.action for one in given} == {"confirm", "change", "reject", "add"}
    changed = {name for one in given if one.action == "change" for name, _ in one.new}
    assert changed >= {"value", "metric", "agency", "policy_area", "channel", "applicant", "request-channel"}


def test_they_hold_in_a_build_from_nothing_and_again_after_another_one(
    given: tuple[Correction, ...], tmp_path: Path
) -> None:
    for name in ("one", "two"):
        building.build([SEEDS], tmp_path / name, corrected=given)
        rows = told(tmp_path / name)
        assert len(rows) == len(given)
        assert {row["open_because"] for row in rows} == {None}
    assert told(tmp_path / "one") == told(tmp_path / "two")
    assert building.build([SEEDS], tmp_path / "one", corrected=given).extracted == 0


def test_they_hold_where_the_rules_are_of_another_version(
    given: tuple[Correction, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    building.build([SEEDS], tmp_path / "store", corrected=given)
    before = told(tmp_path / "store")
    monkeypatch.setattr(shards, "__version__", "999")
    assert building.build([SEEDS], tmp_path / "store", corrected=given).extracted == 2
    assert told(tmp_path / "store") == before


def test_each_says_what_the_reader_says_and_all_else_is_as_it_was(
    given: tuple[Correction, ...], words: Vocabulary
) -> None:
    machine, reader = extracts(SEEDS, words), extracts(SEEDS, words, given)
    for name, extract in reader.items():
        touched = {key for one in extract.settlements if isinstance(one, Settled) for key in one.keys}
        for figure in machine[name].observations():
            if figure.key not in touched:
                assert figure in extract.facts
        for one in extract.settlements:
            assert isinstance(one, Settled)
            said = {figure.key: dict(fields_of(figure)) for figure in extract.observations()}
            if one.correction.action == "reject":
                assert one.keys[0] not in said
            else:
                new = {key: sorted(value.split("|")) for key, value in one.correction.new}
                assert {key: sorted(said[one.keys[0]].get(key, "").split("|")) for key in new} == new


@pytest.mark.parametrize("width", [13, 37, 80])
def test_they_are_carried_over_to_a_re_wrapped_copy_and_none_to_a_wrong_figure(
    given: tuple[Correction, ...], words: Vocabulary, tmp_path: Path, width: int
) -> None:
    copies = wrapped(tmp_path / "copies", width)
    machine, reader, seeds = extracts(copies, words), extracts(copies, words, given), extracts(SEEDS, words, given)
    assert sum(len(extract.settlements) for extract in reader.values()) == len(given)
    for name, extract in reader.items():
        then = {one.correction: one for one in seeds[name].settlements}
        touched = {key for one in extract.settlements if isinstance(one, Settled) for key in one.keys}
        for one in extract.settlements:
            assert isinstance(one, Settled)
            assert "carried-over" in one.statuses
            assert behind(extract, one) == behind(seeds[name], then[one.correction])
        assert {figure for figure in machine[name].observations() if figure.key not in touched} <= set(extract.facts)


def behind(extract: Extract, one: Settled | Pending) -> str:
    """The text from the first character of the figure on, line ends aside: no two places have the same."""
    return plain(extract.document.manuscript.text[one.span.start :])


def test_a_store_of_re_wrapped_copies_has_the_corrected_figures(given: tuple[Correction, ...], tmp_path: Path) -> None:
    building.build([wrapped(tmp_path / "copies", 37)], tmp_path / "store", corrected=given)
    rows = told(tmp_path / "store")
    assert len(rows) == len(given)
    assert all("carried-over" in str(row["status"]) for row in rows)


# --- One correction ---------------------------------------------------------------------------------------------------

BODY = "二、依申请公开\n全市共收到政府信息公开申请66件，其中网络申请64件，信函申请2件。\n行政复议0件。\n"


def correction(extract: Extract, figure: str, action: str = "change", new: str = "", metric: str = "") -> Correction:
    """Of the figure that begins the given words of the report."""
    text, source = extract.document.manuscript.text, extract.document.manuscript.source
    start = text.index(figure)
    digits = re.match(r"\d+", figure)
    span = Span(start, start + (len(digits.group()) if digits else len(figure)))
    line = Span(text.rfind("\n", 0, start) + 1, text.index("\n", start))
    spot = corrections.spot_of(source.sha256, "510800/government/2016", text, span, line, None)
    pairs = corrections.pairs_of(new)
    return Correction(spot, metric, action, (), pairs, "李晓", DAY, "so")  # type: ignore[arg-type]


def values(extract: Extract) -> list[Decimal]:
    return [one.quantity.value for one in extract.observations() if isinstance(one.quantity, Quantity)]


def only(extract: Extract) -> Settled | Pending:
    (one,) = extract.settlements
    return one


def test_a_new_version_in_which_the_words_moved_has_the_correction(extract: Extractor, words: Vocabulary) -> None:
    fix = correction(extract(BODY, TITLE), "64件", new="value=65")
    moved = extract("一、概述\n今年有新的办法。\n" + BODY, TITLE)
    fixed = corrections.apply(moved, [fix], words)
    assert values(fixed) == [66, 65, 2, 0]
    assert isinstance(only(fixed), Settled)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (BODY.replace("66件", "67件"), "no longer there"),
        (BODY.replace("64件", "63件"), "no longer there"),
        (BODY + BODY, "2 times"),
    ],
    ids=["another total", "another figure", "twice"],
)
def test_a_new_version_with_other_words_leaves_it_open(
    extract: Extractor, words: Vocabulary, body: str, reason: str
) -> None:
    fix = correction(extract(BODY, TITLE), "64件", new="value=65")
    other = extract(body, TITLE)
    fixed = corrections.apply(other, [fix], words)
    pending = only(fixed)
    assert isinstance(pending, Pending)
    assert reason in pending.reason
    assert fixed.facts == other.facts
    assert [issue.code for issue in fixed.issues[len(other.issues) :]] == ["open-correction"]


def test_what_stood_twice_is_not_carried_to_the_one_that_is_left(extract: Extractor, words: Vocabulary) -> None:
    twice = "一、全市\n收到申请66件。\n二、本级\n收到申请66件。\n"
    fix = correction(extract(twice, TITLE), "66件。\n二", new="value=67")
    left = corrections.apply(extract("一、本级\n收到申请66件。\n", TITLE), [fix], words)
    assert isinstance(only(left), Pending)


def test_a_report_of_another_year_is_left_alone(extract: Extractor, words: Vocabulary) -> None:
    fix = correction(extract(BODY, TITLE), "64件", new="value=65")
    other = extract(BODY, TITLE.replace("2016", "2017"))
    assert corrections.apply(other, [fix], words) is other


def test_other_rules_that_read_it_right_agree(extract: Extractor, words: Vocabulary) -> None:
    read = extract(BODY, TITLE)
    fix = correction(read, "64件", new="applicant=citizen;request-channel=")
    right = replace(read, facts=tuple(
        replace(fact, dimensions=(("applicant", "citizen"),))
        if isinstance(fact, Observation) and fact.provenance.quote == "64" else fact
        for fact in read.facts
    ))  # fmt: skip
    fixed = corrections.apply(right, [fix], words)
    assert fixed.facts == right.facts
    assert fixed.superseded == ()
    settled = only(fixed)
    assert isinstance(settled, Settled)
    assert settled.statuses == ("agreeing",)


def test_what_was_confirmed_holds_against_other_rules(extract: Extractor, words: Vocabulary) -> None:
    read = extract(BODY, TITLE)
    figure = next(one for one in read.observations() if one.provenance.quote == "64")
    confirmed = replace(correction(read, "64件", "confirm"), new=fields_of(figure))
    worse = replace(read, facts=tuple(
        replace(fact, metric="applications-processed") if fact == figure else fact for fact in read.facts
    ))  # fmt: skip
    assert corrections.apply(worse, [confirmed], words).facts == read.facts


def test_of_two_figures_at_one_place_the_metric_tells_which(extract: Extractor, words: Vocabulary) -> None:
    read = extract("二、行政复议和诉讼情况\n无行政复议、行政诉讼。", TITLE)
    assert [one.metric for one in read.observations()] == ["reconsiderations", "litigations"]
    unsaid = corrections.apply(read, [correction(read, "无行", new="value=1")], words)
    assert isinstance(only(unsaid), Pending)
    assert values(unsaid) == [0, 0]
    said = corrections.apply(read, [replace(correction(read, "无行", new="value=1"), metric="litigations")], words)
    assert {one.metric: one.quantity.value for one in said.observations() if isinstance(one.quantity, Quantity)} == {
        "litigations": 1,
        "reconsiderations": 0,
    }


def test_a_metric_that_is_read_there_no_more_is_not_mistaken_for_the_one_that_is(
    extract: Extractor, words: Vocabulary
) -> None:
    read = extract("二、行政复议和诉讼情况\n无行政复议、行政诉讼。", TITLE)
    fix = replace(correction(read, "无行", new="value=1"), metric="litigations")
    left = replace(read, facts=tuple(
        fact for fact in read.facts if not isinstance(fact, Observation) or fact.metric != "litigations"
    ))  # fmt: skip
    fixed = corrections.apply(left, [fix], words)
    assert isinstance(only(fixed), Pending)
    assert values(fixed) == [0]


def test_parts_of_what_was_rejected_are_parts_of_nothing(extract: Extractor, words: Vocabulary) -> None:
    read = extract(BODY, TITLE)
    fixed = corrections.apply(read, [correction(read, "66件", "reject")], words)
    assert [one.part_of for one in fixed.observations()] == ["", "", ""]
    assert len(fixed.superseded) == 3
    assert ("66", "rejected") in [(one.text, one.kind) for one in fixed.accounts]


def test_a_figure_that_is_added_is_accounted_for_once(extract: Extractor, words: Vocabulary) -> None:
    read = extract("一、概述\n2008年3月召开会议。\n", TITLE)
    fix = correction(read, "3月", "add", "value=3;unit=次;label=会议")
    fixed = corrections.apply(read, [fix, fix], words)
    (added,) = fixed.observations()
    assert (added.provenance.rule, added.provenance.quote, added.label) == ("reader", "3", "会议")
    assert "3" not in [one.text for one in fixed.accounts]
    assert [one.statuses for one in fixed.settlements if isinstance(one, Settled)] == [("applied",), ("agreeing",)]


def test_the_last_word_counts(extract: Extractor, words: Vocabulary) -> None:
    read = extract(BODY, TITLE)
    several = [correction(read, "64件", new=f"value={value}") for value in (5, 6, 7)]
    assert values(corrections.apply(read, several, words)) == [66, 7, 2, 0]


def test_a_cell_of_a_table_is_corrected_by_its_column(words: Vocabulary) -> None:
    path = Path(__file__).parent / "data" / "invented" / "qiongzhong-2023.txt"
    read = pipeline.extract_of(path, words)
    cells = [one for one in read.observations() if one.provenance.cell]
    text, sha256 = read.document.manuscript.text, read.document.manuscript.source.sha256
    for figure in cells:
        place = figure.provenance
        spot = corrections.spot_of(sha256, "469030/government/2023", text, place.span, place.sentence, place.cell)
        fix = Correction(spot, "", "change", (), (("value", "77"),), "李晓", DAY, "so")
        fixed = corrections.apply(read, [fix], words)
        assert [one.key for one in fixed.superseded] == [figure.key]


# --- In the graph -----------------------------------------------------------------------------------------------------


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder with a report and its store."""
    folder = tmp_path / "reports"
    folder.mkdir()
    folder.joinpath("guangyuan-2016.txt").write_text(f"{TITLE}\n{BODY}", "utf-8")
    building.build([folder], tmp_path / "store")
    return tmp_path


def write(built: Path, place: int, action: str, new: str = "") -> tuple[Correction, ...]:
    """Correct what starts there, and give all corrections."""
    with store.open_store(built / "store") as opened:
        word = correcting.Word(action, corrections.pairs_of(new), "李晓", DAY, "so")  # type: ignore[arg-type]
        one = correcting.correction_of(opened, correcting.Target("guangyuan-2016", place), word)
    corrections.append(built / "corrections.csv", one)
    return corrections.load(built / "corrections.csv")


def asked(built: Path, sparql: str) -> list[tuple[object, ...]]:
    with store.open_store(built / "store") as opened:
        table = queries.select(opened, queries.parse(sparql), {})
    assert isinstance(table, queries.Table)
    return list(table.rows)


def start_of(figure: str) -> int:
    return f"{TITLE}\n{BODY}".index(figure)


def test_queries_see_the_corrected_figure_and_the_graph_keeps_the_machine_s(built: Path) -> None:
    given = write(built, start_of("66件"), "change", "value=67;agency=广元市审计局")
    building.build([built / "reports"], built / "store", corrected=given)
    assert sorted(asked(built, "SELECT ?v { ?o sdmx-measure:obsValue ?v }")) == [(0,), (2,), (64,), (67,)]
    assert asked(built, "SELECT ?name { ?o gk:agency/rdfs:label ?name }") == [("广元市审计局",)]
    machine = """SELECT ?value ?who ?why { ?figure prov:wasRevisionOf ?machine ; gk:correction ?correction .
        ?said dcterms:isPartOf ?machine ; rdf:subject ?figure ; rdf:predicate sdmx-measure:obsValue ;
          rdf:object ?value .
        ?correction prov:wasAttributedTo/rdfs:label ?who ; rdfs:comment ?why }"""
    assert asked(built, machine) == [(66, "李晓", "so")]


def test_what_was_rejected_is_no_observation_and_is_kept(built: Path) -> None:
    given = write(built, start_of("64件"), "reject")
    building.build([built / "reports"], built / "store", corrected=given)
    assert sorted(asked(built, "SELECT ?v { ?o sdmx-measure:obsValue ?v }")) == [(0,), (2,), (66,)]
    assert asked(built, "SELECT ?v { ?m a gk:Superseded . ?s dcterms:isPartOf ?m ; rdf:object ?v . "
                        "FILTER(?v = 64) }") == [(64,)]  # fmt: skip
    assert ("rejected",) in asked(built, "SELECT ?c { ?p gk:accountedAs/skos:notation ?c }")


def test_other_reports_are_not_made_again_when_one_is_corrected(built: Path) -> None:
    shutil.copy(SEEDS / "taicang-2017.txt", built / "reports")
    building.build([built / "reports"], built / "store")
    given = write(built, start_of("66件"), "change", "value=67")
    assert building.build([built / "reports"], built / "store", corrected=given).extracted == 1
    assert building.build([built / "reports"], built / "store", corrected=given).extracted == 0
    assert building.build([built / "reports"], built / "store").extracted == 1


def test_the_graph_of_corrections_keeps_the_shapes(given: tuple[Correction, ...], tmp_path: Path) -> None:
    lost = tuple(replace(one, spot=replace(one.spot, sha256="0" * 64, words="9999")) for one in given[:3])
    building.build([SEEDS], tmp_path / "store", corrected=(*given, *lost))
    with store.open_store(tmp_path / "store") as opened:
        assert list(auditing.violations(opened)) == []
    assert len([row for row in told(tmp_path / "store") if row["open_because"]]) == 3


def test_a_correction_changes_the_findings_of_its_report(built: Path) -> None:
    findings = """SELECT ?status ?found { ?finding gk:findingRule/skos:notation "breakdown-request-channel" ;
        gk:status/skos:notation ?status ; gk:found ?found }"""
    assert asked(built, findings) == [("passed", 66)]
    given = write(built, start_of("64件"), "change", "value=65")
    building.build([built / "reports"], built / "store", corrected=given)
    assert asked(built, findings) == [("failed", 67)]


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem)
def test_what_follows_from_corrected_figures_is_what_the_queries_give(
    given: tuple[Correction, ...], path: Path, words: Vocabulary
) -> None:
    corrected = pipeline.extract_of(path, words, given)
    assert corrected.superseded
    assert derived(corrected) != derived(pipeline.extract_of(path, words))
    assert agree(corrected)


def test_the_same_corrections_give_the_same_triples(given: tuple[Correction, ...], words: Vocabulary) -> None:
    path = SEEDS / "taicang-2017.txt"
    one, two = (pipeline.triples_of(pipeline.extract_of(path, words, given)) for _ in range(2))
    assert one == two


def test_the_dimensions_that_may_be_set_are_those_of_the_graph() -> None:
    assert set(DIMENSIONS) == set(graph.DIMENSIONS)


# --- The file ---------------------------------------------------------------------------------------------------------


def mistakes(tmp_path: Path, given: tuple[Correction, ...], **cells: str) -> str:
    """What is said of a line in which these cells are otherwise."""
    row = dict(zip(corrections.COLUMNS, next(csv.reader([corrections.line_of(given[0])])), strict=True)) | cells
    path = tmp_path / "corrections.csv"
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(corrections.COLUMNS)
        writer.writerow(row.values())
    with pytest.raises(BadCorrections) as refused:
        corrections.load(path)
    return str(refused.value)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"report_sha256": "abc"}, "64 signs"),
        ({"report": "suzhou-2016"}, "320500/government/2016"),
        ({"end": "1"}, "two whole numbers"),
        ({"table": "1"}, "three whole numbers"),
        ({"text": "", "context": ""}, "characters of the figure"),
        ({"context": "no marks"}, "⟦⟧"),
        ({"context": "⟦77⟧件"}, "⟦⟧"),
        ({"metric": "requests"}, "no metric 'requests'"),
        ({"action": "correct"}, "confirm, change, reject, add"),
        ({"new": "value=many"}, "plain number"),
        ({"new": "vlaue=1"}, "no field 'vlaue'"),
        ({"new": "applicant=martian"}, "choose of"),
        ({"new": "value=1;value=2"}, "twice"),
        ({"new": "metric="}, "cannot be empty"),
        ({"new": "channel=网站"}, "NAME/TYPE"),
        ({"new": "label=件"}, "2 to 30"),
        ({"new": ""}, "what to change"),
        ({"action": "add", "new": "value=1"}, "value and label"),
        ({"who": ""}, "who corrects"),
        ({"when": "yesterday"}, "2026-05-31"),
        ({"why": ""}, "say why"),
    ],
)
def test_a_mistake_is_said_with_its_line_and_its_mend(
    given: tuple[Correction, ...], tmp_path: Path, cells: dict[str, str], said: str
) -> None:
    line = mistakes(tmp_path, given, **cells)
    assert re.fullmatch(rf"[^\n]*corrections\.csv: line 2: [^\n]*{re.escape(said)}[^\n]*", line)


def test_all_mistakes_are_said_at_once(given: tuple[Correction, ...], tmp_path: Path) -> None:
    assert mistakes(tmp_path, given, who="", when="", action="").count("\n") == 2


def test_a_file_without_its_columns_says_which(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text("report,start,colour\n", "utf-8")
    with pytest.raises(BadCorrections, match=r"line 1: columns without report_sha256.*with colour"):
        corrections.load(path)


def test_a_line_comes_back_as_it_was(given: tuple[Correction, ...], tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    for one in given:
        corrections.append(path, one)
    assert corrections.load(path) == given


def test_a_bad_correction_is_not_written(given: tuple[Correction, ...], tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    corrections.append(path, given[0])
    before = path.read_bytes()
    with pytest.raises(BadCorrections, match="who"):
        corrections.append(path, replace(given[0], who=""))
    assert path.read_bytes() == before
