"""Reading, Home -> agencies by their full official names: 市环保局 in a report of 苏州市 is 苏州市环境保护局."""

from collections.abc import Iterator

from gongkai.model import Agency, Home, Jurisdiction, Mention
from gongkai.text import Cover, Span
from gongkai.vocabulary import Vocabulary

_LONGEST_PLACE = 12


def agencies_of(plain: str, home: Home, words: Vocabulary) -> tuple[Mention[Agency], ...]:
    """All agencies named, also by 我局 and 该局, in order."""
    names, found = words.names.agencies, list[Mention[Agency]]()
    for start, end, sort in names.lexicon.find(plain):
        word = plain[start:end]
        if sort == "self":
            mention = _self(word, start, end, home, words)
        elif sort == "anaphor":
            paragraph = plain.rfind("\n", 0, start)
            mention = _anaphor(names.anaphora[word], start, end, [one for one in found if one.span.start > paragraph])
        else:
            mention = _named(plain, start, end, sort, home, words)
        if mention:
            found.append(mention)
    found += _unknown(plain, found, home, words)
    return tuple(sorted(found, key=lambda mention: mention.span.start))


def _self(word: str, start: int, end: int, home: Home, words: Vocabulary) -> Mention[Agency] | None:
    """我局 is the issuer; 镇政府 is the issuer only in a report of a town."""
    issuer = home.masthead.issuer
    if issuer.kind == "government":
        fits = word.endswith("机关")
    elif words.names.agencies.township.search(issuer.name):
        fits = True
    else:
        fits = word[0] in "我本" or word.endswith("机关")
    return Mention(Span(start, end), issuer) if fits else None


def _anaphor(ending: str, start: int, end: int, found: list[Mention[Agency]]) -> Mention[Agency] | None:
    """该局 is the last agency named that ends so."""
    for mention in reversed(found):
        name = mention.meaning.name
        if name.endswith(ending) or (ending and name.endswith(ending + "员会")) or (ending and f"{ending}公室" in name):
            return Mention(Span(start, end), mention.meaning)
    return None


def _named(plain: str, start: int, end: int, sort: str, home: Home, words: Vocabulary) -> Mention[Agency] | None:
    begin, place = place_before(plain, start, home, words)
    if place is None:
        if sort == "government" or not words.names.agencies.before_names.search(plain[max(0, start - 3) : start]):
            return None
        place = home.masthead.jurisdiction
    year = home.masthead.year
    owner = words.places.full_name(place, year)
    if sort == "government":
        if place == words.places.country or words.names.agencies.government_not_before.match(plain, end):
            return None
        return Mention(Span(begin, end), Agency(place.code, "government", owner + words.names.agencies.government_name))
    form = words.names.agencies.form_in(plain[start:end], year)
    return Mention(Span(begin, end), Agency(place.code, form.kind, form.official_of(owner)))


def place_before(plain: str, at: int, home: Home, words: Vocabulary) -> tuple[int, Jurisdiction | None]:
    """The division named right before `at`, in full or by the character of its level; and where its name begins."""
    year, own = home.masthead.year, home.masthead.jurisdiction
    for length in range(min(_LONGEST_PLACE, at), 1, -1):
        name = plain[at - length : at]
        places = words.places.named(name, year)
        near = [place for place in places if place == own or own in words.places.above(place, year)]
        chosen = near if near else places
        if len(chosen) == 1:
            return at - length, chosen[0]
    names = words.names.agencies
    for level in sorted(names.levels, key=len, reverse=True):
        start = at - len(level)
        if plain.startswith(level, max(start, 0)) and start >= 0:
            before = plain[start - 1 : start] if start else ""
            if before and before in names.not_before_level:
                return at, None
            return start, home.place(level)
    return at, None


def _unknown(plain: str, found: list[Mention[Agency]], home: Home, words: Vocabulary) -> Iterator[Mention[Agency]]:
    """Bodies whose kind the table does not know: kept by name, without a kind."""
    taken = Cover(mention.span for mention in found)
    for match in words.names.agencies.unknown.finditer(plain):
        span = Span(match.start(), match.end())
        begin, place = place_before(plain, match.start("rest"), home, words)
        boundary = words.names.agencies.before_names.search(plain[max(0, begin - 3) : begin])
        if place is None or not boundary or taken.touches(span):
            continue
        name = words.places.full_name(place, home.masthead.year) + match["rest"]
        yield Mention(Span(begin, match.end()), Agency(place.code, "", name))
