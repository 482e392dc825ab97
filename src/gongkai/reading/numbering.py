"""The numbering part of a Word file -> the marker that Word draws before each numbered paragraph, as 一、 or （二）."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml import etree

from gongkai.reading import ordinals

_PLACE = re.compile(r"%([1-9])")
_DEEPEST = 9
_VALUE, _ID, _DEPTH = qn("w:val"), qn("w:numId"), qn("w:ilvl")
_PROPERTIES, _STYLE, _NUMBER = qn("w:pPr"), qn("w:pStyle"), qn("w:numPr")

# Of styles of paragraphs that number them: number of the list and depth.
Styles = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: how its number is written, the pattern of its marker, the first number."""

    style: str
    pattern: str
    start: int


class Numbering:
    """Counts the paragraphs of each list. Bullets have no marker, nor do numbers written in a way not known here."""

    def __init__(self, part: etree._Element | None, styles: Styles) -> None:
        self._lists = dict(_lists(part)) if part is not None else {}
        self._styles = styles
        self._counts: dict[str, list[int]] = {}

    def marker_of(self, paragraph: etree._Element) -> str:
        """The marker, with this paragraph counted; nothing where it is not numbered."""
        number, depth = self._place(paragraph) if self._lists else ("", 0)
        list_id, levels = self._lists.get(number, ("", {}))
        if depth not in levels:
            return ""
        counts = self._counts.setdefault(list_id, [0] * _DEEPEST)
        counts[depth] = counts[depth] + 1 if counts[depth] else levels[depth].start
        counts[depth + 1 :] = [0] * (_DEEPEST - depth - 1)
        used = {int(place) - 1 for place in _PLACE.findall(levels[depth].pattern)}
        if not used or any(one not in levels or levels[one].style not in _WRITINGS for one in used):
            return ""
        written = {one: _WRITINGS[levels[one].style](counts[one] or levels[one].start) for one in used}
        return _PLACE.sub(lambda match: written[int(match[1]) - 1], levels[depth].pattern)

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """Number of the list and depth in it, as the paragraph or its style says."""
        properties = child_of(paragraph, _PROPERTIES)
        number, depth = self._styles.get(_value(properties, _STYLE), ("", ""))
        own = child_of(properties, _NUMBER)
        number, depth = _value(own, _ID) or number, _value(own, _DEPTH) or depth
        return number, int(depth) if depth.isdecimal() and int(depth) < _DEEPEST else 0


def _lists(part: etree._Element) -> Iterator[tuple[str, tuple[str, dict[int, _Level]]]]:
    """By number of the list: what it counts with, and its levels. A list that starts anew counts by itself."""
    abstract = {one.get(qn("w:abstractNumId")): one for one in part.iter(qn("w:abstractNum"))}
    for one in part.iter(qn("w:num")):
        number, of = one.get(_ID, ""), _value(one, qn("w:abstractNumId"))
        levels = dict(_levels(abstract[of])) if of in abstract else {}
        anew = False
        for override in one.iter(qn("w:lvlOverride")):
            depth = int(override.get(_DEPTH, "0"))
            start = _value(override, qn("w:startOverride"))
            levels |= dict(_levels(override))
            if start and depth in levels:
                levels[depth], anew = _Level(levels[depth].style, levels[depth].pattern, int(start)), True
        yield number, (f"{of}.{number}" if anew else of, levels)


def _levels(parent: etree._Element) -> Iterator[tuple[int, _Level]]:
    for level in parent.iter(qn("w:lvl")):
        style, pattern = _value(level, qn("w:numFmt")) or "decimal", _value(level, qn("w:lvlText"))
        yield int(level.get(_DEPTH, "0")), _Level(style, pattern, int(_value(level, qn("w:start")) or "1"))


def styles_of(part: etree._Element) -> Styles:
    """By style of paragraphs: number of the list and depth, also from the style that it is based on."""
    return dict(_styled(part))


def _styled(styles: etree._Element) -> Iterator[tuple[str, tuple[str, str]]]:
    elements = {style.get(qn("w:styleId"), ""): style for style in styles.iter(qn("w:style"))}
    for name in elements:
        number = depth = ""
        above, seen = name, set[str]()
        while above in elements and above not in seen:
            seen.add(above)
            own = child_of(child_of(elements[above], _PROPERTIES), _NUMBER)
            number, depth = number or _value(own, _ID), depth or _value(own, _DEPTH)
            above = _value(elements[above], qn("w:basedOn"))
        if number:
            yield name, (number, depth)


def child_of(parent: etree._Element | None, tag: str) -> etree._Element | None:
    """The first child of this tag; several times as fast as to search by a path."""
    return next(parent.iterchildren(tag), None) if parent is not None else None


def _value(parent: etree._Element | None, tag: str) -> str:
    child = child_of(parent, tag)
    return child.get(_VALUE, "") if child is not None else ""


_WRITINGS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "chineseCounting": ordinals.chinese,
    "chineseCountingThousand": ordinals.chinese,
    "japaneseCounting": ordinals.chinese,
    "taiwaneseCounting": ordinals.chinese,
    "taiwaneseCountingThousand": ordinals.chinese,
    "ideographDigital": ordinals.digit_by_digit,
    "decimalEnclosedCircle": ordinals.enclosed,
    "decimalEnclosedCircleChinese": ordinals.enclosed,
    "decimalFullWidth": ordinals.full_width,
    "lowerLetter": lambda number: ordinals.lettered(number, "a"),
    "upperLetter": lambda number: ordinals.lettered(number, "A"),
}
