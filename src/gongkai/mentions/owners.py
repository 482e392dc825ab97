"""Reading, where an agency's name goes on behind its place -> whose agency it is, so far as the words before say."""

from collections.abc import Iterator

from gongkai.frozen import frozen
from gongkai.model import Home, Jurisdiction
from gongkai.vocabulary import Vocabulary

_LONGEST_PLACE = 12
_LONGEST_STRANGER = 6
_TOWNSHIP = "township"


@frozen
class Owner:
    """Where the name of the place begins, and which it may be: just one where it is sure, none where it is unknown.

    Where no place stands before, not even a level's character, nothing is `stated`.
    """

    begin: int
    places: tuple[Jurisdiction, ...]
    stated: bool

    @property
    def place(self) -> Jurisdiction | None:
        return self.places[0] if len(self.places) == 1 else None


def owner_before(plain: str, at: int, home: Home, words: Vocabulary) -> Owner:
    """The division named right before `at`, in full or by the character of its level."""
    named = _named(plain, at, home, words) or _by_stem(plain, at, home, words)
    return named or _by_level(plain, at, home, words) or Owner(at, (), stated=False)


def place_before(plain: str, at: int, home: Home, words: Vocabulary) -> tuple[int, Jurisdiction | None]:
    """The division named right before `at`, and where its name begins; none where that is not sure."""
    owner = owner_before(plain, at, home, words)
    return owner.begin, owner.place


def _named(plain: str, at: int, home: Home, words: Vocabulary) -> Owner | None:
    """By a full name: with the one above written before it, else near the reporting place, else the only one."""
    year, own = home.masthead.year, home.masthead.jurisdiction
    for length in _lengths(words.places.names_ending, plain, at):
        begin = at - length
        name = plain[begin:at]
        places = words.places.named(name, year)
        if not places:
            held = words.places.by_name.get(name, ())
            if held and name not in words.names.agencies.levels:  # 吴江市 where it is a district by now
                return Owner(begin, (), stated=True)
            continue
        above = {one: words.places.above(one, year) for one in places}
        under = [one for one in places if any(plain.endswith(higher.name, 0, begin) for higher in above[one])]
        near = [one for one in places if one == own or own in above[one]]
        return Owner(begin, tuple(under or near or places), stated=True)
    return None


def _lengths(ending: dict[str, tuple[int, ...]], plain: str, at: int) -> Iterator[int]:
    """How many characters before `at` may be a name, by the last two of them; the longest first."""
    return (length for length in ending.get(plain[max(0, at - 2) : at], ()) if 1 < length <= min(_LONGEST_PLACE, at))


def _by_stem(plain: str, at: int, home: Home, words: Vocabulary) -> Owner | None:
    """By a name without its last character, of the reporting place, one above or one within it: 苏州信用办."""
    year, own = home.masthead.year, home.masthead.jurisdiction
    levels = words.names.agencies.levels
    for length in _lengths(words.places.stems_ending, plain, at):
        places = [place for end, place in words.places.with_stem(plain[at - length : at], year) if end in levels]
        if not places:
            continue
        chain = {own, *words.places.above(own, year)}
        near = [place for place in places if place in chain or own in words.places.above(place, year)]
        branch = plain[at - length - 1 : at - length] in levels  # 苏州市吴江生态环境局 is no bureau of 吴江区
        if len(near) == 1 and not branch:
            return Owner(at - length, tuple(near), stated=True)
    return None


def _by_level(plain: str, at: int, home: Home, words: Vocabulary) -> Owner | None:
    """By the character of its level, where that does not end another name and does not mean many."""
    names = words.names.agencies
    for length in names.level_lengths:
        start = max(0, at - length)
        level = plain[start:at]
        if level not in names.levels:
            continue
        before = plain[start - 1 : start] if start else ""
        if (before and before in names.not_before_level) or names.many_before.search(plain[max(0, start - 8) : at]):
            return Owner(at, (), stated=False)
        limits = names.before_level.get(level)
        if limits and not limits.search(plain[max(0, start - 3) : start]):
            return Owner(_stranger(plain, start, words), (), stated=True)
        place = home.place(level)
        if place is None and names.levels[level] == _TOWNSHIP:
            return Owner(start, (), stated=False)
        return Owner(start, (place,) if place else _below(level, home, words), stated=True)
    return None


def _below(level: str, home: Home, words: Vocabulary) -> tuple[Jurisdiction, ...]:
    """The counties of the reporting place that the level's character may mean: 县 in a prefecture's report."""
    year, own = home.masthead.year, home.masthead.jurisdiction
    divisions = [found for found in words.places.by_parent.get(own.code, ()) if found.holds(year)]
    lower = {one.jurisdiction for one in divisions if one.jurisdiction.name.endswith(level)}
    return tuple(sorted(lower, key=lambda one: one.code))


def _stranger(plain: str, start: int, words: Vocabulary) -> int:
    """Where the name of a place that the gazetteer does not have seems to begin: 高新(区)."""
    begin = start
    while begin > max(0, start - _LONGEST_STRANGER) and plain[begin - 1].isalpha():
        if words.names.agencies.before_names.search(plain[max(0, begin - 3) : begin]):
            break
        begin -= 1
    return begin
