"""ontology/concepts/SCHEME.ttl -> ids and names of concepts, without an RDF library: the files are written one way."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from gongkai import resources
from gongkai.errors import BadOntology

_BLOCK = re.compile(r"^<(?P<at>[^>]+)> a skos:Concept(?P<said>.*?)(?=^<|\Z)", re.MULTILINE | re.DOTALL)
_NAMES = re.compile(r'skos:prefLabel "(?P<zh>(?:[^"\\]|\\.)*)"@zh,\s*"(?P<en>(?:[^"\\]|\\.)*)"@en')
_NOTATION = re.compile(r'skos:notation "(?P<id>[^"]+)"')
_BROADER = re.compile(r"skos:broader (?P<above><[^>]+>(?:,\s*<[^>]+>)*)")


@cache
def ids_of(scheme: str) -> frozenset[str]:
    """Of a scheme; raises BadOntology where there is none of that name."""
    path = resources.folder("ontology") / "concepts" / f"{scheme}.ttl"
    return frozenset(re.findall(rf"^<{re.escape(scheme)}/([^>]+)> a skos:Concept", _text_of(path), re.MULTILINE))


def _text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise BadOntology(f"ontology/concepts/{path.name}: {error.strerror or error}") from error


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """Labels of concepts by (scheme, id), those of a scheme itself under an empty id; and of each the ids above it."""

    zh: dict[tuple[str, str], str]
    en: dict[tuple[str, str], str]
    broader: dict[tuple[str, str], tuple[str, ...]]
    _above: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict, compare=False)

    def above(self, scheme: str, identifier: str) -> frozenset[str]:
        """All ids that are broader, by any number of steps."""
        known = self._above.get((scheme, identifier))
        if known is None:
            known = self._above[scheme, identifier] = frozenset(self._wider(scheme, identifier))
        return known

    def _wider(self, scheme: str, identifier: str) -> set[str]:
        found: set[str] = set()
        ways = list(self.broader.get((scheme, identifier), ()))
        while ways:
            wider = ways.pop()
            if wider not in found:
                found.add(wider)
                ways.extend(self.broader.get((scheme, wider), ()))
        return found


@cache
def names() -> Names:
    """Of all schemes."""
    paths = sorted(resources.folder("ontology").glob("concepts/*.ttl"))
    blocks = [block for path in paths for block in _BLOCK.finditer(_text_of(path))]
    ids = {block["at"]: _id_of(block) for block in blocks}
    zh: dict[tuple[str, str], str] = {}
    en: dict[tuple[str, str], str] = {}
    broader: dict[tuple[str, str], tuple[str, ...]] = {}
    for block in blocks:
        at = (block["at"].partition("/")[0], ids[block["at"]])
        if said := _NAMES.search(block["said"]):
            zh[at], en[at] = _plain(said["zh"]), _plain(said["en"])
        if above := tuple(sorted(ids[wider] for wider in _above(block["said"]) if wider in ids)):
            broader[at] = above
    return Names(zh, en, broader)


def _id_of(block: re.Match[str]) -> str:
    """The notation, which may hold what an IRI may not; a scheme has none."""
    notation = _NOTATION.search(block["said"])
    return notation["id"] if notation else ""


def _above(said: str) -> Iterator[str]:
    return (wider for listed in _BROADER.finditer(said) for wider in re.findall("<([^>]+)>", listed["above"]))


def _plain(literal: str) -> str:
    return re.sub(r"\\(.)", r"\1", literal)
