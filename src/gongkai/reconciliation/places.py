"""A query -> the division that it means, or those that it may mean: what `resolution` answers, as candidates."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from gongkai.links.codes import code_of
from gongkai.links.matching import LATEST, Asked, Matcher, year_of
from gongkai.reconciliation import basis, candidates, terms
from gongkai.reconciliation.batches import LONGEST, Query, Value
from gongkai.reconciliation.candidates import Candidate
from gongkai.reconciliation.concepts import Concepts
from gongkai.reconciliation.tasks import Thing
from gongkai.resolution import Answer
from gongkai.vocabulary import Vocabulary, identifiers
from gongkai.vocabulary.places import OPEN, Division

_ABOVE: Final = ("province", "prefecture", "parent")
_LEVELS: Final = ("province", "prefecture", "county")
_CODE: Final = re.compile(r"\d{6}(?:\d{3}|\d{6})?")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a query says besides the name: the year (0: none), what it lies in, code, level.

    `clear` is false where it says what cannot be read, or several things at once: then nothing is sure.
    """

    year: int = 0
    parent: str = ""
    code: str = ""
    level: str = ""
    clear: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """A query with what it says, and what its name may mean."""

    query: Query
    setting: Setting
    answer: Answer


class Places:
    """The gazetteer, asked by queries."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        known = identifiers.load()
        self._matchers = {level: Matcher(words, known, level) for level in ("", *_LEVELS)}
        self._begins: list[tuple[str, Division]] | None = None
        self._by_key = {one.jurisdiction.key: one for held in words.places.by_code.values() for one in held}

    def read(self, query: Query, concepts: Concepts) -> Reading:
        setting = self._setting(query, concepts)
        if len(query.name) > LONGEST:
            return Reading(query, setting, Answer(()))
        own = self.of_id(query.name)
        if own:
            return Reading(query, setting, Answer((own,), "place", "", "code", 1.0))
        return Reading(query, setting, self.ask(query.name, setting))

    def ask(self, name: str, setting: Setting) -> Answer:
        if not setting.code and _CODE.fullmatch(name):
            name, setting = "", replace(setting, code=name)
        if not name and not setting.code:
            return Answer(())
        asked = Asked(name, setting.code, "", setting.parent)
        return self._matchers[setting.level].answer(asked, setting.year)

    def of_id(self, text: str) -> Division | None:
        """The division of an id or IRI of this service."""
        first, _, key = basis.id_of(text).partition("jurisdiction/")
        return None if first else self._by_key.get(key)

    def of_value(self, value: Value, setting: Setting) -> Answer:
        """The division that the cell of another column means."""
        held = self.of_id(value.id)
        if held:
            return Answer((held,), "place", "", "code", 1.0)
        return self.ask(value.text, replace(setting, code="", level=""))

    def candidates(self, reading: Reading) -> Iterator[Candidate]:
        """A division that is sure only where the whole name names it, and nothing that is said is left open."""
        answer, query = reading.answer, reading.query
        whole = answer.kind == "place"
        single = whole and answer.place is not None
        sure = single and answer.method != "fuzzy" and reading.setting.clear
        for place in answer.places:
            yield self._candidate(place, reading, _score(answer, single, whole), sure)
        for place in answer.others:
            yield self._candidate(place, reading, candidates.alike(query.name, place.jurisdiction.name), False)

    def zones(self, found: Iterable[Thing], query: Query) -> Iterator[Candidate]:
        """Functional zones: there are more of them than have a code, so their names alone are never sure."""
        for one in found:
            if one.type == "jurisdiction":
                kinds = terms.load().kinds_of(one.sort if one.sort in terms.load().types else one.type)
                yield Candidate(
                    one.id, one.name, one.place, kinds, candidates.SHARED, one.id == basis.id_of(query.name)
                )

    def describe(self, place: Division) -> str:
        """What lies above it, its code, its years."""
        above = self.path_of(place).removesuffix(place.jurisdiction.name)
        first, last = str(place.first or ""), str(place.last if place.last < OPEN else "")
        years = f"{first}-{last}" if first or last else ""
        return " · ".join(filter(None, (above, place.jurisdiction.code, years)))

    def beginning(self, text: str) -> list[Division]:
        """Whose names or codes begin so: those in force first, the higher and the shorter names before the others."""
        if self._begins is None:
            named = [(name, place) for place, names in self.words.toponyms.names.items() for name in names]
            coded = [(place.jurisdiction.code, place) for place in self.words.toponyms.names]
            self._begins = sorted((*named, *coded), key=lambda one: one[0])
        found = set[Division]()
        for name, place in self._begins[bisect_left(self._begins, text, key=lambda one: one[0]) :]:
            if not name.startswith(text):
                break
            found.add(place)
        return sorted(found, key=_rank)

    def kinds(self, place: Division) -> tuple[str, ...]:
        level = place.jurisdiction.level
        return terms.load().kinds_of(level if level in terms.load().types else "jurisdiction")

    def full_name(self, place: Division) -> str:
        return self.words.places.full_name(place.jurisdiction, self._year_in(place))

    def path_of(self, place: Division) -> str:
        """Its name behind all that lies above it."""
        above = self.words.places.above(place.jurisdiction, self._year_in(place))
        return "".join(one.name for one in (*reversed(above), place.jurisdiction))

    def is_named_in(self, text: str, place: Division) -> bool:
        """Whether the text has a name of the place by which it cannot be mistaken for another one."""
        name = self.full_name(place)
        return name in text and self.ask(name, Setting(self._year_in(place))).places == (place,)

    def _year_in(self, place: Division) -> int:
        return min(place.last, LATEST)

    def _candidate(self, place: Division, reading: Reading, score: float, sure: bool) -> Candidate:
        return Candidate(
            f"jurisdiction/{place.jurisdiction.key}",
            place.jurisdiction.name,
            self.describe(place),
            self.kinds(place),
            score,
            sure,
        )

    def _setting(self, query: Query, concepts: Concepts) -> Setting:
        years = {year_of(one.text) for one in query.values("year")}
        codes = query.values("code")
        levels = {_level(one, concepts) for one in query.values("level")}
        if not levels:
            levels = {known.level for name in query.types if (known := terms.load().types[name]) and known.within}
            levels = set() if len(levels) > 1 or len(levels) < len(query.types) or query.strict == "should" else levels
        clear = max(len(years), len(codes), len(levels)) <= 1 and None not in years and levels <= {*_LEVELS}
        above = [value for name in _ABOVE for value in query.values(name)]
        path = self._path(above)
        clear = clear and all(value.text or self.of_id(value.id) for value in (*above, *query.values("year")))
        clear = clear and len(path) <= LONGEST and all(self._code(one) for one in codes)
        return Setting(
            year=years.pop() or 0 if len(years) == 1 else 0,
            parent=path if len(path) <= LONGEST else "",
            code=self._code(codes[0]) if codes else "",
            level=levels.pop() if levels and len(levels) == 1 and levels <= {*_LEVELS} else "",
            clear=clear,
        )

    def _code(self, value: Value) -> str:
        """The code that it is, or that of the division whose id it is; empty where nobody holds such."""
        held = self.of_id(value.id)
        holders = (held,) if held else self._matchers[""].holders(value.text)
        return holders[0].jurisdiction.code if holders else ""

    def _path(self, values: list[Value]) -> str:
        """What it lies in, from above; one that is given by code or id is written with all that lies above it."""
        steps = []
        for value in values:
            held = self.of_id(value.id)
            if not held and (code := code_of(value.text)) in self.words.places.by_code:
                held = self.words.places.by_code[code][-1]
            whole = self.path_of(held) if held and len(values) == 1 else ""
            steps.append(whole or (held.jurisdiction.name if held else value.text))
        return "".join(steps)


def _rank(place: Division) -> tuple[bool, int, int, str, int]:
    one = place.jurisdiction
    level = _LEVELS.index(one.level) if one.level in _LEVELS else -1
    return place.last < OPEN, level, len(one.name), one.code, place.first


def _score(answer: Answer, single: bool, whole: bool) -> float:
    if not whole:
        return candidates.LIKE  # the name is that of a body of the place, or of a part of it
    if answer.method == "fuzzy":
        return candidates.SLIP * answer.score
    return candidates.TIERS[answer.method or "full"] if single else candidates.SHARED


def _level(value: Value, concepts: Concepts) -> str:
    """Id of a level by its id or name; what is none is kept, and makes nothing sure."""
    found = concepts.named("level", value.text or value.id.rpartition("/")[2])
    return found[0].notation if len(found) == 1 else value.text
