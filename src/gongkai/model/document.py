"""A file as it was read and outlined: text stored once, tables, sections and sentences as places in it."""

from collections.abc import Iterator

from gongkai.frozen import frozen
from gongkai.text import Reading, Span


@frozen
class Source:
    """The file a report was read from, by its name; `stem`, the name without its ending, stands in rows."""

    name: str
    sha256: str
    media_type: str

    @property
    def stem(self) -> str:
        return self.name.rsplit(".", 1)[0] if "." in self.name else self.name


@frozen
class Cell:
    """One cell of a table by its place in the grid, from 0; a merged cell stays one. Its words stand in the text."""

    row: int
    column: int
    rowspan: int
    colspan: int
    span: Span

    def __hash__(self) -> int:  # a table asks for it hundreds of times, and no two of its cells begin at one place
        return self.span.start


@frozen
class Table:
    """Cells in reading order, and the stretch of the text that holds them; page from 1, or 0 where there are none."""

    span: Span
    cells: tuple[Cell, ...]
    page: int


@frozen
class Manuscript:
    """A report as read: its text, stored once; line ends are \\n (RFC 5147 counts any line end as one character).

    The text of a table stands in it as well, a row a line, cells parted by tabs.
    """

    source: Source
    text: str
    tables: tuple[Table, ...] = ()


@frozen
class Section:
    """A heading and what stands below it; `parent` is an index into the sections, -1 for none."""

    marker: str
    heading: Span
    span: Span
    level: int
    parent: int


@frozen
class Sentence:
    """One sentence, and by index the section (-1 before the first) and the paragraph that it stands in."""

    span: Span
    section: int
    paragraph: int


@frozen
class Document:
    """A manuscript with its structure. Inside the stages a Span means the reading; `place` gives the stored text's.

    `folded` is the whole text as words are looked for in it, which is as long as the stored one: what is read in a
    table is read there.
    """

    manuscript: Manuscript
    folded: str
    reading: Reading
    title: Span
    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]

    def quote(self, span: Span) -> str:
        return self.reading.quote(span)

    def place(self, span: Span) -> Span:
        return self.reading.place(span)

    def headings(self, section: int) -> Iterator[Span]:
        """The heading of the section and of those above it, the nearest first."""
        while section >= 0:
            yield self.sections[section].heading
            section = self.sections[section].parent
