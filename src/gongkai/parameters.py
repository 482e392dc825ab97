"""Parameters of a query as text -> terms, by the type that the query's head declares.

`concept SCHEME` is an id, `jurisdiction` a code, `report` the name of a report's file without its ending, `iri` whole,
or what follows https://w3id.org/gongkai/; then there are `integer` and `string`. Which concepts and reports there are,
the store is asked, wherever it is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from pyoxigraph import Literal, NamedNode, Store

from gongkai import iris
from gongkai.errors import BadQuery

KINDS: Final = ("concept", "jurisdiction", "report", "iri", "integer", "string")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query needs to know; `scheme` is set where `kind` is concept, `default` where it need not be given."""

    name: str
    kind: str
    scheme: str
    default: str
    meaning: str

    @property
    def setting(self) -> str:
        """How it is given on the command line."""
        return f"[--set {self.name}={self.default}]" if self.default else f"--set {self.name}=..."


class Known(Protocol):
    """What there is, where the query shall run."""

    def concepts(self, scheme: str) -> Sequence[str]:
        """The IRIs of the concepts of a scheme, given by its IRI; in order."""
        ...

    def reports(self, name: str) -> Sequence[str]:
        """The IRIs of the reports that were read from a file of that name, whatever its ending; in order."""
        ...


@dataclass(frozen=True, slots=True)
class InStore:
    """What there is in a store on this machine."""

    store: Store

    def concepts(self, scheme: str) -> Sequence[str]:
        found = self.store.quads_for_pattern(None, NamedNode(iris.term("skos:inScheme")), NamedNode(scheme))
        return sorted(quad.subject.value for quad in found if isinstance(quad.subject, NamedNode))

    def reports(self, name: str) -> Sequence[str]:
        label, source = NamedNode(iris.term("rdfs:label")), NamedNode(iris.term("dcterms:source"))
        return sorted(
            report.subject.value
            for report in self.store.quads_for_pattern(None, source, None)
            for file in self.store.quads_for_pattern(report.object, label, None)  # type: ignore[arg-type]
            if isinstance(report.subject, NamedNode)
            and isinstance(file.object, Literal)
            and re.sub(r"[.][^.]*$", "", file.object.value) == name
        )


def terms_of(
    query: str, parameters: Iterable[Parameter], given: Mapping[str, str], known: Known
) -> Iterator[tuple[str, NamedNode | Literal]]:
    """The parameters of a query as terms; BadQuery where one is missing, too much, or not to be had."""
    declared = {parameter.name: parameter for parameter in parameters}
    usage = f"say {' '.join(one.setting for one in declared.values())}" if declared else "it takes none"
    for name in given:
        if name not in declared:
            raise BadQuery(f"{query} has no parameter {name!r}; {usage}")
    for name, parameter in declared.items():
        if name not in given and not parameter.default:
            raise BadQuery(f"{query} needs {name} ({parameter.meaning}); {usage}")
        yield name, _term(known, parameter, given.get(name, parameter.default).strip())


def _term(known: Known, parameter: Parameter, text: str) -> NamedNode | Literal:
    match parameter.kind:
        case "concept":
            return _concept(known, parameter, text)
        case "jurisdiction":
            return NamedNode(f"{iris.BASE}jurisdiction/{iris.segment(text)}")
        case "report":
            return _report(known, parameter, text)
        case "iri":
            return _iri(parameter, text)
        case "integer":
            if not re.fullmatch(r"[+-]?[0-9]+", text):
                raise BadQuery(f"{parameter.name} must be a whole number, not {text!r}")
            return Literal(int(text))
        case _:
            try:
                return Literal(text)
            except ValueError as error:  # bytes that are no UTF-8
                raise BadQuery(f"{parameter.name} is no text in UTF-8; set the terminal to UTF-8") from error


def _concept(known: Known, parameter: Parameter, text: str) -> NamedNode:
    concept, scheme = iris.concept(parameter.scheme, text), f"{iris.BASE}concept/{parameter.scheme}"
    members = known.concepts(scheme)
    if concept not in members:
        names = sorted(member.removeprefix(f"{scheme}/") for member in members)
        raise BadQuery(f"{parameter.name}: there is no {parameter.scheme} {text!r}; there are: {', '.join(names)}")
    return NamedNode(concept)


def _report(known: Known, parameter: Parameter, text: str) -> NamedNode:
    return _iri(parameter, text) if "/" in text else NamedNode(report_named(known, text, parameter.name))


def report_named(known: Known, name: str, what: str = "report") -> str:
    """The IRI of the report that was read from the file of that name; where there are more, it must be given."""
    found = known.reports(name)
    if not found:
        raise BadQuery(f"{what}: there is no report {name!r}; `gongkai query reports` lists them")
    if len(found) > 1:
        raise BadQuery(f"{what}: {name!r} is the name of several reports; say which: {', '.join(found)}")
    return found[0]


def _iri(parameter: Parameter, text: str) -> NamedNode:
    try:
        return NamedNode(text if re.match(r"[a-z][a-z0-9+.-]*:", text) else iris.BASE + text.lstrip("/"))
    except ValueError as error:
        raise BadQuery(f"{parameter.name}: {text!r} is no IRI ({error})") from error
