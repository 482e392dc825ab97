"""A name that nothing fits -> the place within a known parent whose name is one slip away; else who is like it.

The threshold is that of `ontology/places/measure_spelling.py`. The counties of 2016, each below its prefecture with one
slip (a wrong, a missing or an extra character), and each spelt well while the gazetteer is without it, a stranger:

    shortest  threshold  wrong  missing  extra  taken for another place  strangers taken
    2         0.66       0.902  0.826    0.978  0.001                    0.141
    2         0.75       0.111  0.146    0.978  0.001                    0.017
    3         0.66       0.902  0.439    0.978  0.001 to 0.010           0.140

What is not found is as near to another place, or has two characters only. A stranger is a name that no division bore
since 2004, as 江浦区 below 南京市, which is taken for 江宁区; towns and zones end otherwise and are kept apart. So a
link by this way says `fuzzy`, and a title is mended so only where the report itself spells the place well.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from gongkai.resolution.paths import codes_of, paths_of
from gongkai.resolution.question import Answer, Kind, Question
from gongkai.vocabulary import Vocabulary
from gongkai.vocabulary.places import Division

# Similarity is 1 - edits / the longer length: one slip in three characters is 0.667, in four 0.75.
THRESHOLD = 0.66
SHORTEST = 2
# Without a parent, of provinces alone: 黑龙将省, but not 河南区, which may be a slip for many.
_OF_PROVINCES = 0.7
_STEM = 3  # a stem of two characters is one slip away from many
_SHOWN = 5


def nearest(question: Question, words: Vocabulary) -> Answer:
    """The place that is near enough, where it is just one; several that are equally near are ambiguous."""
    for name, kind, rest in _cores(question.name, words):
        asked = replace(question, name=name)
        found = dict[Division, float]()
        for scope, piece in _scopes(asked, words):
            for place, score in (*_slips(piece, scope, asked, words), *_below_a_slip(piece, scope, asked, words)):
                found[place] = max(score, found.get(place, 0.0))
        if found:
            best = max(found.values())
            return Answer(tuple(_sorted(one for one in found if found[one] == best)), kind, rest, "fuzzy", best)
    return Answer((), others=_like(question, words))


def _sorted(places: Iterable[Division]) -> list[Division]:
    return sorted(places, key=lambda one: (one.jurisdiction.code, one.first))


def similarity(written: str, name: str) -> float:
    return Levenshtein.normalized_similarity(written, name)


def _cores(name: str, words: Vocabulary) -> Iterator[tuple[str, Kind, str]]:
    """The name as that of a place, then without a government or a known agency at its end."""
    yield name, "place", ""
    for start in range(SHORTEST, len(name)):
        rest = name[start:]
        if words.toponyms.government.fullmatch(rest):
            yield name[:start], "government", rest
        elif rest in words.names.agencies.forms:
            yield name[:start], "agency", rest


def _scopes(question: Question, words: Vocabulary) -> Iterator[tuple[frozenset[str], str]]:
    """Parents that are known, each with what is written below it: those given, and those that the name begins with."""
    country = frozenset({words.places.country.code})
    given = question.within or (frozenset({question.home}) if question.home else country)
    yield given, question.name
    anyone = replace(question, level="")
    for path in paths_of(question.name, anyone, words.toponyms):
        if path.rest:
            yield codes_of(path.places), path.rest


def _slips(
    piece: str, scope: frozenset[str], question: Question, words: Vocabulary
) -> Iterator[tuple[Division, float]]:
    """Places of the scope that are called nearly so; what ends like a town or a zone is one.

    A name that another division bears is no slip: 新华区 below 保定市 is not its 新市区.
    """
    agencies, known = words.names.agencies, words.toponyms
    if len(piece) < SHORTEST or piece in known.common_words or piece in known.by_name:
        return
    if agencies.township.fullmatch(piece):
        return
    zone = agencies.zone.fullmatch(piece)
    bound = _OF_PROVINCES if words.places.country.code in scope else THRESHOLD
    for place in _pool(scope, words):
        if question.holds(place) and (not zone or agencies.zone.fullmatch(place.jurisdiction.name)):
            score = max((similarity(piece, name) for name in _long_names(place, words)), default=0.0)
            if score >= bound:
                yield place, score


def _pool(scope: frozenset[str], words: Vocabulary) -> Iterator[Division]:
    """All below the scope; of the country its provinces only, since it is no parent that narrows anything."""
    for code in sorted(scope):
        for place in words.toponyms.below.get(code, ()):
            if code != words.places.country.code or place.jurisdiction.level == "province":
                yield place


def _long_names(place: Division, words: Vocabulary) -> Iterator[str]:
    return (name for name in words.toponyms.names[place] if len(name) >= _STEM)


def _below_a_slip(
    piece: str, scope: frozenset[str], question: Question, words: Vocabulary
) -> Iterator[tuple[Division, float]]:
    """Places that are written right behind a parent that is not: 福洲市鼓楼区."""
    for start in range(SHORTEST, len(piece) - 1):
        head, asked = piece[:start], replace(question, name=piece[start:], within=scope)
        for path in paths_of(asked.name, asked, words.toponyms):
            for place in path.places if not path.rest else ():
                above = (
                    one for code in words.toponyms.above[place.jurisdiction.code] for one in words.places.by_code[code]
                )
                scores = [similarity(head, name) for one in above for name in _long_names(one, words)]
                if max(scores, default=0.0) >= THRESHOLD:
                    yield place, max(scores)


def _like(question: Question, words: Vocabulary) -> tuple[Division, ...]:
    """For a person to choose from: those most like it in the whole country, too."""
    scored = [
        (-score, place.jurisdiction.code, place)
        for place, names in words.toponyms.names.items()
        if question.holds(place) and (score := similarity(question.name, names[0])) >= THRESHOLD
    ]
    return tuple(place for _, _, place in sorted(scored, key=lambda one: one[:2])[:_SHOWN])
