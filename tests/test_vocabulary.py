"""Files under ontology/ -> vocabulary: what is wrong in them is said, with the file; every id in them is a concept."""

import csv
import re
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, Store

from gongkai import iris, resources, vocabulary
from gongkai.errors import BadOntology
from gongkai.graph import DIMENSIONS
from gongkai.model import Jurisdiction
from gongkai.vocabulary import Vocabulary, names
from gongkai.vocabulary.files import Leaf, alternatives

ONTOLOGY = resources.folder("ontology")
WORDINGS = sorted(path.name for path in ONTOLOGY.glob("wordings/*.yaml"))
IN_SCHEME = NamedNode(iris.term("skos:inScheme"))


@pytest.fixture
def changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, str], None]:
    """changed(file, old, new): from here on ontology/ is a copy of its own in which this text is another."""
    copy = shutil.copytree(ONTOLOGY, tmp_path / "ontology")
    monkeypatch.setattr(resources, "folder", lambda name: copy)

    def change(name: str, old: str, new: str) -> None:
        path = copy / "wordings" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def refusal() -> str:
    with pytest.raises(BadOntology) as refused:
        vocabulary.load.__wrapped__()
    said = str(refused.value)
    assert "\n" not in said
    return said


def test_a_copy_without_change_is_taken(changed: Callable[[str, str, str], None]) -> None:
    assert vocabulary.load.__wrapped__().layout.title_within == vocabulary.load().layout.title_within


def test_a_label_over_columns_that_a_layout_does_not_have_is_refused(changed: Callable[[str, str, str], None]) -> None:
    changed("../layouts/requests.yaml", "from: 2, to: 6", "from: 2, to: 8")
    assert refusal().startswith("ontology/layouts/requests.yaml: heads: item 1: ")


@pytest.mark.parametrize("name", WORDINGS)
def test_a_file_that_is_no_yaml_is_refused_by_its_name(name: str, changed: Callable[[str, str, str], None]) -> None:
    changed(name, "\n", "\nwrong: [unclosed\n")
    assert refusal().startswith(f"ontology/wordings/{name}: ")


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("structure.yaml", "title_within: 3000", "", "'title_within' is missing"),
        ("structure.yaml", "title_within: 3000", "title_within: many", "whole number"),
        ("structure.yaml", "longest_heading: 32", "longest_heading: [32]", "whole number"),
        ("numerals.yaml", "pattern: '(?:https?", "pattern: '((?:https?", "no regular expression"),
        ("numerals.yaml", "hedges_before:", "hedges_ahead:", "'hedges_before' is missing"),
        ("numerals.yaml", "identifier, at: number", "identifier, at: numbers", "correct it or leave it out"),
        ("labels.yaml", "longest: 30", "longest: thirty", "whole number"),
        ("channels.yaml", "\naccounts: ", "\naccounts: hotline-of-all ", "add it to own_names"),
    ],
)
def test_a_wrong_value_is_refused_by_its_place(
    name: str, old: str, new: str, said: str, changed: Callable[[str, str, str], None]
) -> None:
    changed(name, old, new)
    refused = refusal()
    assert refused.startswith(f"ontology/wordings/{name}")
    assert said in refused


@pytest.mark.parametrize(
    ("name", "old", "new", "word"),
    [
        ("figures.yaml", "  route/direct: ", "  route/direct: 复议后起诉 ", "复议后起诉"),
        ("areas.yaml", "  statistics: >-\n", "  statistics: >-\n    义务教育\n", "义务教育"),
        ("channels.yaml", "  weibo: ", "  weibo: 公众号 ", "公众号"),
        ("concerns.yaml", "  training: 培训\n", "  training: 培训 归档\n", "归档"),
    ],
)
def test_a_word_under_two_ids_is_refused_with_both(
    name: str, old: str, new: str, word: str, changed: Callable[[str, str, str], None]
) -> None:
    changed(name, old, new)
    refused = refusal()
    assert refused.startswith(f"ontology/wordings/{name}")
    assert word in refused


