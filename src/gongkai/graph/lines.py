"""Names and values -> what is said of things -> lines of N-Triples: the formatting that all of the graph shares."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from gongkai.iris import term
from gongkai.values import plain

# A subject, and what is said of it, each once: predicates with their objects, as they are written; no full stop.
Said = tuple[str, Sequence[str]]


class _Names(dict[str, str]):
    """Prefixed names -> written out once: a report asks for some fifty of them, thousands of times."""

    def __missing__(self, prefixed: str) -> str:
        written = self[prefixed] = f"<{term(prefixed)}>"
        return written


_NAMES = _Names()
INTEGER = f"^^{_NAMES['xsd:integer']}"
_END = b" .\n"


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
        return f'"{int(value)}"{INTEGER}'
    return typed(plain(value), "decimal")


def say(*pairs: tuple[str, str]) -> list[str]:
    """What is said of a thing; each pair is a prefixed property and a formatted object."""
    return [f"{_NAMES[prefixed]} {value}" for prefixed, value in pairs]


def describe(subject: str, *pairs: tuple[str, str]) -> Said:
    return f"<{subject}>", say(*pairs)


def lines_of(told: Iterable[Said]) -> list[str]:
    """All that is said, sorted, each once, without line ends."""
    return [f"{subject} {words} ." for subject, said in _sorted(told) for words in said]


def joined(told: Iterable[Said]) -> bytes:
    """The same lines as they stand in a file."""
    return b"".join(_pieces(told))


def _pieces(told: Iterable[Said]) -> Iterator[bytes]:
    """Joined subject by subject they take three quarters of the time of line by line, and less than as one text."""
    for subject, said in _sorted(told):
        begin = f"{subject} ".encode()
        yield begin
        yield (_END + begin).join(map(str.encode, said))
        yield _END


def _sorted(told: Iterable[Said]) -> Iterator[Said]:
    """By subject: a subject ends with a sign that none has within, so that this is the order of the lines."""
    by_subject: dict[str, list[Sequence[str]]] = defaultdict(list)
    for subject, said in told:
        if said:
            by_subject[subject].append(said)
    for subject in sorted(by_subject):
        first, *more = by_subject[subject]
        yield subject, sorted({*first}.union(*more) if more else first)
