"""HTML tree -> what a browser shows, flat: lines and tables in order, and which of them each element holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from gongkai.errors import UnreadableReport
from gongkai.reading.composing import Placed
from gongkai.reading.grids import Entry, holds_data, placed
from gongkai.reading.listing import Listing

# libxml2 stops at a depth of 2,048; no page that people read comes near.
DEEPEST = 2000
MEND = "save the text of the report alone"


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BLOCKS = _names(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th "
    "thead tr ul"
)
_HEADINGS = _names("h1 h2 h3 h4 h5 h6")
_UNSHOWN = _names(
    "applet audio base button canvas datalist embed head iframe input link map math meta noframes noscript object "
    "param script select source style svg template textarea title video"
)
_ASIDES = _names("aside footer form menu nav")
_ASIDE_ROLES = _names("banner complementary contentinfo navigation search")
_ASIDE_NAMES = _names(
    "breadcrumb breadcrumbs copyright crumb crumbs foot footer menu nav navbar navigation pager pagination related "
    "share sidebar toolbar"
)
_TABLE = _names("table")
_CELLS = _names("td th")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_LATIN = re.compile(r"[!-~]")
_ENDS = " \t\n\r\f"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; lines of one block, which only <br> parts, have the same number."""

    text: str
    linked: int
    block: int

    @property
    def length(self) -> int:
        return len(self.text)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table that holds data."""

    cells: tuple[Placed, ...]
    length: int
    linked: int


Item = Line | Grid


@dataclass(frozen=True, slots=True)
class Region:
    """The items from `start` up to `end` that one element holds; `aside` by its own name, class or role."""

    start: int
    end: int
    aside: bool


@dataclass(frozen=True, slots=True)
class Page:
    items: tuple[Item, ...]
    regions: tuple[Region, ...]


class _Writer:
    """Collects text into lines as the elements open and close."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.links = self.headings = self.kept = 0
        self.marker = ""  # of a list's item, for the first line to come
        self._pieces: list[str] = []
        self._linked = self._block = 0

    def write(self, text: str | None) -> None:
        if not text:
            return
        if self.kept:
            first, *others = text.split("\n")
            self._add(first)
            for other in others:
                self.end_line()
                self._add(other)
        else:
            self._add(text)

    def end_line(self) -> None:
        """What <br> does: a line end, none in a heading; the second in a row ends the block."""
        if self.headings:
            self._pieces.append("\n")
        elif not self._flush():
            self._block += 1

    def end_block(self) -> None:
        self._flush()
        self._block += 1

    def add(self, grid: Grid) -> None:
        self.end_block()
        self.items.append(grid)

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        if self.links:
            self._linked += len("".join(text.split()))

    def _flush(self) -> bool:
        if not self._pieces:
            return False
        text = _shown("".join(self._pieces))
        shows = bool(text.strip())
        if shows:
            self.items.append(Line(self.marker + text, self._linked, self._block))
            self.marker = ""
        self._pieces, self._linked = [], 0
        return shows


def page_of(root: etree._Element, name: str) -> Page:
    """What is shown below `root`; raises UnreadableReport, with `name`, where elements are nested without end."""
    writer, regions, starts = _Writer(), list[Region](), list[int]()
    listing = Listing()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if len(starts) > DEEPEST:
                raise UnreadableReport(f"{name}: elements lie more than {DEEPEST} deep in each other; {MEND}")
            _open(writer, element.tag)
            starts.append(len(writer.items))
            if element.tag == "li":
                writer.marker = listing.marker_of(element)
            if _is_unshown(element) or (element.tag == "table" and _write_grid(writer, element)):
                walk.skip_subtree()
            else:
                writer.write(element.text)
        else:
            _close(writer, element.tag)
            start = starts.pop()
            if element.tag in _BLOCKS and start < len(writer.items):
                regions.append(Region(start, len(writer.items), _is_aside(element)))
            writer.write(element.tail)
    writer.end_block()
    return Page(tuple(writer.items), tuple(regions))


def _open(writer: _Writer, tag: str) -> None:
    if tag in _BLOCKS:
        writer.end_block()
    elif tag == "br":
        writer.end_line()
    writer.links += tag == "a"
    writer.headings += tag in _HEADINGS
    writer.kept += tag == "pre"


def _close(writer: _Writer, tag: str) -> None:
    if tag in _BLOCKS:
        writer.end_block()
    if tag == "li":
        writer.marker = ""
    writer.links -= tag == "a"
    writer.headings -= tag in _HEADINGS
    writer.kept -= tag == "pre"


