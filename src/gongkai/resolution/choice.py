"""Ways to read a name -> the places it may mean: the publisher's first, then full name, short name, stem."""

from collections.abc import Iterable

from gongkai.model import Jurisdiction
from gongkai.resolution.question import UNKNOWN, Answer, Kind, Path, Question
from gongkai.resolution.tails import kind_of
from gongkai.vocabulary import Vocabulary
from gongkai.vocabulary.places import OPEN, Division
from gongkai.vocabulary.toponyms import TIERS, Tier


def chosen(paths: Iterable[Path], question: Question, words: Vocabulary) -> Answer:
    """The best reading; all its places where more than one remains."""
    home = words.places.at(question.home, question.year or OPEN) if question.home else None
    kind, kept = _best(paths, home, words)
    if not kept:
        return UNKNOWN
    near = _at_home(kept, home, words)
    tier = _surest(near or kept)
    places = _of_tier(near or kept, tier)
    provinces = _provinces(kept) if tier == "stem" else ()
    if near:
        places = tuple(place for place in places if place.jurisdiction == home) or places
        if tier == "stem":  # 河北 in a report of 天津市 may be its district or the province
            places = _distinct((*places, *provinces))
    elif provinces:
        places = provinces  # 吉林 by itself is the province: the city is never called so without its level
    places = _of_the_year(places, question.year, words)
    if tier == "full" and not near and not question.year and all(place.last < OPEN for place in places):
        # 东乡县 was a county to 2016, and is what 东乡族自治县 is called now; 赣县 became 赣县区
        present = (one for lower in TIERS[1:] for one in _of_tier(kept, lower) if one.last == OPEN)
        places = _distinct((*places, *present))
    return Answer(places, kind, kept[0].rest, tier, 1.0)


def _best(paths: Iterable[Path], home: Jurisdiction | None, words: Vocabulary) -> tuple[Kind, list[Path]]:
    """The readings that leave the surest rest, and the shortest of that."""
    graded = [(grade, path) for path in paths if (grade := kind_of(path, home, words))]
    if not graded:
        return "place", []
    best = min((rank, len(path.rest)) for (rank, _), path in graded)
    kept = [(kind, path) for (rank, kind), path in graded if (rank, len(path.rest)) == best]
    return kept[0][0], [path for _, path in kept]


def _at_home(paths: list[Path], home: Jurisdiction | None, words: Vocabulary) -> list[Path]:
    """The readings as the publisher's own jurisdiction or what lies in it."""
    if home is None:
        return []
    codes = frozenset({home.code})
    near = []
    for path in paths:
        places = tuple(one for one in path.places if one.jurisdiction == home or words.toponyms.lies_in(one, codes))
        near += [Path(places, path.tier, path.steps, path.rest)] if places else []
    return near


def _surest(paths: list[Path]) -> Tier:
    return min((path.tier for path in paths), key=TIERS.index)


def _of_tier(paths: list[Path], tier: Tier) -> tuple[Division, ...]:
    return _distinct(place for path in paths if path.tier == tier for place in path.places)


def _provinces(paths: list[Path]) -> tuple[Division, ...]:
    return tuple(place for place in _of_tier(paths, "stem") if place.jurisdiction.level == "province")


def _distinct(places: Iterable[Division]) -> tuple[Division, ...]:
    return tuple(sorted(dict.fromkeys(places), key=lambda one: (one.jurisdiction.code, one.first)))


def _of_the_year(places: tuple[Division, ...], year: int, words: Vocabulary) -> tuple[Division, ...]:
    """Of places that bore the name one after the other, the one that is meant.

    Without a year that is the holder in force, else the last. In the year of a change of code alone it is the new
    one, as in Gazetteer.at; who changed the name as well stays ambiguous in that year.
    """
    if len(places) < 2:
        return places
    if not year:
        places = tuple(place for place in places if place.last == OPEN) or places
    lines = {words.toponyms.line_of.get(place, place) for place in places}
    return (max(places, key=lambda place: (place.last, place.first)),) if len(lines) == 1 else places
