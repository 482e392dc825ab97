"""A term of an opened store -> what to call it, in both languages, also where nothing names it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Store

from gongkai import iris
from gongkai.pages.language import words

# What names a thing, the first that it has.
_NAMES: Final = tuple(
    NamedNode(iris.term(name))
    for name in (
        *("skos:prefLabel", "rdfs:label", "dcterms:title", "schema:name", "gk:label", "oa:exact"),
        *("sh:message", "gk:message"),
    )
)
# What a figure states, and the days of a period, stand beside their names or for them.
_STATED: Final = NamedNode(iris.term("sdmx-measure:obsValue"))
_DAYS: Final = (NamedNode(iris.term("gk:periodStart")), NamedNode(iris.term("gk:periodEnd")))
_TYPE: Final = NamedNode(iris.term("rdf:type"))
_LONGEST: Final = 90
_CUT: Final = "…"


@dataclass(frozen=True, slots=True)
class Named:
    """A thing and its names; one that it has in no language of its own is that of the other, or the same in both."""

    iri: str
    zh: str
    en: str


def named(store: Store, thing: NamedNode | BlankNode) -> Named:
    iri = thing.value if isinstance(thing, NamedNode) else ""
    said = next(filter(None, (_said(store, thing, name) for name in _NAMES)), {})
    if not said:
        return _unnamed(store, thing)
    plain = next(iter(said.values()))
    stated = "".join(f" {value}" for value in _literals(store, thing, _STATED))
    return Named(iri, *(_short(said.get(language, plain)) + stated for language in ("zh", "en")))


def property_named(store: Store, iri: str) -> tuple[Named, str]:
    """A property by the label that the store or words/terms.yaml has of it, and its name with a prefix."""
    name = prefixed(iri)
    known = words().get(f"terms.{name}")
    return (Named(iri, known["zh"], known["en"]) if known else named(store, NamedNode(iri))), name


def rank(iri: str) -> tuple[int, str]:
    """Where a property stands among others: as in words/terms.yaml, those of gongkai where `gk:` stands there."""
    name = prefixed(iri)
    order = _order()
    return order.get(name, order["gk:"] if name.startswith("gk:") else len(order)), name


@cache
def _order() -> dict[str, int]:
    terms = (key.removeprefix("terms.") for key in words() if key.startswith("terms."))
    return {name: at for at, name in enumerate(terms)}


def prefixed(iri: str) -> str:
    """skos:altLabel for its IRI; the IRI where no prefix is known for it."""
    for prefix, space in iris.PREFIXES.items():
        local = iri.removeprefix(space)
        if local != iri and local.replace("-", "").replace("_", "").isalnum():
            return f"{prefix}:{local}"
    return iri


def _said(store: Store, thing: NamedNode | BlankNode, name: NamedNode) -> dict[str, str]:
    """Language -> the name in it; Chinese before English before those of no language."""
    found = [quad.object for quad in store.quads_for_pattern(thing, name, None)]
    literals = sorted((one for one in found if isinstance(one, Literal)), key=str, reverse=True)
    return {one.language or "": one.value for one in sorted(literals, key=_rank)}


def _literals(store: Store, thing: NamedNode | BlankNode, name: NamedNode) -> list[str]:
    found = (quad.object for quad in store.quads_for_pattern(thing, name, None))
    return sorted(one.value for one in found if isinstance(one, Literal))


def _rank(name: Literal) -> int:
    return ("zh", "en").index(name.language) if name.language in ("zh", "en") else 2


def _unnamed(store: Store, thing: NamedNode | BlankNode) -> Named:
    """Its class and the end of its IRI, as in `Disclosure 4790`; of a blank node the class alone."""
    if not isinstance(thing, NamedNode):
        kind = next(_classes(store, thing), Named("", "", ""))
        return Named("", kind.zh, kind.en)
    if not thing.value.startswith(iris.BASE):
        name = prefixed(thing.value)
        known = words().get(f"terms.{name}", {"zh": name, "en": name})
        return Named(thing.value, known["zh"], known["en"])
    days = " – ".join(day for name in _DAYS for day in _literals(store, thing, name))
    if days:
        return Named(thing.value, days, days)
    path = thing.value.removeprefix(iris.BASE)
    kind = next(_classes(store, thing), Named("", "", ""))
    end = path.rpartition("#")[2] or path
    tail = end.rpartition("/")[2]
    return Named(thing.value, *(f"{name} {tail}" if name else path for name in (kind.zh, kind.en)))


def _classes(store: Store, thing: NamedNode | BlankNode) -> Iterator[Named]:
    """The classes of gongkai that it is of, by their labels."""
    for quad in store.quads_for_pattern(thing, _TYPE, None):
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(iris.GK):
            yield named(store, quad.object)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + _CUT
