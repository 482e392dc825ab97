"""A name as written -> the ways to read it as divisions, each within the one before it, and what follows them."""

from collections.abc import Iterable, Iterator

from gongkai.resolution.question import Path, Question
from gongkai.vocabulary.places import Division
from gongkai.vocabulary.toponyms import TIERS, Toponyms


def paths_of(name: str, question: Question, known: Toponyms) -> Iterator[Path]:
    """Each reading once; the level that is asked for binds the last place only."""
    for path in _paths(name, question.within, 1, question.year, known):
        fitting = tuple(place for place in path.places if question.holds(place))
        if fitting:
            yield Path(fitting, path.tier, path.steps, path.rest)


def _paths(name: str, within: frozenset[str], step: int, year: int, known: Toponyms) -> Iterator[Path]:
    for length in known.lengths.get(name[:2], ()):
        held = known.by_name.get(name[:length]) if length <= len(name) else None
        if held is None:
            continue
        rest = name[length:]
        for tier in TIERS:
            places = tuple(
                one
                for one in held.get(tier, ())
                if (not year or one.holds(year)) and (not within or known.lies_in(one, within))
            )
            if places:
                yield Path(places, tier, step, rest)
                if rest:
                    yield from _paths(rest, codes_of(places), step + 1, year, known)


def codes_of(places: Iterable[Division]) -> frozenset[str]:
    return frozenset(place.jurisdiction.code for place in places)
