"""Names and values -> lines of N-Triples: the formatting that all of the graph shares."""

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.iris import term
from gongkai.values import plain

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r"}
_ESCAPED = re.compile(r'["\\\n\r]')


def iri(address: str) -> str:
    return f"<{address}>"


def name(prefixed: str) -> str:
    """A prefixed name of a known vocabulary, written out."""
    return f"<{term(prefixed)}>"


def text(value: str, language: str = "") -> str:
    escaped = _ESCAPED.sub(lambda found: _ESCAPES[found.group()], value)
    return f'"{escaped}"@{language}' if language else f'"{escaped}"'


def typed(value: object, datatype: str) -> str:
    return f'"{value}"^^<{term("xsd:" + datatype)}>'


def number(value: Decimal) -> str:
    """Integers and decimals in canonical form, as XML Schema writes them."""
    if value == value.to_integral_value():
        return typed(int(value), "integer")
    return typed(plain(value), "decimal")


def describe(subject: str, *pairs: tuple[str, str]) -> Iterator[str]:
    """Lines of one subject; each pair is a prefixed property and a formatted object."""
    for prefixed, value in pairs:
        yield f"<{subject}> {name(prefixed)} {value} ."
