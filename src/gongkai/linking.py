"""Document -> Masthead, Home: whose report this is, of which days, and what its short words for places mean."""

import re
from datetime import date

from gongkai.errors import NotAReport
from gongkai.model import Agency, Document, Home, Issue, Jurisdiction, Masthead, Period
from gongkai.resolution import Answer, Question, resolve
from gongkai.vocabulary import Vocabulary

# The preamble, where a report says its days, its address and so its parent.
_PREAMBLE = 1500
_GOVERNMENT = "政府"


def masthead_of(document: Document, words: Vocabulary) -> tuple[Masthead, list[Issue]]:
    """Resolve the title; an unknown place is an issue, an ambiguous one raises NotAReport."""
    title = "".join(document.quote(document.title).split())
    match = next(found for pattern in words.layout.titles if (found := pattern.search(title)))
    year, who = int(match["year"]), match["who"]
    issues: list[Issue] = []
    place, rest = _place(document, who, year, words)
    if place is None:
        span = document.place(document.title)
        issues.append(Issue("unlinked-place", f"{who}: no such division in the gazetteer of {year}", span))
        place, rest = Jurisdiction(who, who, "township"), ""
    masthead = Masthead(
        title=title,
        jurisdiction=place,
        issuer=_issuer(place, rest, who, year, words),
        year=year,
        edition=_edition(document, year, words),
        period=_period(document, year, words),
    )
    return masthead, issues


def home_of(masthead: Masthead, words: Vocabulary) -> Home:
    """The divisions that level words mean: the place itself, those above it, and the country."""
    return Home(masthead, tuple(sorted(by_word_of(masthead.jurisdiction, masthead.year, words).items())))


def by_word_of(place: Jurisdiction, year: int, words: Vocabulary) -> dict[str, Jurisdiction]:
    """What 市, 省, 区 and the like mean to those who write in that place."""
    chain = [place, *words.places.above(place, year)]
    by_word: dict[str, Jurisdiction] = {}
    for word, level in words.names.agencies.levels.items():
        for one in chain:  # 市 may be a prefecture, a county-level city or a municipality
            if one.name.endswith(word) and level in (one.level, "city"):
                by_word[word] = one
                break
        else:
            if place.name.endswith(word):
                by_word[word] = place  # 区 in the report of an autonomous region, 旗 in a banner's
    country = {word: words.places.country for word, level in words.names.agencies.levels.items() if level == "country"}
    return by_word | country


def _place(document: Document, who: str, year: int, words: Vocabulary) -> tuple[Jurisdiction | None, str]:
    """The division that `who` names or begins with, and the rest of `who`."""
    answer = resolve(Question(who, year), words)
    if [one.jurisdiction for one in answer.places] == [words.places.country]:
        return _of_central_body(who, year, words)  # which bears the country's name as its own: 中国气象局
    if answer.places and answer.method != "fuzzy":
        candidates, rest = [one.jurisdiction for one in answer.places], answer.rest
    elif meant := _misspelt(document, answer, year):
        return meant, answer.rest
    elif answer.places:
        return None, who
    else:
        candidates, rest = _beginning(who, year, words)
    if not candidates and words.names.agencies.central.match(who):
        return _of_central_body(who, year, words)
    if len(candidates) > 1:
        candidates = _with_parent_in_preamble(document, candidates, year, words)
    if len(candidates) > 1:
        known = ", ".join(f"{one.code} {words.places.full_name(one, year)}" for one in candidates)
        raise NotAReport(f"{who} may be {known}; write the division above it into the title")
    return (candidates[0] if candidates else None), rest


def _misspelt(document: Document, answer: Answer, year: int) -> Jurisdiction | None:
    """Of places whose names are like it, the one that the report itself spells so; a slip alone is not enough."""
    known = [one for one in answer.places or answer.others if one.holds(year)]
    text = document.reading.plain if answer.places else document.reading.plain[:_PREAMBLE]
    named = [one.jurisdiction for one in known if one.jurisdiction.name in text]
    return named[0] if len(named) == 1 else None


def _beginning(who: str, year: int, words: Vocabulary) -> tuple[list[Jurisdiction], str]:
    """The divisions that `who` begins with by their full names, down to the lowest, whatever stands behind them."""
    candidates: list[Jurisdiction] = []
    rest = who
    while True:
        name, found = words.places.places_at_start(rest, year)
        if candidates:
            codes = {place.code for place in candidates}
            found = [one for one in found if codes & {above.code for above in words.places.above(one, year)}]
        if not found:
            return candidates, rest
        candidates, rest = found, rest[len(name) :]


