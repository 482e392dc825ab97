"""A text as it is read, its paragraphs -> its title, and its headings as a tree of sections."""

import re
from collections.abc import Iterator

from gongkai.errors import NotAReport
from gongkai.model import Section
from gongkai.text import Span
from gongkai.vocabulary.layout import Layout

_HEADING_END = re.compile(r"[。：:】\n]")
_DIGIT = re.compile(r"\d")
# A heading that has lost its number stands as those with 一、 do.
_UNNUMBERED_LEVEL = 2
_STOP = "。"


def untitled(layout: Layout) -> NotAReport:
    where = f"in its first {layout.title_within} characters"
    return NotAReport(f"no title of an annual report on information disclosure {where}; is it one?")


def title_of(plain: str, layout: Layout) -> Span:
    """The title: where it begins a line or stands on two, else the first place that reads like one."""
    head = plain[: layout.title_within]
    lines = head.split("\n", 2)
    found: list[tuple[int, int, int, int, Span]] = []
    for text, cut, around in ((head, len(head), None), ("".join(lines[:2]), len(lines[0]), len(lines[0]))):
        for order, match in layout.titles_in(text, around):
            start = match.start() + (match.start() >= cut)
            end = match.end() + (match.end() > cut)
            begins = start == 0 or head[start - 1] == "\n"
            found.append((0 if begins else 1, start + order, -end, order, Span(start, end)))
            if start + order == 0:
                break  # no other goes before it, as most reports begin with their title
    if not found:  # its words stand apart, or in a table
        raise untitled(layout)
    return min(found, key=lambda one: one[:4])[-1]


def sections_of(plain: str, paragraphs: list[Span], layout: Layout) -> Iterator[Section]:
    """Headings by their markers; a section ends where the next of its level or a higher one begins."""
    found: list[tuple[str, Span, int, int]] = []  # marker, heading, start, level
    for paragraph in paragraphs:
        level, marker = _marker(plain, paragraph, layout)
        if marker is None and layout.section_names.fullmatch(plain, paragraph.start, paragraph.end):
            found.append(("", paragraph, paragraph.start, _UNNUMBERED_LEVEL))
        elif marker:
            heading = _heading(plain, marker, paragraph, layout)
            found.append((plain[marker.start : marker.end], heading, marker.start, level))
    ends, parents, opened = [len(plain)] * len(found), [-1] * len(found), list[int]()
    for index, (_, _, start, level) in enumerate(found):
        while opened and found[opened[-1]][-1] >= level:
            ends[opened.pop()] = start
        parents[index] = opened[-1] if opened else -1
        opened.append(index)
    for (words, heading, start, level), end, parent in zip(found, ends, parents, strict=True):
        yield Section(words, heading, Span(start, end), level, parent)


def _marker(plain: str, paragraph: Span, layout: Layout) -> tuple[int, Span | None]:
    marked = layout.any_marker.match(plain, paragraph.start, paragraph.end)
    return (layout.level_of(marked), Span(*marked.span())) if marked else (0, None)


def _heading(plain: str, marker: Span, paragraph: Span, layout: Layout) -> Span:
    """The words of a heading, also one glued to its paragraph; empty where a figure stands in them."""
    end = _HEADING_END.search(plain, marker.end, paragraph.end)
    heading = Span(marker.end, end.start() if end else paragraph.end)
    words = plain[heading.start : heading.end]
    is_text = len(words) > layout.longest_heading or _DIGIT.search(words) is not None
    if not is_text and (end is None or end[0] != _STOP):
        return heading
    named = layout.section_names.match(plain, marker.end, paragraph.end)
    return Span(marker.end, named.end() if named else marker.end) if is_text or named else heading
