"""The shapes: the example keeps them, each can be broken, and the queries that run them natively agree with pySHACL."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyshacl
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store
from rdflib import RDF, SH, SKOS, Graph, URIRef
from rdflib.term import Node

from gongkai import iris, resources

ONTOLOGY = resources.folder("ontology")
NATIVE = resources.folder("queries") / "shapes"
BROKEN = Path(__file__).parent / "data" / "shapes" / "broken"
SHAPES = Graph().parse(ONTOLOGY / "shapes.ttl")

# Each core constraint that the shapes may use, and the query that runs it natively.
CORE = {
    SH["minCount"]: "min-count",
    SH["maxCount"]: "max-count",
    SH["datatype"]: "datatype",
    SH["nodeKind"]: "node-kind",
    SH["class"]: "class",
    SH["in"]: "in",
    SH["pattern"]: "pattern",
    SH["minInclusive"]: "min-inclusive",
}
STRANGER, OTHER = NamedNode("urn:stranger"), NamedNode("urn:other")

Term = NamedNode | BlankNode | Literal
Violation = tuple[str, str, str, str]  # focus, path, value, message; path and value empty where there is none


@dataclass(frozen=True, slots=True)
class Rule:
    """One constraint of one property shape, in the node shape that has it."""

    shape: Node
    property: Node
    constraint: URIRef

    @property
    def name(self) -> str:
        path = str(SHAPES.value(self.property, SH.path))
        return " ".join(str(part).rsplit("#", 1)[-1].rsplit("/", 1)[-1] for part in (self.shape, path, self.constraint))

    @property
    def path(self) -> NamedNode:
        return NamedNode(str(SHAPES.value(self.property, SH.path)))

    @property
    def message(self) -> str:
        return english(self.property)


def english(node: Node) -> str:
    return next(str(text) for text in SHAPES.objects(node, SH.message) if getattr(text, "language", "") == "en")


def rules() -> Iterator[Rule]:
    """Every constraint once, and every property shape at least once in each shape that shares it."""
    stated = [Rule(*pair, constraint) for pair in SHAPES.subject_objects(SH.property) for constraint in CORE]
    seen: set[tuple[Node, Node]] = set()
    for rule in sorted(stated, key=lambda rule: rule.name):
        marks = {(rule.property, rule.constraint), (rule.shape, rule.property)}
        if (rule.property, rule.constraint, None) in SHAPES and not marks <= seen:
            seen |= marks
            yield rule


RULES = tuple(rules())
ENGLISH = frozenset(str(text) for text in SHAPES.objects(None, SH.message) if text.language == "en")
QUERIED = sorted(str(node).rsplit("#", 1)[1] for node in SHAPES.subjects(SH.select))


@cache
def concepts() -> Graph:
    found = Graph()
    for path in sorted(ONTOLOGY.glob("concepts/*.ttl")):
        found.parse(path)
    return found


@cache
def example() -> bytes:
    """The example, with as much of the concepts as the shapes ask for, in N-Triples."""
    data = Graph().parse(ONTOLOGY / "example.ttl")
    named = {node for triple in data for node in triple if str(node).startswith(f"{iris.BASE}concept/")}
    named |= {above for node in named for above in concepts().transitive_objects(node, SKOS.broader)}
    named |= {URIRef(iris.concept("unit", "%"))}
    for node in named | set(concepts().subjects(RDF.type, SKOS.ConceptScheme)):
        for predicate in (RDF.type, SKOS.prefLabel, SKOS.inScheme, SKOS.broader):
            for triple in concepts().triples((node, predicate, None)):
                data.add(triple)
    return data.serialize(format="nt", encoding="utf-8")


def data_store() -> Store:
    store = Store()
    store.load(example(), format=RdfFormat.N_TRIPLES)
    return store


def focuses(store: Store, shape: Node) -> list[NamedNode]:
    """What a shape is about, sorted."""
    found: set[str] = set()
    for target in SHAPES.objects(shape, SH.targetClass):
        pattern = store.quads_for_pattern(None, NamedNode(str(RDF.type)), NamedNode(str(target)))
        found.update(quad.subject.value for quad in pattern)
    for target in SHAPES.objects(shape, SH.targetSubjectsOf):
        found.update(quad.subject.value for quad in store.quads_for_pattern(None, NamedNode(str(target)), None))
    for target in SHAPES.objects(shape, SH.targetObjectsOf):
        found.update(quad.object.value for quad in store.quads_for_pattern(None, NamedNode(str(target)), None))
    return [NamedNode(iri) for iri in sorted(found)]


def wrong(rule: Rule) -> list[Term]:
    """Values of a property that break the rule."""
    bound = SHAPES.value(rule.property, rule.constraint)
    match CORE[rule.constraint]:
        case "min-count":
            return []
        case "max-count":
            return [STRANGER, OTHER, Literal("a"), Literal("b")]
        case "datatype":
            return [Literal("so", datatype=STRANGER)]
        case "node-kind":
            return [STRANGER if bound == SH.Literal else Literal("a"), BlankNode("nobody")]
        case "pattern":
            return [Literal("?"), STRANGER]
        case "min-inclusive":
            return [Literal(int(str(bound)) - 1), Literal("a")]
        case _:
            return [STRANGER, Literal("a")]


def native(store: Store) -> set[Violation]:
    """What the core constraints find when the queries run them over data and shapes in one store."""
    whole = Store()
    whole.extend(store)
    whole.load(path=str(ONTOLOGY / "shapes.ttl"), format=RdfFormat.TURTLE)
    return {
        (named(row["focus"]), named(row["path"]), named(row["value"]), named(row["message"]))
        for name in CORE.values()
        for row in whole.query((NATIVE / f"{name}.rq").read_text("utf-8"))
    }


def native_query(store: Store, name: str) -> set[Violation]:
    """The same for one constraint that is a query, taken out of the shapes as it stands."""
    node = URIRef(f"{iris.BASE}shapes#{name}")
    solutions = store.query(str(SHAPES.value(node, SH.select)), prefixes=iris.PREFIXES)
    given = {variable.value for variable in solutions.variables}

    def cell(row: object, column: str) -> str:
        return named(row[column]) if column in given else ""  # type: ignore[index]

    return {(cell(row, "this"), cell(row, "path"), cell(row, "value"), english(node)) for row in solutions}


def named(term: Term | None) -> str:
    return "" if term is None else "a blank node" if isinstance(term, BlankNode) else term.value


def judged(store: Store, shapes: Graph) -> set[Violation]:
    """What pySHACL finds, in the same form."""
    data = Graph().parse(data=store.dump(format=RdfFormat.N_QUADS), format="nt11")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    assert isinstance(report, Graph)
    return set(_violations(report))


def _violations(report: Graph) -> Iterator[Violation]:
    for result in report.subjects(RDF.type, SH.ValidationResult):
        message = next(str(text) for text in report.objects(result, SH.resultMessage) if str(text) in ENGLISH)
        parts = [report.value(result, part) for part in (SH.focusNode, SH.resultPath, SH.value)]
        focus, path, value = ("" if part is None else _label(part) for part in parts)
        counted = report.value(result, SH.sourceConstraintComponent) in (
            SH.MinCountConstraintComponent,
            SH.MaxCountConstraintComponent,
        )
        by_query = report.value(result, SH.sourceConstraintComponent) == SH.SPARQLConstraintComponent
        yield focus, path, "" if counted or (by_query and value == focus) else value, message


def _label(node: Node) -> str:
    return str(node) if not node.n3().startswith("_:") else "a blank node"


@cache
def core_shapes() -> Graph:
    """The shapes without what takes a query."""
    found = Graph()
    for triple in SHAPES:
        if triple[1] != SH.sparql:
            found.add(triple)
    return found


def shapes_of_query(name: str) -> Graph:
    """The shapes with one constraint that is a query, and nothing else."""
    kept = URIRef(f"{iris.BASE}shapes#{name}")
    found = Graph()
    for triple in SHAPES:
        if triple[1] != SH.property and (triple[1] != SH.sparql or triple[2] == kept):
            found.add(triple)
    return found


def test_the_shapes_declare_the_prefixes_that_gongkai_knows() -> None:
    nodes = SHAPES.objects(None, SH.declare)
    declared = {str(SHAPES.value(node, SH.prefix)): str(SHAPES.value(node, SH.namespace)) for node in nodes}
    assert len(declared) > 5
    assert declared.items() <= iris.PREFIXES.items()


def test_every_shape_speaks_two_languages() -> None:
    spoken = {*SHAPES.objects(None, SH.property), *SHAPES.objects(None, SH.sparql)}
    assert len(spoken) > 80
    for node in spoken:
        messages = list(SHAPES.objects(node, SH.message))
        assert sorted(text.language for text in messages) == ["en", "zh"], messages


def test_property_shapes_keep_to_what_the_queries_can_run() -> None:
    for part in set(SHAPES.objects(None, SH.property)):
        assert isinstance(SHAPES.value(part, SH.path, any=False), URIRef)
        assert set(SHAPES.predicates(part)) - {SH.path, SH.message} <= set(CORE)
    assert {path.stem for path in NATIVE.glob("*.rq")} == set(CORE.values())


def test_every_constraint_that_is_a_query_belongs_to_a_shape() -> None:
    assert {str(node).rsplit("#", 1)[1] for node in SHAPES.objects(None, SH.sparql)} == set(QUERIED)
    assert sorted(path.stem for path in BROKEN.glob("*.ru")) == QUERIED


def test_the_example_keeps_every_shape() -> None:
    assert judged(data_store(), SHAPES) == set()


def test_the_example_and_all_concepts_keep_every_shape_natively() -> None:
    store = data_store()
    for path in (ONTOLOGY / "gongkai.ttl", *sorted(ONTOLOGY.glob("concepts/*.ttl"))):
        store.load(path=str(path), format=RdfFormat.TURTLE)
    assert native(store) == set()
    assert [name for name in QUERIED if native_query(store, name)] == []


def test_all_concepts_keep_the_shape_of_a_concept() -> None:
    conforms, _, text = pyshacl.validate(concepts(), shacl_graph=core_shapes(), inplace=True)
    assert conforms, text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_each_core_constraint_can_be_broken_and_both_engines_say_so(rule: Rule) -> None:
    store = data_store()
    focus = focuses(store, rule.shape)[0]
    for quad in list(store.quads_for_pattern(focus, rule.path, None)):
        store.remove(quad)
    for value in wrong(rule):
        store.add(Quad(focus, rule.path, value))
    found = native(store)
    assert (focus.value, rule.path.value, rule.message) in {(at, path, message) for at, path, _, message in found}
    assert found == judged(store, core_shapes())


@pytest.mark.parametrize("name", QUERIED)
def test_each_query_constraint_can_be_broken_and_both_engines_say_so(name: str) -> None:
    store = data_store()
    store.update((BROKEN / f"{name}.ru").read_text("utf-8"), prefixes=iris.PREFIXES)
    found = native_query(store, name)
    assert found != set()
    assert found == judged(store, shapes_of_query(name))


@pytest.mark.parametrize(
    ("path", "words", "datatype"),
    [("oa:start", "five", "xsd:integer"), ("gk:periodEnd", "2016-13-31", "xsd:date")],
    ids=["integer", "date"],
)
def test_a_malformed_literal_is_not_of_its_datatype(path: str, words: str, datatype: str) -> None:
    store = data_store()
    property_ = NamedNode(iris.term(path))
    given = min(store.quads_for_pattern(None, property_, None), key=str)
    store.remove(given)
    store.add(Quad(given.subject, property_, Literal(words, datatype=NamedNode(iris.term(datatype)))))
    found = native(store)
    assert words in {value for _, _, value, _ in found}
    assert found == judged(store, core_shapes())
