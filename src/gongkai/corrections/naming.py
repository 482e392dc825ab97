"""Names in a correction -> agencies and channels: those that the report knows already, else by the tables of names."""

from collections.abc import Iterable

from gongkai.model import Agency, Channel, Disclosure, Extract, Observation, Pairs
from gongkai.vocabulary import Vocabulary


def agencies_of(pairs: Pairs, extract: Extract, words: Vocabulary) -> dict[str, Agency]:
    """The bodies of these full official names, by name."""
    masthead = extract.masthead
    known = {masthead.issuer.name: masthead.issuer}
    for fact in _about(extract):
        known |= {agency.name: agency for agency in fact.agencies}
    return {name: known.get(name) or _agency(name, extract, words) for name in _values(pairs, "agency")}


def channels_of(pairs: Pairs, extract: Extract) -> dict[str, Channel]:
    """The channels written as NAME/TYPE, by what is written; one that is new belongs to the report's jurisdiction."""
    known: dict[str, Channel] = {}
    for fact in _about(extract):
        known |= {f"{channel.name}/{channel.type}": channel for channel in fact.channels}
    code = extract.masthead.jurisdiction.code
    found = _values(pairs, "channel")
    return {one: known.get(one) or Channel(code, one.rpartition("/")[2], one.rpartition("/")[0]) for one in found}


def _about(extract: Extract) -> Iterable[Observation | Disclosure]:
    return (fact for fact in extract.facts if isinstance(fact, (Observation, Disclosure)))


def _values(pairs: Pairs, field: str) -> list[str]:
    return [one for name, value in pairs if name == field for one in value.split("|") if one]


def _agency(name: str, extract: Extract, words: Vocabulary) -> Agency:
    """By the place that the name begins with and a form behind it that has this full name; else without a kind."""
    year, own, names = extract.masthead.year, extract.masthead.jurisdiction, words.names.agencies
    begun, places = words.places.places_at_start(name, year)
    near = [place for place in places if place == own or own in words.places.above(place, year)] or places
    place = near[0] if len(near) == 1 else own
    owner = words.places.full_name(place, year)
    rest = name.removeprefix(owner) if name.startswith(owner) else name.removeprefix(begun)
    if rest == names.government_name:
        return Agency(place.code, "government", name)
    fitting = [form for form in names.readings(rest, place, year) if form.official_of(owner) == name]
    return names.agency(place, fitting[0].kind if len(fitting) == 1 else "", name)