def test_a_file_that_is_not_there_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "folder", lambda name: tmp_path)
    assert refusal().startswith("ontology/wordings/names.yaml: ")


def test_the_longest_word_wins_and_none_overlap() -> None:
    lexicon = names.lexicon_of(Leaf({"a": "公开 信息公开", "b": "依申请公开"}, "here"))
    assert lexicon.find("依申请公开信息公开公开") == [(0, 5, "b"), (5, 9, "a"), (9, 11, "a")]


@given(st.sets(st.text("件次个项.", min_size=1, max_size=4), min_size=1), st.text("件次个项.", max_size=20))
def test_of_alternatives_the_longest_is_found(given_words: set[str], text: str) -> None:
    found = [match[0] for match in re.finditer(alternatives(given_words), text)]
    longest_first = sorted(given_words, key=len, reverse=True)
    assert found == re.findall("|".join(map(re.escape, longest_first)), text)


@given(st.text("0123459.,:+-年月日时点号楼天强第前、。，（）“”G个至起其中\n", max_size=40))
def test_a_class_that_is_looked_for_at_numbers_begins_nowhere_else(text: str) -> None:
    starts = {run.start() for run in re.finditer(r"\d+", text)}
    for one in vocabulary.load().quantities.classes:
        if one.at_number:
            assert {match.start() for match in one.pattern.finditer(text)} <= starts


@given(st.data())
@settings(deadline=None, max_examples=500)
def test_what_a_class_is_not_looked_for_without_is_in_every_match(data: st.DataObject) -> None:
    one = data.draw(
        st.sampled_from([one for one in vocabulary.load().quantities.classes if one.near or one.has or one.at_number])
    )
    text = data.draw(st.from_regex(one.pattern))
    for match in one.pattern.finditer(text):
        assert not one.has or any(word in match.group() for word in one.has)
        runs = [run.span() for run in re.finditer(r"\d+", text) if match.start() <= run.start() < match.end()]
        beside = [text[start - 1 : start] + text[end : end + 1] for start, end in runs]
        behind = [text[end : end + 1] for _, end in runs[:1]]
        assert not one.at_number or runs[0][1] - runs[0][0] in one.digits
        assert not one.near or any(one.near.search(each) for each in (behind if one.at_number else beside))


@given(st.data())
@settings(deadline=None)
def test_the_number_of_a_hotline_has_five_digits(data: st.DataObject) -> None:
    pattern = vocabulary.load().names.channels.hotline_number
    for match in pattern.finditer(data.draw(st.from_regex(pattern))):
        assert re.match(r"\d{5}", match.group())


@given(st.data())
@settings(deadline=None)
def test_a_grand_number_is_where_its_word_is(data: st.DataObject) -> None:
    spelled = vocabulary.load().quantities.spelled
    assert spelled.grand_has in data.draw(st.from_regex(spelled.grand))


@given(st.data())
@settings(deadline=None)
def test_all_that_denies_begins_with_what_a_sentence_is_passed_over_without(data: st.DataObject) -> None:
    zeros = vocabulary.load().cues.zeros
    pattern = data.draw(st.sampled_from((zeros.negator, zeros.whole_sentence)))
    for match in pattern.finditer(data.draw(st.from_regex(pattern))):
        assert zeros.begins.search(match.group())


@given(st.data())
@settings(deadline=None)
def test_the_name_of_a_body_ends_as_what_a_text_is_passed_over_without(data: st.DataObject) -> None:
    body = data.draw(st.sampled_from(vocabulary.load().names.agencies.named_bodies))
    for match in body.pattern.finditer(data.draw(st.from_regex(body.pattern))):
        assert match.group()[-1] in body.ends


# Years in which an agency and its successor were both there.
LONGEST_REFORM = 3


