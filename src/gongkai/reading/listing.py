"""Items of the ordered lists of a web page -> the marker that a browser draws before each, as `1. ` or 一、."""

import re
from collections.abc import Callable

from lxml import etree

from gongkai.reading import ordinals

_WHOLE = re.compile(r"\d{1,4}")
_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b(none|disc|circle|square|[a-z]+(?:-[a-z]+)*)")
# An item whose words begin with a number of their own shows no other: the page's style sheets take it away.
_NUMBERED = re.compile(r"\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}\s?[、.．)）]|第[一二三四五六七八九十\d]|[①-⑳㈠-㈩])")

_CHINESE: tuple[Callable[[int], str], str] = (ordinals.chinese, "、")
_WRITINGS: dict[str, tuple[Callable[[int], str], str]] = {
    "1": (str, ". "),
    "decimal": (str, ". "),
    "decimal-leading-zero": (lambda number: f"{number:02}", ". "),
    "a": (lambda number: ordinals.lettered(number, "a"), ". "),
    "A": (lambda number: ordinals.lettered(number, "A"), ". "),
    "lower-alpha": (lambda number: ordinals.lettered(number, "a"), ". "),
    "upper-alpha": (lambda number: ordinals.lettered(number, "A"), ". "),
    "lower-latin": (lambda number: ordinals.lettered(number, "a"), ". "),
    "upper-latin": (lambda number: ordinals.lettered(number, "A"), ". "),
    "i": (ordinals.roman, ". "),
    "I": (lambda number: ordinals.roman(number).upper(), ". "),
    "lower-roman": (ordinals.roman, ". "),
    "upper-roman": (lambda number: ordinals.roman(number).upper(), ". "),
    "cjk-decimal": (ordinals.digit_by_digit, "、"),
    "cjk-ideographic": _CHINESE,
    "simp-chinese-informal": _CHINESE,
    "trad-chinese-informal": _CHINESE,
}


class Listing:
    """Counts the items of each list, which come in the order of the page."""

    def __init__(self) -> None:
        self._counts: dict[etree._Element, int] = {}

    def marker_of(self, item: etree._Element) -> str:
        """What stands before an item; nothing in lists without numbers, or numbered in a way not known here."""
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        stated = _WHOLE.fullmatch(item.get("value", "").strip())
        number = int(stated[0]) if stated else self._counts.get(parent, _start(parent)) + 1
        self._counts[parent] = number
        style = _STYLE.search(item.get("style", "")) or _STYLE.search(parent.get("style", ""))
        write, end = _WRITINGS.get(style[1] if style else item.get("type") or parent.get("type") or "1", (None, ""))
        return write(number) + end if write and number and not _NUMBERED.match(_beginning(item)) else ""


def _start(parent: etree._Element) -> int:
    """The number before the first."""
    stated = _WHOLE.fullmatch(parent.get("start", "").strip())
    return int(stated[0]) - 1 if stated else 0


def _beginning(item: etree._Element) -> str:
    """The first words in an item."""
    return next((words for words in item.itertext() if words.strip()), "")
