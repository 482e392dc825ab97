"""A query's text and what its variables stand for -> the same query for an engine elsewhere, the values as its data.

Here the engine takes values beside the text. The SPARQL protocol has no such thing, so each value becomes a data block,
`VALUES ?name { TERM }`, at the beginning of every group that speaks of the variable: nothing else of the text changes,
and a value stands only where the grammar has room for one term, written by `term` alone. Every group, since a
sub-select or a branch of UNION is reckoned by itself before it meets what stands around it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from pyoxigraph import Literal, NamedNode

from gongkai import iris
from gongkai.errors import BadQuery

_XSD_STRING: Final = iris.term("xsd:string")
# Some engines read `\uXXXX` before they look for the ends of strings, as the standard wants it: so quotes are escaped
# by a backslash, and a `u` that stands behind a backslash in the value is the one that is written by its number.
_SPECIAL: Final = re.compile(r'["\\\x00-\x1f\x7f]|(?<=\\)[uU]')
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_IRI: Final = re.compile(r"[^\x00-\x20<>\"{}|^`\\]*")
_LANGUAGE: Final = re.compile(r"[A-Za-z]+(-[A-Za-z0-9]+)*")

# `<` begins an IRI where one can be read, as the grammar wants it, but not in ?a<?b&&?c>?d.
_TOKEN: Final = re.compile(
    r"""
    (?P<comment> \#[^\r\n]* )
  | (?P<iri> <(?![?$])[^<>"{}|^`\x00-\x20]*> )
  | (?P<string> \"{3}(?:\\.|[^\\])*?\"{3} | '{3}(?:\\.|[^\\])*?'{3} | "(?:\\.|[^"\\\r\n])*" | '(?:\\.|[^'\\\r\n])*' )
  | (?P<name> (?:[^\W\d_][\w.-]*)?:(?:\\.|[\w.:%-])* )
  | [?$](?P<variable>\w+)
  | @[A-Za-z]+(?:-[A-Za-z0-9]+)*
  | (?P<word> [^\W\d_]\w* )
  | (?P<mark> [{}] )
  | (?P<other> \S )
    """,
    re.VERBOSE | re.DOTALL,
)


def term(value: NamedNode | Literal) -> str:
    """A term as SPARQL writes it; BadQuery where it cannot be written."""
    if isinstance(value, NamedNode):
        return _iri(value)
    text = '"' + _SPECIAL.sub(_escaped, value.value) + '"'
    if value.language:
        if not _LANGUAGE.fullmatch(value.language):
            raise BadQuery(f"{value.language!r} is no language")
        return f"{text}@{value.language}"
    return text if value.datatype.value == _XSD_STRING else f"{text}^^{_iri(value.datatype)}"


def _escaped(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"


def _iri(node: NamedNode) -> str:
    if not _IRI.fullmatch(node.value):
        raise BadQuery(f"{node.value!r} is no IRI")
    return f"<{node.value}>"


def bind(text: str, values: Mapping[str, NamedNode | Literal]) -> str:
    """The query with the values as data, and with the prefixes that it uses and does not declare."""
    places = sorted((group.start, name) for name in values for group in _speaking(text, name))
    pieces, done = [_prefixes(text)], 0
    for start, name in places:
        pieces += text[done:start], f" VALUES ?{name} {{ {term(values[name])} }}"
        done = start
    return "".join((*pieces, text[done:]))


def _prefixes(text: str) -> str:
    tokens = list(_TOKEN.finditer(text))
    names = [found["name"] for found in tokens if found["name"]]
    declared = {after["name"] for one, after in pairwise(tokens) if _is(one, "prefix")}
    used = {name.partition(":")[0] for name in names} - {str(name).removesuffix(":") for name in declared}
    return "".join(f"PREFIX {name}: <{iris.PREFIXES[name]}>\n" for name in sorted(used) if name in iris.PREFIXES)


# --- Groups -----------------------------------------------------------------------------------------------------------


@dataclass(eq=False, slots=True)
class _Group:
    """What stands between two braces, or the query as a whole: `start` is where its content begins.

    `patterns` is not set for data and templates, nor for a SELECT, whose variables are those of its WHERE, `body`.
    """

    start: int
    patterns: bool
    names: set[str] = field(default_factory=set)
    body: "_Group | None" = None


def _speaking(text: str, name: str) -> Iterator[_Group]:
    return (group for group in _groups(text) if group.patterns and name in group.names)


def _groups(text: str) -> list[_Group]:
    """The groups of a query, each with the variables that it speaks of outside of the groups within."""
    whole = _Group(0, patterns=False)
    groups, stack, data, before = [whole], [whole], False, ""
    for found in (one for one in _TOKEN.finditer(text) if not one["comment"]):
        here = stack[-1]
        if found[0] == "{":
            inner = _Group(found.end(), patterns=not data and before != "CONSTRUCT")
            if inner.patterns and not here.patterns and not here.body:
                here.body = inner
            groups.append(inner)
            stack.append(inner)
            data = False
        elif found[0] == "}" and len(stack) > 1:
            stack.pop()
        else:
            data = data or _is(found, "values")
            here.patterns = here.patterns and not _is(found, "select")
            here.names.update(filter(None, [found["variable"]]))
        before = found[0].upper()
    for group in groups:
        if group.body:
            group.body.names |= group.names
    return groups


def _is(found: re.Match[str], word: str) -> bool:
    return (found["word"] or "").lower() == word
