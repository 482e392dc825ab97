"""What a page shows -> the report in it, found by its title, headings, sentences and tables, not by names of sites."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate, compress, groupby

from gongkai.reading.composing import one_line
from gongkai.reading.page import Grid, Item, Line, Page, Region
from gongkai.text import Span, fold, simplified
from gongkai.vocabulary import layout, pages

_PAUSE = re.compile(r"[，：\d]")
_PROSE = re.compile(r"[。；！？]")
# A sentence of fewer characters may be a button's.
_SHORTEST_PROSE = 15
# What is longer, or ends a sentence, is no title. A title may be broken into so many lines.
_LONGEST_TITLE = 80
_TITLE_LINES = 3
_PATH = re.compile(r"[>»›/：:|\d]")
_TITLE_PARTS = re.compile(r"[_|]+|\s*[-—–]+\s*")
# Markers of the upper levels make headings; menus count with 1. and 2. too.
_HEADING_LEVELS = 3
# The report is the smallest element with this share of the page's prose and tables.
_MOST = 0.8


@cache
def _layout() -> layout.Layout:
    return layout.load()


@cache
def _pages() -> pages.Pages:
    return pages.load()


def article_of(page: Page, window_title: str) -> list[Item]:
    """The items of the report in their order; the title of the window heads them where the page shows no other."""
    page = _without_asides(page)
    items, weights = page.items, [_weight(item) for item in page.items]
    sums = list(accumulate(weights, initial=0))
    body = _smallest(page, lambda region: 0 < sums[-1] * _MOST <= sums[region.end] - sums[region.start])
    title = _title(items[: next((at for at in range(body.start, body.end) if weights[at]), body.end)])
    missed = [at for at in range(title.end, len(items)) if weights[at] and _is_missed(items[at], at, title, body)]
    if missed:
        first, last = min(missed[0], body.start), max(missed[-1], body.end - 1)
        body = _smallest(page, lambda region: region.start <= first and last < region.end)
    start = max(body.start, title.end)
    marks = [at for at in range(start, body.end) if weights[at]] or [body.end]
    within = [
        item
        for at, item in enumerate(items[start : body.end], start)
        if marks[0] <= at <= marks[-1] or not _is_furniture(item)
    ]
    if title.end:
        return [*_headed(items, title), *within]
    return [*_title_in(window_title), *within] if within else []


def paragraphs_of(items: Iterable[Item]) -> Iterator[str | Grid]:
    """Tables as they are, lines of one block as one paragraph; a heading that <br> parts is one line."""
    for _, group in groupby(items, key=lambda item: item.block if isinstance(item, Line) else id(item)):
        block = list(group)
        lines = [item for item in block if isinstance(item, Line)]
        yield from (item for item in block if isinstance(item, Grid))
        if lines:
            text = "\n".join(line.text for line in lines)
            yield one_line(text) if _is_torn_heading(lines) else text


def _is_torn_heading(lines: Sequence[Line]) -> bool:
    """Whether only the first line of a short block without any pause bears a marker."""
    first, *others = lines
    words = "".join(map(_bare, lines))
    short = len(words) <= _layout().longest_heading and not _PAUSE.search(words.removeprefix(_bare(first)[:4]))
    return short and _is_heading(first) and not any(map(_is_heading, others))


def _without_asides(page: Page) -> Page:
    """The page without elements named as furniture, unless they hold headings, tables or half of the prose."""
    sums = list(accumulate(map(_weight, page.items), initial=0))
    marks = list(accumulate(map(_is_mark, page.items), initial=0))
    shown = [True] * len(page.items)
    for region in page.regions:
        light = 2 * (sums[region.end] - sums[region.start]) < sums[-1]
        if region.aside and light and marks[region.start] == marks[region.end]:
            shown[region.start : region.end] = [False] * (region.end - region.start)
    place = list(accumulate(shown, initial=0))
    return Page(
        tuple(compress(page.items, shown)),
        tuple(Region(place[region.start], place[region.end], region.aside) for region in page.regions),
    )


def _is_mark(item: Item) -> bool:
    """Whether an item is a heading or a table, and no list of links."""
    return 2 * item.linked < item.length and (isinstance(item, Grid) or _is_heading(item))


def _weight(item: Item) -> int:
    """How much prose or table an item holds; 0 for what may as well be furniture."""
    return item.length if _is_mark(item) or _is_prose(item) else 0


def _is_prose(item: Item) -> bool:
    """Whether an item is a line of sentences, and none that sites set below every page."""
    if isinstance(item, Grid) or item.length < _SHORTEST_PROSE or 2 * item.linked >= item.length:
        return False
    return bool(_PROSE.search(item.text)) and not _finds(_pages().notices, item)


def _smallest(page: Page, fits: Callable[[Region], bool]) -> Region:
    """The smallest element that fits, else the whole page."""
    whole = Region(0, len(page.items), False)
    return min(filter(fits, page.regions), key=lambda region: region.end - region.start, default=whole)


def _is_missed(item: Item, at: int, title: Span, body: Region) -> bool:
    """Whether an item outside of the body belongs to the report: headings do, below a title tables too.

    So do sentences between the title and the body; those below it may be a site's advice on browsers.
    """
    if body.start <= at < body.end:
        return False
    if isinstance(item, Line) and _is_heading(item):
        return True
    return bool(title.end) and (isinstance(item, Grid) or at < body.start)


def _is_heading(line: Line) -> bool:
    marker = _layout().any_marker.match(_folded(line.text).strip())
    return marker is not None and _layout().level_of(marker) <= _HEADING_LEVELS


def _is_furniture(item: Item) -> bool:
    if 2 * item.linked >= item.length:
        return True
    return isinstance(item, Line) and _finds(_pages().furniture + _pages().notices, item)


def _finds(patterns: Iterable[re.Pattern[str]], line: Line) -> bool:
    words = _bare(line)
    return any(pattern.search(words) for pattern in patterns)


def _title(items: Sequence[Item]) -> Span:
    """The lines of the last title among these items, or of one before it that is the same and says more."""
    found = list(_titles(items))
    if not found:
        return Span(0, 0)
    title = found[-1]
    words = _joined(items[title.start : title.end])
    for other in reversed(found):
        longer = _joined(items[other.start : other.end])
        if longer != words and longer.endswith(words) and not _PATH.search(longer.removesuffix(words)):
            return other
    return title


def _titles(items: Sequence[Item]) -> Iterator[Span]:
    """Runs of lines that read like a title: each line has a part in it."""
    for last in range(len(items)):
        for first in range(last, max(last - _TITLE_LINES, -1), -1):
            words = _joined(items[first : last + 1])
            if not words:
                break
            inside = len(_joined([items[first]])), len(words) - len(_joined([items[last]]))
            if any(found.start() < inside[0] and found.end() > inside[1] for found in _matches(words)):
                yield Span(first, last + 1)
                break


def _matches(words: str) -> Iterator[re.Match[str]]:
    return (found for _, found in _layout().titles_in(words))


def _joined(items: Sequence[Item]) -> str:
    """The words of lines that may be a title's, else nothing."""
    if not all(isinstance(item, Line) and 2 * item.linked < item.length for item in items):
        return ""
    words = "".join(_bare(item) for item in items if isinstance(item, Line))
    return "" if len(words) > _LONGEST_TITLE or _PROSE.search(words) else words


def _headed(items: Sequence[Item], title: Span) -> list[Item]:
    """The title; before one that begins with the year the line above it that names the author, if there is one."""
    lines = list(items[title.start : title.end])
    if not _joined(lines)[0].isdigit():
        return lines
    above = next((item for item in reversed(items[: title.start]) if not _is_about_page(item)), None)
    words = _joined([above]) if above else ""
    return [above, *lines] if above and _pages().author.search(words) and not _PATH.search(words) else lines


def _is_about_page(item: Item) -> bool:
    return _is_furniture(item) and 2 * item.linked < item.length


def _title_in(window_title: str) -> list[Item]:
    """The part of a window's title that is a report's; sites put their names beside it."""
    for part in [*_TITLE_PARTS.split(window_title), window_title]:
        words = "".join(_folded(part).split())
        if any(_matches(words)):
            return [Line(part.strip(), 0, -1)]
    return []


def _bare(line: Line) -> str:
    return "".join(_folded(line.text).split())


def _folded(text: str) -> str:
    """One line, folded by itself: what stands around the article may be in other characters."""
    return fold(simplified(text))
