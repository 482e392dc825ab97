"""A query and what its name may mean -> what to look for in the store, and candidates among the bodies found there.

Bodies are agencies and channels. One is sure where its place is, where its name can mean one body only in that place
and year, and the store has it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from gongkai import iris, linking
from gongkai.reconciliation import basis, candidates, terms
from gongkai.reconciliation.batches import Query
from gongkai.reconciliation.candidates import Candidate
from gongkai.reconciliation.concepts import Concepts
from gongkai.reconciliation.places import Places, Reading, Setting
from gongkai.reconciliation.tasks import Search, Thing
from gongkai.resolution import Answer
from gongkai.vocabulary.places import Division

# The years that the tables of names and places tell of.
_YEARS: Final = range(2004, 2027)
_SHORT: Final = 95.0
# The likeness of a name from which on it is worth a look: more than half of its characters are the same.
_LIKE: Final = candidates.LIKE / 2
_OF_ANOTHER_SORT: Final = 0.5
_SORTS: Final = {"agency": ("kind", "agency-kind"), "channel": ("type", "channel")}


@dataclass(frozen=True, slots=True)
class Aim:
    """What a query is after. `place` is that whose body it is, where that is sure; `given` where another column says
    so. `names` are whole names that would do, `expected` ids of bodies that the name may mean; `sorts` are kinds and
    types that it must be of, by the type of body. Nothing is sure that is not `clear`.
    """

    reading: Reading
    place: Division | None
    given: bool
    names: tuple[str, ...]
    expected: tuple[str, ...]
    sorts: tuple[tuple[str, str], ...]
    clear: bool


class Bodies:
    """Agencies and channels, by what they are called in their places."""

    def __init__(self, places: Places, concepts: Concepts) -> None:
        self._places = places
        self._words = places.words
        self._concepts = concepts

    def aim(self, reading: Reading) -> Aim:
        query, setting = reading.query, reading.setting
        told = query.values("jurisdiction")
        homes = {self._home(self._places.of_value(value, setting)) for value in told}
        home = homes.pop() if len(homes) == 1 else None
        answer = self._in(home, reading) if home else reading.answer
        certain = answer.place if answer.method != "fuzzy" else None
        body = certain if answer.kind != "place" else None
        sorts = tuple(self._sorts(query))
        behind = [(body, answer.rest)] if body else []
        behind += [(home, query.name)] if home and query.name else []
        names = (query.name, *(self._places.full_name(place) + rest for place, rest in behind))
        return Aim(
            reading,
            home or certain,
            home is not None,
            tuple(name for name in dict.fromkeys(names) if name),
            self._expected(answer, setting.year),
            sorts,
            setting.clear
            and (not told or home is not None)
            and (home is None or answer.place in (None, home))
            and answer.method != "fuzzy"
            and not answer.ambiguous
            and all(sort for _, sort in sorts),
        )

    def search(self, aim: Aim, zones: bool) -> Search:
        """What the store is to be asked for; little, where the query is for a place alone."""
        query, answer = aim.reading.query, aim.reading.answer
        named = aim.names if zones else ()
        if not any(map(query.wants, _SORTS)) and query.strict != "should":
            return Search(zones=named)
        own = basis.id_of(query.name)
        ids = (*aim.expected, *((own,) if terms.type_of(own) in _SORTS else ()))
        looking = aim.given or answer.kind != "place" or bool(query.types)
        form = self._form(query.name)
        return Search(
            ids=ids,
            labels=aim.names,
            places=(f"jurisdiction/{aim.place.jurisdiction.key}",) if aim.place and looking else (),
            kinds=tuple(f"concept/agency-kind/{kind}" for kind in self._kinds(form))
            if not aim.place and not query.values("jurisdiction")
            else (),
            zones=named,
        )

    def candidates(self, aim: Aim, found: Iterable[Thing]) -> Iterator[Candidate]:
        query = aim.reading.query
        wanted = [one for one in dict.fromkeys(found) if one.type in _SORTS]
        wanted = [one for one in wanted if query.wants(one.type) or query.strict == "should"]
        fitting = [one for one in wanted if self._fits(one, aim)]
        for one in wanted:
            candidate = self._candidate(one, aim, [other for other in fitting if other.type == one.type])
            if candidate.score > _LIKE:
                yield candidate

    def _home(self, answer: Answer) -> Division | None:
        return answer.place if answer.kind == "place" and answer.method != "fuzzy" else None

    def _in(self, home: Division, reading: Reading) -> Answer:
        """The name as those in the place mean it: 环保局, 市环保局, 苏州市环保局; else as anybody would."""
        name, year, path = reading.query.name, reading.setting.year, self._places.path_of(home)
        if not name:
            return Answer(())
        meant = linking.by_word_of(home.jurisdiction, year or min(home.last, _YEARS[-1]), self._words)
        own = [word for word, place in sorted(meant.items()) if place == home.jurisdiction and name.startswith(word)]
        below = (path + name, *(path + name.removeprefix(word) for word in own))
        ways = [self._places.ask(name, Setting(year, path)), *(self._places.ask(one, Setting(year)) for one in below)]
        at_home = (one for one in ways if one.place == home and one.method != "fuzzy")
        return next(at_home, next((one for one in ways if one.places), Answer(())))

    def _expected(self, answer: Answer, year: int) -> tuple[str, ...]:
        if answer.kind == "place" or answer.method == "fuzzy":
            return ()
        return tuple(dict.fromkeys(one for place in answer.places for one in self._meant(place, answer, year)))

    def _meant(self, place: Division, answer: Answer, year: int) -> Iterator[str]:
        """Ids of what the name behind the place may mean in the year, or where none is said, in all its years.

        A name that is in no table means whoever bears it.
        """
        names, at = self._words.names.agencies, place.jurisdiction
        years = [year] if year else [one for one in _YEARS if place.holds(one)]
        known = {form: one for one in years for form in names.readings(answer.rest, at, one)}
        for form, one in known.items():
            owner = self._words.places.full_name(at, one)
            yield basis.id_of(iris.agency(names.agency(at, form.kind, form.official_of(owner))))
        if years and not known and answer.kind == "government":
            yield basis.id_of(iris.agency(linking.issuer_of(at, answer.rest, years[-1], self._words)))

    def _form(self, name: str) -> str:
        """A form of an agency's name without a place: 环保局, 市环保局."""
        agencies = self._words.names.agencies
        shorter = (name.removeprefix(word) for word in agencies.levels)
        return next((one for one in (name, *shorter) if one in agencies.forms), "")

    def _kinds(self, form: str) -> list[str]:
        return sorted({one.kind for one in self._words.names.agencies.forms.get(form, ()) if one.kind})

    def _sorts(self, query: Query) -> Iterator[tuple[str, str]]:
        """What the query says of kind and type, as ids; empty where that cannot be read."""
        for body, (condition, scheme) in _SORTS.items():
            for value in query.values(condition):
                found = self._concepts.named(scheme, value.text or value.id.rpartition("/")[2])
                yield body, found[0].notation if len(found) == 1 else ""

    def _fits(self, one: Thing, aim: Aim) -> bool:
        """Whether it is called so, and is of the sort that is asked for; without a name, whether it is of that sort."""
        sorts = [sort for body, sort in aim.sorts if body == one.type]
        of_sort = all(sort == one.sort for sort in sorts)
        if not aim.reading.query.name:
            return bool(sorts) and of_sort and self._is_at(one, aim)
        return of_sort and one.name in aim.names and (not aim.given or self._is_at(one, aim))

    def _is_at(self, one: Thing, aim: Aim) -> bool:
        return aim.place is not None and one.place == f"jurisdiction/{aim.place.jurisdiction.key}"

    def _candidate(self, one: Thing, aim: Aim, fitting: list[Thing]) -> Candidate:
        score, sure = self._judged(one, aim, fitting)
        if any(body == one.type and sort != one.sort for body, sort in aim.sorts):
            score, sure = score * _OF_ANOTHER_SORT, False
        place = self._places.of_id(one.place)
        where = self._places.path_of(place) if place else one.place
        return Candidate(one.id, one.name, " · ".join(filter(None, (where, one.sort))), (one.type,), score, sure)

    def _judged(self, one: Thing, aim: Aim, fitting: list[Thing]) -> tuple[float, bool]:
        query = aim.reading.query
        if one.id == basis.id_of(query.name):
            return candidates.CERTAIN, True
        if one.id in aim.expected:
            alone = len(aim.expected) == 1
            whole = candidates.CERTAIN if one.name in aim.names else _SHORT
            return (whole if alone else candidates.SHARED), alone and aim.clear
        if one in fitting:
            # where a table says whom the name means in the year, who merely bears it is another
            alone = len({other.id for other in fitting}) == 1 and not (aim.expected and one.type == "agency")
            score = candidates.CERTAIN if alone else candidates.SHARED
            return score, alone and aim.clear and self._is_placed(one, aim)
        shown = [one.name, *([one.name.removeprefix(self._places.full_name(aim.place))] if aim.place else [])]
        form = self._form(query.name)
        if form and one.sort in self._kinds(form):
            return candidates.SHARED / 2, False
        return max(candidates.alike(query.name, name) for name in shown), False

    def _is_placed(self, one: Thing, aim: Aim) -> bool:
        """Whether it is known whose body it is: by another column, or by its own name."""
        if aim.given:
            return self._is_at(one, aim)
        place = self._places.of_id(one.place)
        return place is not None and self._places.is_named_in(one.name, place)
