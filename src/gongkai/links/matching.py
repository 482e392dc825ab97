"""A row's name, code, year and parent -> the place or the body that it means, with how that was found."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from gongkai import iris, linking
from gongkai.links.codes import code_of
from gongkai.resolution import Answer, Question, resolve
from gongkai.vocabulary import Vocabulary
from gongkai.vocabulary.identifiers import Identifiers
from gongkai.vocabulary.places import OPEN, Division

COLUMNS = ("gongkai_iri", "gb_code", "wikidata", "geonames", "score", "method", "alternatives")
_YEAR = re.compile(r"(?:19|20)\d\d(?=\D|$)")
_NONE = Identifiers()
_BLANK = ("", "nan", "none", "null")


@dataclass(frozen=True, slots=True)
class Asked:
    """The cells of one row that say what it is of, as text; empty where there is none."""

    name: str = ""
    code: str = ""
    year: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """`iri` is empty where the row is linked to nothing; `kind` as of an Answer."""

    iri: str = ""
    code: str = ""
    identifiers: Identifiers = _NONE
    score: float = 0.0
    method: str = ""
    kind: str = "place"
    alternatives: str = ""

    @property
    def cells(self) -> tuple[object, ...]:
        score = round(self.score, 3) if self.iri else None
        ids = (self.identifiers.wikidata or None, self.identifiers.geonames or None)
        return (self.iri or None, self.code or None, *ids, score, self.method or None, self.alternatives or None)


class Matcher:
    """Answers each row by itself, and equal rows once."""

    def __init__(self, words: Vocabulary, known: Mapping[str, Identifiers], level: str = "") -> None:
        self._words = words
        self._known = known
        self._level = level
        self._by_iso = {one.iso3166_2: code for code, one in known.items() if one.iso3166_2}
        self.link = lru_cache(maxsize=None)(self._link)

    def _link(self, asked: Asked) -> Link:
        year = year_of(asked.year)
        if year is None:
            return Link(alternatives=f"{asked.year}?")
        return self._described(self.answer(asked, year), Question(asked.name, year, level=self._level))

    def answer(self, asked: Asked, year: int) -> Answer:
        """Which places it may mean; `year` is that of the row as a number, 0 where it says none."""
        question = Question(asked.name, year, level=self._level)
        held = self.holders(asked.code)
        return self._by_code(held, question) if held else self._by_name(question, asked.parent)

    def holders(self, cell: str) -> tuple[Division, ...]:
        """Who holds or held the code in the cell; nobody where it is none."""
        code = code_of(cell) if cell else ""
        return self._words.places.by_code.get(self._by_iso.get(code, code), ())

    def _by_code(self, held: tuple[Division, ...], question: Question) -> Answer:
        """The holder of the year, unless the name is that of another place."""
        fitting = tuple(one for one in held if question.holds(one))
        if not question.year:
            fitting = tuple(one for one in held if one.last == OPEN and question.holds(one)) or fitting[-1:]
        named = resolve(question, self._words) if question.name else Answer(())
        exact = tuple(one for one in held if one in named.places)
        if named.places and not exact and not self._same_stem(held, (*named.places, *named.others)):
            return Answer(_together(fitting or held, named.places))
        if not fitting:
            return Answer((), others=held)
        kind, rest = (named.kind, named.rest) if named.places else ("place", "")
        return Answer(exact or fitting, kind, rest, "code", 1.0)

    def _same_stem(self, held: tuple[Division, ...], named: tuple[Division, ...]) -> bool:
        """吴江市 beside the code of 吴江区: the name is older than the code, or the other way round."""
        names = {name for place in held for name in self._words.toponyms.names[place]}
        return any(not names.isdisjoint(self._words.toponyms.names[place]) for place in named)

    def _by_name(self, question: Question, parent: str) -> Answer:
        if not parent:
            return resolve(question, self._words)
        above = self._parents(parent, question.year)
        if above:
            own = resolve(question, self._words)
            if own.places and set(own.places) <= set(above):
                return own  # 北京市 beside 北京市
            codes = frozenset(place.jurisdiction.code for place in above)
            answer = resolve(replace(question, within=codes), self._words)
            if answer.places or answer.others:
                return answer
            return resolve(replace(question, name=parent + question.name), self._words)  # a town of the county
        below = resolve(replace(question, name=parent + question.name), self._words)
        if below.place:
            return below
        alone = resolve(question, self._words)
        return alone if alone.method in ("full", "short") else Answer((), others=(*alone.places, *alone.others))

    def _parents(self, parent: str, year: int) -> tuple[Division, ...]:
        return self.holders(parent) or resolve(Question(parent, year), self._words).places

    def _described(self, answer: Answer, question: Question) -> Link:
        place = answer.place
        if place is None or answer.kind in ("township", "zone"):  # which have no identifier of their own here
            others = _together(answer.places, answer.others)
            return Link(kind=answer.kind, alternatives="|".join(self._told(one, question.year) for one in others))
        if answer.kind == "place":
            ids = self._known.get(place.jurisdiction.code, _NONE) if place.last == OPEN else _NONE
            return Link(
                iris.jurisdiction(place.jurisdiction), place.jurisdiction.code, ids, answer.score, answer.method
            )
        year = question.year or min(place.last, LATEST)
        body = linking.issuer_of(place.jurisdiction, answer.rest, year, self._words)
        return Link(iris.agency(body), place.jurisdiction.code, _NONE, answer.score, answer.method, answer.kind)

    def _told(self, place: Division, year: int) -> str:
        """Key and name with all that stands above: 350102 福建省福州市鼓楼区."""
        at = year if year and place.holds(year) else min(place.last, LATEST)
        above = self._words.places.above(place.jurisdiction, at)
        return f"{place.jurisdiction.key} {''.join(one.name for one in (*reversed(above), place.jurisdiction))}"


LATEST = 2024  # the last year whose list the gazetteer has, for a row that says none


def _together(*parts: tuple[Division, ...]) -> tuple[Division, ...]:
    return tuple(dict.fromkeys(place for part in parts for place in part))


def year_of(cell: str) -> int | None:
    """2014 from 2014, 2014.0, 2014年, 2014-12-31; 0 where nothing is said, None where no year can be read."""
    if not cell:
        return 0
    found = _YEAR.match(cell)
    return int(found.group()) if found else None


def text_of(cell: object) -> str:
    """A cell as a person reads it; what programs write for nothing is nothing."""
    text = "" if cell is None else str(cell).strip()
    return "" if text.lower() in _BLANK else text
