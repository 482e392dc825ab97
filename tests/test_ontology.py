"""The ontology: every term is there and explained, code lists hold together, a reasoner finds nothing against it."""

import re
from collections import Counter
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from owlrl import DeductiveClosure, OWLRL_Semantics
from pyoxigraph import RdfFormat, Store
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef
from rdflib.term import Node

from gongkai import graph, iris, resources

ONTOLOGY = resources.folder("ontology")
QUERIES = resources.folder("queries")
SOURCES = Path(iris.__file__).parent
DATA = Path(__file__).parent / "data" / "shapes"

GK = Namespace(iris.GK)
QB = Namespace(iris.PREFIXES["qb"])
SCHEMA = Namespace(iris.PREFIXES["schema"])
THEME = "http://publications.europa.eu/resource/authority/data-theme/"
THEMES = re.compile("AGRI|ECON|EDUC|ENER|ENVI|GOVE|HEAL|INTR|JUST|REGI|SOCI|TECH|TRAN")
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")  # where owlrl puts what it finds

CONCEPT_FILES = sorted(ONTOLOGY.glob("concepts/*.ttl"))
FILES = [ONTOLOGY / "gongkai.ttl", ONTOLOGY / "shapes.ttl", ONTOLOGY / "example.ttl", *CONCEPT_FILES]
INTEGRITY = sorted(path.stem for path in DATA.glob("integrity/*.rq"))


@cache
def graph_of(*paths: Path) -> Graph:
    """The triples of Turtle files; shared by the tests, which must not change it."""
    found = Graph()
    for path in paths:
        found.parse(path)
    return found


TERMS = graph_of(ONTOLOGY / "gongkai.ttl")
EXAMPLE = graph_of(ONTOLOGY / "example.ttl")
CONCEPTS = graph_of(*CONCEPT_FILES)
OWN = sorted(term for term in TERMS.subjects(RDFS.isDefinedBy) if isinstance(term, URIRef))
PROPERTIES = [term for term in OWN if (term, RDF.type, OWL.ObjectProperty) in TERMS
              or (term, RDF.type, OWL.DatatypeProperty) in TERMS]  # fmt: skip


def languages(graph: Graph, subject: Node, predicate: Node) -> list[str]:
    return sorted(str(getattr(value, "language", None)) for value in graph.objects(subject, predicate))


