"""Names and values -> lines of N-Triples: the formatting that all of the graph shares."""

from decimal import Decimal

from gongkai.iris import term
from gongkai.values import plain


class _Names(dict[str, str]):
    """Prefixed names -> written out once: a report asks for some fifty of them, thousands of times."""

    def __missing__(self, prefixed: str) -> str:
        written = self[prefixed] = f"<{term(prefixed)}>"
        return written


_NAMES = _Names()


def iri(address: str) -> str:
    return f"<{address}>"


def name(prefixed: str) -> str:
    """A prefixed name of a known vocabulary, written out."""
    return _NAMES[prefixed]


def text(value: str, language: str = "") -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"@{language}' if language else f'"{escaped}"'


def typed(value: object, datatype: str) -> str:
    return f'"{value}"^^{_NAMES["xsd:" + datatype]}'


def number(value: Decimal) -> str:
    """Integers and decimals in canonical form, as XML Schema writes them."""
    if value == value.to_integral_value():
        return typed(int(value), "integer")
    return typed(plain(value), "decimal")


def describe(subject: str, *pairs: tuple[str, str]) -> list[str]:
    """Lines of one subject; each pair is a prefixed property and a formatted object."""
    return [f"<{subject}> {_NAMES[prefixed]} {value} ." for prefixed, value in pairs]
