"""Names and values -> what is said of things -> lines of N-Triples: the formatting that all of the graph shares.

All of it is made as bytes: a string with a Chinese word in it takes ten times as long to turn into bytes as the word
alone.
"""

from collections.abc import Iterable
from decimal import Decimal

from gongkai.iris import term
from gongkai.values import plain

# A subject, and what is said of it: predicates with their objects as they are written, a line each, in order and each
# once; no full stop.
Said = tuple[bytes, bytes]


class _Names(dict[str, bytes]):
    """Prefixed names -> written out once: a report asks for some fifty of them, thousands of times."""

    def __missing__(self, prefixed: str) -> bytes:
        written = self[prefixed] = f"<{term(prefixed)}>".encode()
        return written


_NAMES = _Names()
INTEGER = b"^^" + _NAMES["xsd:integer"]


def iri(address: str) -> bytes:
    return f"<{address}>".encode()


def name(prefixed: str) -> bytes:
    """A prefixed name of a known vocabulary, written out."""
    return _NAMES[prefixed]


def text(value: str, language: str = "") -> bytes:
    return b'"%b"@%b' % (escaped(value), language.encode()) if language else b'"%b"' % escaped(value)


def escaped(value: str) -> bytes:
    """What stands between the quotes of a literal."""
    if "\\" in value or '"' in value or "\n" in value or "\r" in value:  # few have any, and to ask is faster
        value = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return value.encode()


def typed(value: object, datatype: str) -> bytes:
    return f'"{value}"^^'.encode() + _NAMES["xsd:" + datatype]


def number(value: Decimal) -> bytes:
    """Integers and decimals in canonical form, as XML Schema writes them."""
    digits = str(value)
    if digits.isdecimal():  # nearly all: the general way takes twice the time
        return b'"%b"%b' % (digits.encode(), INTEGER)
    if value == value.to_integral_value():
        return b'"%d"%b' % (int(value), INTEGER)
    return typed(plain(value), "decimal")


def form(*pairs: tuple[str, bytes]) -> bytes:
    """What is said of all things of a kind, with a place (`%b`, `%d`) for each value that differs; `%` fills them.

    It takes a third of the time of line by line. The pairs are given in the order of the lines, and so the values are.
    """
    written = _written(pairs)
    assert written == sorted(written), f"not in order: {written}"
    return b"\n".join(written)


def fixed(value: bytes) -> bytes:
    """A value that is part of a form."""
    return value.replace(b"%", b"%%")


def say(*pairs: tuple[str, bytes]) -> bytes:
    """What is said of a thing; each pair is a prefixed property and a formatted object."""
    return b"\n".join(sorted(_written(pairs)))


def _written(pairs: Iterable[tuple[str, bytes]]) -> list[bytes]:
    return [b"%b %b" % (_NAMES[prefixed], value) for prefixed, value in pairs]


def describe(subject: str, *pairs: tuple[str, bytes]) -> Said:
    return iri(subject), say(*pairs)


def lines_of(told: Iterable[Said]) -> list[str]:
    """All that is said, sorted, each once, without line ends."""
    return joined(told).decode().split("\n")[:-1]


def joined(told: Iterable[Said]) -> bytes:
    """The same lines as they stand in a file.

    By subject: a subject ends with a sign that none has within, so that this is the order of the lines.
    """
    once: dict[bytes, bytes] = {}
    more: dict[bytes, list[bytes]] = {}  # of one subject in ten something is said in several parts
    for subject, said in told:
        if once.setdefault(subject, said) is not said:
            more.setdefault(subject, []).append(said)
    for subject, parts in more.items():
        once[subject] = in_order(once[subject], *parts)
    return b"".join(
        [
            b"%b %b .\n" % (subject, once[subject].replace(b"\n", b" .\n%b " % subject))
            for subject in sorted(once)
            if once[subject]
        ]
    )


def in_order(*parts: bytes) -> bytes:
    """What is said in several parts, each once."""
    return b"\n".join(sorted({line for part in parts if part for line in part.split(b"\n")}))