def _shown(text: str) -> str:
    """Blanks as a browser shows them; where a line of the file ends at a Chinese character, none is shown."""
    text = text.strip(_ENDS)
    return _SPACES.sub(lambda match: _joint(text, match), text)


def _joint(text: str, match: re.Match[str]) -> str:
    if "\n" not in match[0] or (_LATIN.match(text, match.start() - 1) and _LATIN.match(text, match.end())):
        return " "
    return ""


def _is_unshown(element: etree._Element) -> bool:
    return (
        element.tag in _UNSHOWN
        or element.get("hidden") is not None
        or bool(_HIDING.search(element.get("style", "").lower()))
    )


def _is_aside(element: etree._Element) -> bool:
    names = re.split(r"[\s_-]+", f"{element.get('class', '')} {element.get('id', '')}".lower())
    return element.tag in _ASIDES or element.get("role") in _ASIDE_ROLES or not _ASIDE_NAMES.isdisjoint(names)


def _write_grid(writer: _Writer, table: etree._Element) -> bool:
    """Whether the table holds data; it is written then, after what stands in it outside of cells."""
    rows = _rows(table)
    texts = [[_text(cell, _TABLE) for cell in row] for row in rows]
    own = [[len("".join(text.split())) for text in row] for row in texts]
    if not holds_data(own, _nested_length(table, sum(map(sum, own)))) or _holds_tables(table):
        return False
    for line in _text(table, _CELLS).split("\n"):
        writer.write(line)
        writer.end_block()
    cells = tuple(placed([[*map(_entry, *line)] for line in zip(rows, texts, strict=True)]))
    linked = sum(len("".join(link.itertext())) for link in table.iter("a"))
    writer.add(Grid(cells, sum(len(cell.text) for cell in cells), linked))
    return True


def _rows(table: etree._Element) -> list[list[etree._Element]]:
    """The table's own cells that are shown, row by row; a cell outside of any row stands in the row before."""
    rows: list[list[etree._Element]] = []
    walk = etree.iterwalk(table, events=("start",))
    for _, element in walk:
        if element is not table and (element.tag == "table" or _is_unshown(element)):
            walk.skip_subtree()
        elif element.tag == "tr":
            rows.append([])
        elif element.tag in ("td", "th"):
            if not rows:
                rows.append([])
            rows[-1].append(element)
            walk.skip_subtree()
    return rows


def _entry(cell: etree._Element, own: str) -> Entry:
    """`own` is what the cell says outside of the tables in it."""
    text = own if next(cell.iter("table"), None) is None else _text(cell, frozenset())
    return Entry(text, _number(cell, "rowspan"), _number(cell, "colspan"))


def _number(cell: etree._Element, name: str) -> int:
    """A span as stated; 1 where that is no number."""
    stated = cell.get(name)
    return int(stated) if stated and re.fullmatch(r"[0-9]{1,5}", stated.strip()) else 1


def _text(element: etree._Element, without: frozenset[str]) -> str:
    """The lines shown in an element, without those in elements of some tags."""
    writer = _Writer()
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        if event == "start":
            if inner.tag in _BLOCKS or inner.tag == "br":
                writer.end_block()
            if _is_unshown(inner) or (inner.tag in without and inner is not element):
                walk.skip_subtree()
            else:
                writer.write(inner.text)
        elif inner is not element:
            if inner.tag in _BLOCKS:
                writer.end_block()
            writer.write(inner.tail)
    writer.end_block()
    return "\n".join(line.text for line in writer.items if isinstance(line, Line))


def _holds_tables(table: etree._Element) -> bool:
    """Whether a table inside of this one has rows and columns."""
    others = (other for other in table.iter("table") if other is not table)
    return any(sum(len(row) > 1 for row in _rows(other)) > 1 for other in others)


def _nested_length(table: etree._Element, enough: int) -> int:
    """The length of the text in tables inside of this one, counted no further than `enough`."""
    length = 0
    for text in _nested_texts(table):
        length += len("".join(text.split()))
        if length > enough:
            break
    return length


def _nested_texts(table: etree._Element) -> Iterator[str]:
    walk = etree.iterwalk(table, events=("start",), tag="table")
    for _, element in walk:
        if element is not table:
            walk.skip_subtree()
            yield from element.itertext()
