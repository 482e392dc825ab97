"""What is asked of a store within one process: words that are looked for, and parts of networks."""

import hashlib
import io
import json
import os
from collections.abc import Mapping
from contextlib import ExitStack
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from fuzz import properties
from fuzz.inputs import mutations, pieces
from fuzz.target import Target
from gongkai import building, resources, search, store
from gongkai.errors import GongkaiError
from gongkai.export.network import View, measured
from gongkai.export.projections import Projection, catalogue, project
from gongkai.export.sieve import sifted
from gongkai.pages.network.tasks import FILES
from gongkai.pages.network.wishes import wish_of
from gongkai.search import Wish
from gongkai.serve.refusals import Refused

# Where there is a store of the seeds already, as in the tests, none is built.
STORE = "GONGKAI_FUZZ_STORE"
_held = ExitStack()


@cache
def folder() -> Path:
    if STORE in os.environ:
        return Path(os.environ[STORE])
    built = properties.folder() / "store"
    building.build([resources.folder("seeds")], built)
    return built


@cache
def _opened() -> store.Opened:
    return _held.enter_context(store.open_whole(folder()))


def _as_bytes(said: object) -> bytes:
    return json.dumps(said).encode()


def _mapping(content: bytes) -> Mapping[str, Any]:
    """What a change of bytes has made no object is none."""
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        return {"words": content.decode("utf-8", "replace")}
    return said if isinstance(said, dict) else {}


# --- Words ------------------------------------------------------------------------------------------------------------

_SYNTAX = (
    '"', "“", "”", "*", "NEAR(a b)", "AND", "OR", "NOT", "word:", "^", "a" * 2000, '"' * 99, "{a b}", "+", "-", "(", ")", "'; DROP TABLE entry; --", "%", "_",
    "环境保护", "苏州", "太仓市人民政府", "3289", "3,289", "75.8", "2016", "政府信息公开", "\u0301", "ﬁ", "İ", ".", ",", ";", "。",
)  # fmt: skip


def search_target() -> Target:
    part = st.one_of(st.sampled_from(_SYNTAX), st.sampled_from(_SYNTAX), pieces.piece(), st.text(max_size=5))
    words = st.lists(part, max_size=8).flatmap(
        lambda parts: st.sampled_from((" ", "", '" "')).map(lambda sign: sign.join(parts))
    )
    number = st.sampled_from((0, 1, 20, -1, 2**31, 2**63, 2**64, -(2**63) - 1, 10_001, 2016))
    wishes = st.fixed_dictionaries({"words": words}, optional={
        "kinds": st.lists(st.sampled_from(("names", "sentences", "agency", "figure", "x'", "")), max_size=3),
        "year": number, "limit": number, "offset": number,
        "place": st.sampled_from(("320500", "32", "100000", "00", "10", "3", "3205000", "３２", "%", "'", "")),
    })  # fmt: skip
    examples = [_as_bytes({"words": one}) for one in _SYNTAX]
    return Target(
        "search",
        wishes.map(_as_bytes),
        _search,
        lambda: examples,
        tuple(word.encode() for word in _SYNTAX if len(word) < 30),
    )


def _search(content: bytes) -> str:
    said = _mapping(content)
    words, kinds, place = said.get("words"), said.get("kinds"), said.get("place")
    numbers = {name: said[name] for name in ("year", "limit", "offset") if type(said.get(name)) is int}
    wish = Wish(
        words if isinstance(words, str) else "", tuple(kind for kind in kinds if isinstance(kind, str)) if isinstance(kinds, list) else (),
        place=place if isinstance(place, str) else "", **numbers,
    )  # fmt: skip
    try:
        found = search.find(_opened().index, wish)
    except GongkaiError as error:
        properties.in_one_line(error)
        return type(error).__name__
    packed = search.packed(found)
    assert search.packed(search.find(_opened().index, wish)) == packed, "other hits the second time"
    assert search.unpacked(packed) == found
    for hit in found.hits:
        for mark in hit.marks:
            assert 0 <= mark.start < mark.end <= len(hit.text)
    assert len(found.hits) <= found.total
    return hashlib.sha256(packed).hexdigest()


# --- Networks ---------------------------------------------------------------------------------------------------------

_VALUES = (
    "",
    "1",
    "0",
    "-1",
    "9" * 30,
    "１",
    "2016",
    "2017",
    "20161",
    "agency",
    "area",
    "environment",
    "education",
    "no-such",
    "yes",
    "a b",
    "'",
    "\ud800",
    "\x00",
    "1e3",
    "x" * 300,
)


def network_target() -> Target:
    names = st.sampled_from((*[query.name for query in catalogue()], "no-such", "", "../all"))
    value = st.one_of(st.sampled_from(_VALUES), pieces.piece())
    pairs = st.lists(
        st.tuples(st.sampled_from(("year", "area", "weight", "most", "kind", "dynamic", "node", "x")), value),
        max_size=5,
    )
    asked = st.builds(
        lambda name, given, ending: {"projection": name, "asked": given, "ending": ending},
        names,
        pairs,
        st.sampled_from(sorted(FILES)),
    )
    return Target("network", asked.map(_as_bytes), _network)


@cache
def _projection(name: str) -> Projection:
    return project(_opened().triples, name)


def _network(content: bytes) -> str:
    said = _mapping(content)
    try:
        wish = wish_of(QueryParams([tuple(pair) for pair in said["asked"]]), str(said["projection"]))
        left = sifted(_opened().triples, _projection(wish.name), wish.sieve)
    except (GongkaiError, Refused) as error:
        _in_one_line(error)
        return type(error).__name__
    view = View(dynamic=wish.dynamic, hurried=True)
    network = measured(left, view)
    assert len(network.nodes) == left.extent.kept_nodes
    assert len(network.edges) == left.extent.kept_edges
    out = io.BytesIO()
    if network.nodes:
        import_module(f"gongkai.export.{FILES[str(said['ending'])][0]}").put(network, out, view)
    return hashlib.sha256(out.getvalue()).hexdigest()


def _in_one_line(error: Exception) -> None:
    assert len(str(error).splitlines()) == 1


def parameters(found: list[tuple[str, str]]) -> str:
    return urlencode(found, errors="surrogatepass")


def changed(text: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(text, st.builds(mutations.in_characters, text, mutations.changes(pieces.piece(), 3)))
