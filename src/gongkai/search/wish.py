"""What is looked for, and what is found: the values that cross between pages, commands, workers and the index."""

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from gongkai.search.folding import words_of
from gongkai.text import Span

# Of a longer wish the rest is left out, and the answer says so.
MOST_CHARACTERS: Final = 1000
MOST_WORDS: Final = 50

NAMES: Final = "names"
SENTENCES: Final = "sentences"

_PIECE: Final = re.compile(r"""(?<!\S)["“](?P<literal>[^"”]*)(?:["”](?!\S)|$)|(?P<plain>\S+)""")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """The file of an index, and the line that says how to mend it."""

    file: Path
    mend: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for: words between blanks, all of which must stand in one sentence or name; within quotation marks
    blanks part nothing.

    `kinds` are NAMES, SENTENCES or kinds by themselves, none for all; `year` 0 is any; `place` is a code, which stands
    for what lies below it too. What has no year is not found where one is asked for, and so with places.
    """

    words: str
    kinds: tuple[str, ...] = ()
    year: int = 0
    place: str = ""
    limit: int = 20
    offset: int = 0

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """What must be found, each once: sequences of folded words."""
        pieces = (found["literal"] or found["plain"] or "" for found in _PIECE.finditer(self.words[:MOST_CHARACTERS]))
        folded = (tuple(words_of(piece)) for piece in pieces)
        return tuple(dict.fromkeys(phrase for phrase in folded if phrase))

    @property
    def cut(self) -> bool:
        """Whether it is longer than what is looked for."""
        return len(self.words) > MOST_CHARACTERS or len(self.phrases) > MOST_WORDS


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands: the IRI of its report, the name of that file, its title, a range of its characters."""

    report: str
    name: str
    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A name or passage. `marks` are ranges of `text`; year 0 and code "" where it has none; names have no place."""

    iri: str
    kind: str
    text: str
    marks: tuple[Span, ...]
    year: int
    code: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Hits:
    """How many there are in all, those that were wanted, and whether the end of the wish was left out."""

    total: int
    hits: tuple[Hit, ...]
    cut: bool


def packed(hits: Hits) -> bytes:
    return json.dumps(asdict(hits), ensure_ascii=False, separators=(",", ":")).encode(errors="replace")


def unpacked(content: bytes) -> Hits:
    said = json.loads(content)
    hits = (
        Hit(**{
            **hit,
            "marks": tuple(Span(**span) for span in hit["marks"]),
            "place": Place(**hit["place"]) if hit["place"] else None,
        })
        for hit in said["hits"]
    )  # fmt: skip
    return Hits(said["total"], tuple(hits), said["cut"])