@cache
def concepts(scheme: str) -> frozenset[str]:
    """The ids of a scheme, as its Turtle file describes them."""
    store = Store()
    store.load(path=str(ONTOLOGY / "concepts" / f"{scheme}.ttl"), format=RdfFormat.TURTLE)
    base = f"{iris.BASE}concept/{scheme}"
    found = store.quads_for_pattern(None, IN_SCHEME, NamedNode(base), None)
    return frozenset(quad.subject.value.removeprefix(f"{base}/") for quad in found)


@cache
def wordings(name: str) -> dict[str, dict[str, str]]:
    return yaml.safe_load(ONTOLOGY.joinpath("wordings", name).read_text(encoding="utf-8"))


# Schemes of cues that are the grammar's own, not the graph's.
GRAMMAR = {"topic", "list"}
# Cues that the code makes up its mind about: they stand for one of two metrics, or for none.
UNDECIDED = {"applications-carried", "applications-pending"}
# The deed done to documents is half the name of a metric; a weak word counts only beside another.
DEEDS = "documents"
WEAK = "-weak"


def cued() -> Iterator[tuple[str, str]]:
    for cue in wordings("figures.yaml")["cues"]:
        scheme, identifier = cue.split("/")
        scheme = scheme.removesuffix(WEAK)
        if scheme == DEEDS:
            yield "metric", f"documents-{identifier}"
        elif scheme not in GRAMMAR and identifier not in UNDECIDED:
            yield scheme, identifier


def used_ids() -> Iterator[tuple[str, str, str]]:
    """File, scheme and id, of all that stands for a concept under ontology/wordings/."""
    figures, channels, numerals = wordings("figures.yaml"), wordings("channels.yaml"), wordings("numerals.yaml")
    yield from (("figures.yaml", *pair) for pair in cued())
    yield from (("figures.yaml", "outcome", word) for word in figures["bare_outcomes"].values())
    for scheme, pairs in figures["parents"].items():
        yield from (("figures.yaml", scheme, word) for pair in pairs.items() for word in pair)
    for part in ("targets", "heading_targets"):
        yield from (("figures.yaml", "metric", word) for word in figures["zeros"][part])
    yield from (("areas.yaml", "policy-area", area) for area in wordings("areas.yaml")["words"])
    for kind, area in wordings("areas.yaml")["of_agency_kinds"].items():
        yield "areas.yaml", "agency-kind", kind
        yield "areas.yaml", "policy-area", area
    for part in ("types", "own_names"):
        yield from (("channels.yaml", "channel", kind) for kind in channels[part])
    for part in ("endings", "press_types"):
        yield from (("channels.yaml", "channel", kind) for kind in channels[part].values())
    for part in ("problems", "measures"):
        yield from (("concerns.yaml", "concern", kind) for kind in wordings("concerns.yaml")[part])
    yield from (("numerals.yaml", "numeral-class", one["class"]) for one in numerals["classes"])
    for side in ("hedges_before", "hedges_after"):
        yield from (("numerals.yaml", "qualifier", word) for word in numerals[side])
    yield from (("structure.yaml", "edition", one["id"]) for one in wordings("structure.yaml")["editions"])
    with ONTOLOGY.joinpath("wordings", "agencies.csv").open(encoding="utf-8", newline="") as lines:
        yield from (("agencies.csv", "agency-kind", row["kind"]) for row in csv.DictReader(lines) if row["kind"])


@pytest.mark.parametrize(("name", "scheme"), sorted({(name, scheme) for name, scheme, _ in used_ids()}))
def test_every_id_of_a_wording_is_a_concept(name: str, scheme: str) -> None:
    used = {identifier for file, found, identifier in used_ids() if (file, found) == (name, scheme)}
    assert used
    assert used - concepts(scheme) == set()


