"""Tokens of a real input + a few changes -> one that is wrong in its parts, and right enough to be read far."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

_LONGEST = 400_000
_TOKENS = re.compile(r"<[^<>]*>|\n|[^<>\n]+|[<>]")
_CHARACTERS = re.compile(r"\d+|\n|[|\t]|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Change:
    """`at` and `to` are shares of the input; `piece` is put in, `times` over."""

    kind: str
    at: float
    to: float
    piece: str
    times: int


KINDS = ("delete", "repeat", "swap", "insert", "replace", "move", "nest")


def changes(pieces: st.SearchStrategy[str], most: int = 6) -> st.SearchStrategy[list[Change]]:
    share = st.floats(0, 1, exclude_max=True)
    times = st.sampled_from((1, 1, 1, 2, 3, 30, 300))
    return st.lists(st.builds(Change, st.sampled_from(KINDS), share, share, pieces, times), min_size=1, max_size=most)


def changed(text: str, made: Sequence[Change], tokens: re.Pattern[str] = _TOKENS) -> str:
    parts = tokens.findall(text)
    for change in made:
        parts = _changed(parts, change)
    return "".join(parts)[:_LONGEST]


def in_characters(text: str, made: Sequence[Change]) -> str:
    return changed(text, made, _CHARACTERS)


def _changed(parts: list[str], change: Change) -> list[str]:
    if not parts:
        return [change.piece]
    at = int(change.at * len(parts))
    near = min(len(parts), at + 1 + int(change.to * 12))
    other = int(change.to * len(parts))
    match change.kind:
        case "delete":
            return parts[:at] + parts[near:]
        case "repeat":
            few = max(1, min(change.times, _LONGEST // (1 + sum(map(len, parts[at:near])))))
            return parts[:near] + parts[at:near] * few + parts[near:]
        case "swap":
            parts[at], parts[other] = parts[other], parts[at]
            return parts
        case "insert":
            return [*parts[:at], change.piece * _few(change), *parts[at:]]
        case "replace":
            return [*parts[:at], change.piece, *parts[near:]]
        case "move":
            part = parts.pop(at)
            return [*parts[:other], part, *parts[other:]]
        case _:
            return [
                *parts[:at],
                *parts[at:near],
                *[change.piece] * min(change.times, 40),
                *parts[at:near],
                *parts[near:],
            ]


def _few(change: Change) -> int:
    return max(1, min(change.times, 20_000 // (1 + len(change.piece))))


def in_bytes(content: bytes, made: Sequence[Change]) -> bytes:
    """Bytes cut, doubled, or turned into others."""
    for change in made:
        at, to = sorted((int(change.at * len(content)), int(change.to * len(content))))
        piece = change.piece.encode("utf-8", "surrogatepass")
        match change.kind:
            case "delete":
                content = content[:at] + content[min(to, at + 64) :]
            case "repeat":
                content = content[:to] + content[at : min(to, at + 512)] * min(change.times, 30) + content[to:]
            case "nest":
                content = content[:to]
            case "swap":
                content = (
                    content[:at]
                    + bytes([(content[at] + 1 + change.times) % 256] if content[at:] else [])
                    + content[at + 1 :]
                )
            case _:
                content = content[:at] + piece + content[at + len(piece) * (change.kind == "replace") :]
    return content[: _LONGEST * 2]


Mutator = Callable[[bytes, Sequence[Change]], bytes]