def _of_central_body(who: str, year: int, words: Vocabulary) -> tuple[Jurisdiction, str]:
    """A body of the centre stands for the country, its local office (国家税务总局聊城市税务局) for its place."""
    for start in range(2, len(who)):
        _, found = words.places.places_at_start(who[start:], year)
        if len(found) == 1:
            return found[0], who
    return words.places.country, who


def _with_parent_in_preamble(
    document: Document, candidates: list[Jurisdiction], year: int, words: Vocabulary
) -> list[Jurisdiction]:
    """Those whose parent, or else whose full name, the beginning of the report has, if that leaves just one.

    长沙市 may be named there as the parent of 长沙县: then the name of the city says nothing.
    """
    head = document.reading.plain[:_PREAMBLE]
    above = {one: words.places.above(one, year) for one in candidates}
    below_named = [one for one in candidates if any(up.name in head and up not in candidates for up in above[one])]
    named = [one for one in candidates if one.name in head and not any(one in above[other] for other in candidates)]
    return next((found for found in (below_named, named) if len(found) == 1), candidates)


def issuer_of(place: Jurisdiction, rest: str, year: int, words: Vocabulary) -> Agency:
    """The body that a place's name and what stands behind it name, as where it issued a report."""
    return _issuer(place, rest, place.name + rest, year, words)


def _issuer(place: Jurisdiction, rest: str, who: str, year: int, words: Vocabulary) -> Agency:
    """The government itself, an office below the county, or an agency by its kind and official name."""
    names = words.names.agencies
    if place.code == who:  # a place that the gazetteer does not know
        return Agency(place.code, _kind(place, who, year, words) or "government", who)
    owner = words.places.full_name(place, year)
    if rest in ("", names.government_name, _GOVERNMENT):
        return Agency(place.code, "government", owner + names.government_name)
    full = who if who == rest else owner + rest
    if names.township.fullmatch(rest) or names.zone.fullmatch(rest):
        return Agency(place.code, "", full)
    reading = names.title_reading(rest, place, year) if who != rest else None
    if reading:
        return names.agency(place, reading.kind, reading.official_of(owner))
    return names.agency(place, _kind(place, rest, year, words), full)


def _kind(place: Jurisdiction, rest: str, year: int, words: Vocabulary) -> str:
    """Of a name that ends in a form right behind a place or a body of the centre: 国家税务总局聊城市税务局."""
    names = words.names.agencies
    for form in sorted((form for form in names.forms if rest.endswith(form)), key=len, reverse=True):
        head = rest[: len(rest) - len(form)]
        known = any(head[start:] in words.places.by_name for start in range(len(head) - 1))
        reading = names.title_reading(form, place, year)
        if reading and (known or not head or names.central.fullmatch(head)):
            return reading.kind
    return ""


def _edition(document: Document, year: int, words: Vocabulary) -> str:
    """By the reporting year; where two forms were in use, the appended table decides."""
    fitting = [edition.id for edition in words.layout.editions if edition.first <= year <= edition.last]
    if fitting == ["statistics-2014"]:
        marks = words.layout.statistics_marks
        text = document.reading.plain + document.folded  # tables stand in the second alone
        return fitting[0] if any(mark in text for mark in marks) else words.layout.editions[0].id
    return fitting[0] if fitting else words.layout.editions[0].id


def _period(document: Document, year: int, words: Vocabulary) -> Period:
    """The days that the preamble states, else the whole year."""
    head = document.reading.plain[:_PREAMBLE].replace("\n", "")
    for pattern in words.layout.periods:
        for match in pattern.finditer(head):
            period = _days(match)
            if period and period.start.year == year and period.start <= period.end:
                return period
    return Period(date(year, 1, 1), date(year, 12, 31))


def _days(match: re.Match[str]) -> Period | None:
    parts = match.groupdict()
    try:
        start = date(int(parts["y1"]), int(parts["m1"]), int(parts["d1"]))
        end = date(int(parts.get("y2") or parts["y1"]), int(parts["m2"]), int(parts["d2"]))
    except ValueError:
        return None
    return Period(start, end)