@pytest.mark.parametrize("scheme", ["rule", "issue", "level", "scope", "change", *DIMENSIONS])
def test_schemes_that_the_code_speaks_of_have_concepts(scheme: str) -> None:
    assert concepts(scheme)


@pytest.mark.parametrize("kind", ["counted", "statutory", "breakdown", "account", "growth", "share", "from-to", "zero",
                                  "distributed", "clause", "citation", "problem", "measure"])  # fmt: skip
def test_every_rule_of_the_prose_is_a_concept(kind: str) -> None:
    assert kind in concepts("rule")


def test_a_form_means_two_agencies_only_while_one_takes_over_from_the_other(words: Vocabulary) -> None:
    names, gazetteer = words.names.agencies, words.places
    places = [gazetteer.at(code, 2020) for code in ("100000", "320000", "310000", "320100", "320500", "320583")]
    doubtful = {
        (form, place.name): [year for year in range(2008, 2027) if len(names.readings(form, place, year)) > 1]
        for form in names.forms
        for place in places
        if place is not None
    }
    assert max(len(years) for years in doubtful.values()) > 0
    assert {form: years for form, years in doubtful.items() if len(years) > LONGEST_REFORM} == {}


def test_every_form_means_something_somewhere_in_some_year(words: Vocabulary) -> None:
    names, gazetteer = words.names.agencies, words.places
    codes = ("100000", "320000", "310000", "320100", "320500", "320583", "110000", "500000", "440100", "440300")
    places = [place for code in codes if (place := gazetteer.at(code, 2020))]
    assert [
        form
        for form in names.forms
        if not any(len(names.readings(form, place, year)) == 1 for place in places for year in range(1994, 2027))
    ] == []


def test_every_name_of_a_kind_of_government_agency_is_a_form(words: Vocabulary) -> None:
    kinds, forms = Store(), words.names.agencies.forms
    kinds.load(path=str(ONTOLOGY / "concepts" / "agency-kind.ttl"), format=RdfFormat.TURTLE)
    asked = """SELECT ?kind ?name {
      ?kind skos:broader <https://w3id.org/gongkai/concept/agency-kind/government-agency> ;
        skos:prefLabel|skos:altLabel ?name . FILTER(LANG(?name) = "zh") }"""
    found = [
        (row["kind"].value.rsplit("/", 1)[1], row["name"].value) for row in kinds.query(asked, prefixes=iris.PREFIXES)
    ]
    elsewhere = {"corps", "government", "subdistrict-office", "township-government"}  # in names.yaml, or a place
    unsaid = {"办公厅", "人民政府办公室（政府信息公开办公室）"}
    missing = [(kind, name) for kind, name in found if name not in forms and kind not in elsewhere]
    assert len(found) > 300
    assert {name for _, name in missing} == unsaid


def test_a_place_is_found_by_its_full_and_its_plainer_name(words: Vocabulary) -> None:
    assert [place.code for place in words.places.named("融水苗族自治县", 2014)] == ["450225"]
    assert [place.code for place in words.places.named("融水县", 2014)] == ["450225"]


def test_the_places_above_come_nearest_first(words: Vocabulary) -> None:
    (place,) = words.places.named("洱源县", 2014)
    assert [above.name for above in words.places.above(place, 2014)] == ["大理白族自治州", "云南省"]


def test_a_district_bears_its_citys_name(words: Vocabulary) -> None:
    (place,) = words.places.named("徐汇区", 2014)
    assert words.places.full_name(place, 2014) == "上海市徐汇区"
    assert words.places.full_name(words.places.country, 2014) == "国家"


def test_a_code_has_one_holder_in_a_year_that_nothing_changed_in(words: Vocabulary) -> None:
    assert words.places.at("420600", 2008) == Jurisdiction("420600", "襄樊市", "prefecture", "2010")
    assert words.places.at("420600", 2014) == Jurisdiction("420600", "襄阳市", "prefecture")
    assert words.places.at("999999", 2014) is None
