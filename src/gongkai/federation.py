"""Query text -> whether it asks another server (SERVICE), in any spelling that any reading of the text allows.

The engine reads a keyword wherever one may stand, without a space on either side, so that `1SERVICE ex:a{` and
`SERVICESILENT<...>{` ask too. `<` begins an IRI or means less-than, which only a full parser can tell: both are
followed. Escapes (`\\u0053ERVICE`) are read as they stand and as what they stand for. What is found must look like the
clause, the keyword, one server and a brace, so that names, strings and IRIs with the word in them are let through.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")

_BLANK: Final = r"(?:[ \t\r\n]|#[^\r\n]*[\r\n])*+"
_CLAUSE: Final = re.compile(
    rf"service{_BLANK}(?:silent{_BLANK})?(?:[?$][^\s{{]+|<[^<>]*>|[^\s{{}}<>?$:#]*:[^\s{{]*){_BLANK}{{", re.IGNORECASE
)
# After these words stands a name, in which `service` is no keyword, as in `GRAPH service:a {`. What stands in a comment
# is no such word, nor what follows a backslash; where there might be either, the clause is believed.
_NAMED: Final = re.compile(
    r"[\r\n][^#\\\r\n]*[ \t\r\n{}](?:graph|from|named|describe)[ \t\r\n]+[\w:.-]*\Z", re.IGNORECASE
)
_LOOK_BACK: Final = 200

_DULL: Final = re.compile(r"[^\"'#<?$sS\\]+")
_VARIABLE: Final = re.compile(r"[?$]\w+")
_COMMENT: Final = re.compile(r"#[^\r\n]*")
_IRI: Final = re.compile(r"<[^<>\"{}|^`\x00-\x20]*>")
_STRING: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"""|\'{3}(?:\\.|[^\\])*?\'{3}|"(?:\\.|[^"\\\r\n])*"|\'(?:\\.|[^\'\\\r\n])*\'', re.DOTALL
)


@lru_cache(256)  # a named query is asked again and again, and the word may stand in its head
def asks_others(text: str) -> bool:
    """Whether the query has a SERVICE clause, as far as words can tell."""
    readings = {text, _ESCAPE.sub(_unescape, text)}
    return any(re.search("service", reading, re.IGNORECASE) and _has_clause(reading) for reading in readings)


def _unescape(found: re.Match[str]) -> str:
    point = int(found[1] or found[2], 16)
    return chr(point) if point <= 0x10FFFF else found[0]


def _has_clause(text: str) -> bool:
    """Visit every place that some reading takes for the beginning of a word or a mark."""
    seen = bytearray(len(text) + 1)
    ahead = [0]
    while ahead:
        at = ahead.pop()
        if at >= len(text) or seen[at]:
            continue
        seen[at] = 1
        if text[at] in "sS" and _CLAUSE.match(text, at) and not _is_name(text, at):
            return True
        ahead.extend(_ends(text, at))
    return False


def _ends(text: str, at: int) -> Iterator[int]:
    """Where what begins here may end."""
    if dull := _DULL.match(text, at):
        yield dull.end()
        return
    match text[at]:
        case "<":
            yield at + 1
            whole = _IRI.match(text, at)
        case "\\":  # in a name: what it stands before is no mark
            yield at + 1
            yield at + 2
            return
        case "#":
            whole = _COMMENT.match(text, at)
        case "?" | "$":
            whole = _VARIABLE.match(text, at)
        case _:
            whole = _STRING.match(text, at)
    yield whole.end() if whole else at + 1


def _is_name(text: str, at: int) -> bool:
    before = text[max(0, at - _LOOK_BACK) : at]
    # A line that is not seen from its beginning may be a comment.
    return bool(_NAMED.search(f"\n {before}" if at <= _LOOK_BACK else f"#{before}"))