def links(predicate: URIRef) -> set[tuple[str, str]]:
    """Pairs of our own concepts."""
    pairs = {(str(subject), str(value)) for subject, value in CONCEPTS.subject_objects(predicate)}
    return {pair for pair in pairs if pair[1].startswith(iris.BASE)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_two_parsers_read_the_same_from_every_file(path: Path) -> None:
    store = Store()
    store.load(path=str(path), format=RdfFormat.TURTLE)
    assert len(store) == len(Graph().parse(path)) > 0


def test_every_term_in_use_is_defined() -> None:
    texts = [path.read_text("utf-8") for path in (*SOURCES.rglob("*.py"), *QUERIES.rglob("*.rq"))]
    texts += [(ONTOLOGY / name).read_text("utf-8") for name in ("shapes.ttl", "example.ttl")]
    used = {GK[name] for text in texts for name in re.findall(r"\bgk:([A-Za-z]+)", text)}
    assert len(used) > 50
    assert used <= set(OWN)


@pytest.mark.parametrize("term", OWN, ids=lambda term: term.removeprefix(iris.GK))
def test_a_term_has_label_and_definition_in_two_languages(term: URIRef) -> None:
    assert languages(TERMS, term, RDFS.label) == ["en", "zh"]
    assert languages(TERMS, term, SKOS.definition) == ["en", "zh"]
    assert TERMS.value(term, RDFS.isDefinedBy) == URIRef(iris.BASE + "ontology")


@pytest.mark.parametrize("term", PROPERTIES, ids=lambda term: term.removeprefix(iris.GK))
def test_a_property_has_domain_and_range_or_says_why_not(term: URIRef) -> None:
    ends = [TERMS.value(term, end) for end in (RDFS.domain, RDFS.range)]
    assert all(ends) or languages(TERMS, term, SKOS.editorialNote) == ["en", "zh"]
    assert ends[1] is not None


def test_every_property_of_the_structure_is_declared_as_what_it_is() -> None:
    kinds = {QB.dimension: QB.DimensionProperty, QB.measure: QB.MeasureProperty, QB.attribute: QB.AttributeProperty}
    components = list(TERMS.objects(GK.structure, QB.component))
    stated = [(kind, term) for component in components for kind in kinds for term in TERMS.objects(component, kind)]
    assert len(stated) == len(components)
    assert all((term, RDF.type, kinds[kind]) in TERMS for kind, term in stated)
    assert {str(term) for _, term in stated} >= {iris.term(name) for name in graph.DIMENSIONS.values()}


def test_the_figure_shown_in_the_ontology_is_the_one_of_the_example() -> None:
    text = (ONTOLOGY / "gongkai.ttl").read_text("utf-8")
    prefixes = "".join(re.findall(r"^@.*\n", text, re.MULTILINE))
    shown = Graph().parse(data=prefixes + "\n".join(re.findall(r"^#   (.*)$", text, re.MULTILINE)), format="turtle")
    assert len(shown) == 11
    assert set(shown) <= set(EXAMPLE)


def test_the_example_uses_every_term_that_a_report_can_bring() -> None:
    rare = {
        "act", "applicant", "breakdownFigure", "change", "changedIn", "changesTo", "cofog", "documentType",
        "followedAs", "formerKind", "keyFigure", "laterKind", "outcome", "result", "route", "structure",
        "usedInEdition",
    }  # fmt: skip
    spoken = {*EXAMPLE.predicates(), *EXAMPLE.objects(None, RDF.type)}
    assert {term for term in OWN if term not in spoken} == {GK[name] for name in rare}


@pytest.mark.parametrize("path", CONCEPT_FILES, ids=lambda path: path.stem)
def test_a_file_of_concepts_is_one_scheme_and_sorted(path: Path) -> None:
    text = path.read_text("utf-8")
    subjects = re.findall(r"^<([^>]+)> a skos:Concept", text, re.MULTILINE)
    schemes = [name for name in subjects if "/" not in name]
    members = [name for name in subjects if "/" in name]
    assert schemes == [path.stem] == subjects[:1]
    assert members == sorted(set(members))
    assert {name.split("/")[0] for name in members} == {path.stem}
    assert text.split("\n\n")[0] == CONCEPT_FILES[0].read_text("utf-8").split("\n\n")[0]
    scheme = URIRef(f"{iris.BASE}concept/{path.stem}")
    assert languages(CONCEPTS, scheme, SKOS.prefLabel) == languages(CONCEPTS, scheme, SKOS.definition) == ["en", "zh"]


@pytest.mark.parametrize("path", CONCEPT_FILES, ids=lambda path: path.stem)
def test_a_concept_is_named_explained_and_in_its_place(path: Path) -> None:
    scheme = URIRef(f"{iris.BASE}concept/{path.stem}")
    for concept in CONCEPTS.subjects(SKOS.inScheme, scheme):
        assert languages(CONCEPTS, concept, SKOS.prefLabel) == ["en", "zh"], concept
        assert languages(CONCEPTS, concept, SKOS.definition) == ["en", "zh"], concept
        notation = str(CONCEPTS.value(concept, SKOS.notation, any=False))
        assert str(concept) == iris.concept(path.stem, notation)
        preferred = set(CONCEPTS.objects(concept, SKOS.prefLabel))
        assert not preferred & set(CONCEPTS.objects(concept, SKOS.altLabel)), concept
        top = (concept, SKOS.topConceptOf, scheme) in CONCEPTS
        assert top != ((concept, SKOS.broader, None) in CONCEPTS), concept


def test_no_two_concepts_of_a_scheme_have_the_same_name() -> None:
    names = Counter((CONCEPTS.value(concept, SKOS.inScheme), label)
                    for concept, label in CONCEPTS.subject_objects(SKOS.prefLabel)
                    if (concept, RDF.type, SKOS.Concept) in CONCEPTS)  # fmt: skip
    assert [name for name, count in names.items() if count > 1] == []


def test_every_scheme_that_the_code_mints_from_is_there() -> None:
    texts = [path.read_text("utf-8") for path in SOURCES.rglob("*.py")]
    minted = {name for text in texts for name in re.findall(r'\bconcept\("([\w-]+)"', text)} | set(graph.DIMENSIONS)
    assert {"metric", "unit", "finding-rule"} <= minted
    assert minted <= {path.stem for path in CONCEPT_FILES}


def test_nothing_points_to_a_concept_that_is_not_there() -> None:
    everything = graph_of(*FILES)
    known = {str(subject) for subject in CONCEPTS.subjects(RDF.type)}
    pointed = {str(value) for value in everything.objects() if str(value).startswith(f"{iris.BASE}concept/")}
    assert pointed - known == set()


def test_broader_leads_up_within_the_scheme_and_never_round() -> None:
    assert all(subject.rsplit("/", 1)[0] == value.rsplit("/", 1)[0] for subject, value in links(SKOS.broader))
    above: dict[str, set[str]] = {}
    for subject, value in links(SKOS.broader) | links(SKOS.broadMatch):
        above.setdefault(subject, set()).add(value)
    assert len(list(TopologicalSorter(above).static_order())) > 60


@pytest.mark.parametrize(
    ("there", "back"),
    [
        (SKOS.broadMatch, SKOS.narrowMatch),
        (SKOS.closeMatch, SKOS.closeMatch),
        (DCTERMS.replaces, DCTERMS.isReplacedBy),
    ],
    ids=["broad and narrow", "close", "replaced"],
)
def test_a_match_can_be_walked_both_ways(there: URIRef, back: URIRef) -> None:
    assert links(there) == {(value, subject) for subject, value in links(back)} != set()


def test_categories_related_within_a_scheme_say_so_on_both_sides() -> None:
    related = {pair for pair in links(SKOS.relatedMatch) if pair[0].rsplit("/", 1)[0] == pair[1].rsplit("/", 1)[0]}
    assert related == {(value, subject) for subject, value in related} != set()


def above(concept: str, ways: set[tuple[str, str]]) -> set[str]:
    """All that lies over a concept, however far."""
    found: set[str] = set()
    new = {concept}
    while new := {value for subject, value in ways if subject in new} - found:
        found |= new
    return found


def test_what_is_related_or_close_is_not_over_or_under_it_and_nothing_is_equal() -> None:
    ways = links(SKOS.broader) | links(SKOS.broadMatch)
    for subject, value in links(SKOS.relatedMatch) | links(SKOS.closeMatch):
        assert value not in above(subject, ways), (subject, value)
        assert subject not in above(value, ways), (subject, value)
    assert not links(SKOS.relatedMatch) & links(SKOS.closeMatch)
    assert links(SKOS.exactMatch) == set()


STATUTORY = ("act", "applicant", "document-type", "metric", "outcome", "request-channel", "result", "route", "scope")
EDITIONS = {
    f"{iris.BASE}concept/edition/{name}" for name in ("narrative", "statistics-2014", "tables-2019", "tables-2021")
}


@pytest.mark.parametrize("scheme", STATUTORY)
def test_a_category_is_in_all_editions_or_matched_or_says_why_not(scheme: str) -> None:
    matches = (SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch)
    for concept in CONCEPTS.subjects(SKOS.inScheme, URIRef(f"{iris.BASE}concept/{scheme}")):
        used = {str(edition) for edition in CONCEPTS.objects(concept, GK.usedInEdition)}
        assert used, concept
        assert used <= EDITIONS, concept
        matched = [
            target
            for match in matches
            for target in CONCEPTS.objects(concept, match)
            if {str(edition) for edition in CONCEPTS.objects(target, GK.usedInEdition)} - used
        ]
        explained = languages(CONCEPTS, concept, SKOS.changeNote) == ["en", "zh"]
        assert used == EDITIONS or matched or explained, concept


def test_a_category_that_changed_its_meaning_says_how() -> None:
    changed = dict(CONCEPTS.subject_objects(GK.changedIn))
    assert {str(concept) for concept in changed} >= {iris.concept("metric", "applications-received")}
    for concept, edition in changed.items():
        assert (concept, GK.usedInEdition, edition) in CONCEPTS
        assert languages(CONCEPTS, concept, SKOS.changeNote) == ["en", "zh"], concept


def test_a_kind_of_agency_that_was_replaced_says_when_and_by_whom() -> None:
    for concept in set(CONCEPTS.subjects(DCTERMS.isReplacedBy)):
        count = len(list(CONCEPTS.objects(concept, DCTERMS.isReplacedBy)))
        assert languages(CONCEPTS, concept, SKOS.historyNote) == ["en"] * count + ["zh"] * count


def test_what_is_valid_ends_after_it_begins() -> None:
    ended = dict(CONCEPTS.subject_objects(SCHEMA.validThrough))
    begun = dict(CONCEPTS.subject_objects(SCHEMA.validFrom))
    both = set(ended) & set(begun)
    assert len(both) > 3
    assert all(str(begun[concept]) <= str(ended[concept]) for concept in both)
    assert all(re.fullmatch(r"(19|20)\d\d", str(year)) for year in (*ended.values(), *begun.values()))


def test_every_policy_area_maps_to_cofog_and_to_an_eu_theme() -> None:
    for area in CONCEPTS.subjects(SKOS.inScheme, URIRef(f"{iris.BASE}concept/policy-area")):
        codes = [str(code) for code in CONCEPTS.objects(area, GK.cofog)]
        assert codes
        assert all(re.fullmatch(r"(0[1-9]|10)(\.[1-9])?", code) for code in codes), area
        matches = (SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch)
        themes = [str(value) for match in matches for value in CONCEPTS.objects(area, match) if THEME in value]
        assert len(themes) == 1
        assert THEMES.fullmatch(themes[0].removeprefix(THEME))


def inconsistencies(*more: tuple[Node, Node, Node]) -> list[str]:
    """What a reasoner with the rules of OWL 2 RL holds against ontology, example and the borrowed axioms."""
    known = Graph()
    for path in (ONTOLOGY / "gongkai.ttl", ONTOLOGY / "example.ttl", DATA / "borrowed.ttl"):
        known += graph_of(path)
    for triple in more:
        known.add(triple)
    DeductiveClosure(OWLRL_Semantics).expand(known)
    return [str(error) for error in known.objects(None, ERROR)]


def test_a_reasoner_finds_no_contradiction_in_ontology_and_example() -> None:
    assert inconsistencies() == []


def test_a_disclosure_that_was_an_activity_would_contradict_its_evidence() -> None:
    activity = URIRef(iris.term("prov:Activity"))
    assert inconsistencies((GK.Disclosure, RDFS.subClassOf, activity)) != []


def test_a_figure_cannot_be_part_of_itself() -> None:
    figure = next(EXAMPLE.subjects(GK.partOf))
    assert inconsistencies((figure, GK.partOf, figure)) != []


@pytest.fixture(scope="module")
def cube() -> bytes:
    store = Store()
    for path in FILES:
        store.load(path=str(path), format=RdfFormat.TURTLE)
    return bytes(store.dump(format=RdfFormat.N_QUADS) or b"")


def cube_store(cube: bytes) -> Store:
    store = Store()
    store.load(cube, format=RdfFormat.N_QUADS)
    return store


def broken_rules(store: Store, rule: str) -> int:
    query = (DATA / "integrity" / f"{rule}.rq").read_text("utf-8")
    return len(list(store.query(query, prefixes=iris.PREFIXES)))


@pytest.mark.parametrize("rule", INTEGRITY)
def test_the_example_keeps_the_integrity_constraints_of_the_data_cube(rule: str, cube: bytes) -> None:
    assert broken_rules(cube_store(cube), rule) == 0


@pytest.mark.parametrize("rule", INTEGRITY)
def test_each_integrity_constraint_can_be_broken(rule: str, cube: bytes) -> None:
    store = cube_store(cube)
    store.update((DATA / "integrity" / f"{rule}.ru").read_text("utf-8"), prefixes=iris.PREFIXES)
    assert broken_rules(store, rule) > 0
