"""How far a misspelt name may be from a place's: slips that are mended and strangers that are not taken, by threshold.

    .venv/bin/python ontology/places/measure_spelling.py

Each county of 2016 is written with one slip below its prefecture (a wrong, a missing or an extra character), and once
as it stands while the gazetteer is without it: then whatever is found is wrong. Shortest is the length of the piece
below the parent that is still looked at. The table stands in `gongkai.resolution.spelling`.
"""

import random
from collections.abc import Iterator
from dataclasses import replace

from gongkai import vocabulary
from gongkai.resolution import Question, resolve, spelling
from gongkai.vocabulary import Vocabulary
from gongkai.vocabulary.places import Division

YEAR = 2016
KINDS = ("wrong", "missing", "extra")


def slipped(name: str, kind: str, characters: list[str], chance: random.Random) -> str:
    at = chance.randrange(len(name))
    return {
        "wrong": name[:at] + chance.choice(characters) + name[at + 1 :],
        "missing": name[:at] + name[at + 1 :],
        "extra": name[:at] + chance.choice(characters) + name[at:],
    }[kind]


def counties(words: Vocabulary) -> Iterator[tuple[Division, str]]:
    """Each with the name of its prefecture."""
    for held in words.places.by_code.values():
        for place in held:
            parent = words.places.at(place.parent, YEAR) if place.parent else None
            if place.holds(YEAR) and place.jurisdiction.level == "county" and parent and parent.level == "prefecture":
                yield place, parent.name


def without(place: Division, words: Vocabulary) -> Vocabulary:
    """As if the table had never had it: a name that nobody else bears is no name at all, so that it may be mistaken."""
    known = words.toponyms
    by_name = dict(known.by_name)
    for name in known.names[place]:
        left = {tier: tuple(one for one in held if one != place) for tier, held in by_name[name].items()}
        by_name[name] = {tier: held for tier, held in left.items() if held}
        if not by_name[name]:
            del by_name[name]
    above = known.above[place.jurisdiction.code]
    below = {code: tuple(one for one in known.below[code] if one != place) for code in above}
    return replace(words, toponyms=replace(known, by_name=by_name, below=known.below | below))


def main() -> None:
    words = vocabulary.load()
    chance = random.Random(2008)
    places = list(counties(words))
    characters = sorted({character for place, _ in places for character in place.jurisdiction.name[:-1]})
    slips = [
        (kind, place, parent, wrong)
        for place, parent in places
        for kind in KINDS
        if (wrong := slipped(place.jurisdiction.name, kind, characters, chance)) not in words.toponyms.by_name
    ]
    print("shortest  threshold  " + "  ".join(f"{kind:>15}" for kind in KINDS) + "  strangers taken")
    for shortest in (2, 3):
        for threshold in (0.66, 0.75):
            spelling.SHORTEST, spelling.THRESHOLD = shortest, threshold
            cells = []
            for kind in KINDS:
                found = [
                    (resolve(Question(parent + wrong, YEAR), words).place, place)
                    for one, place, parent, wrong in slips
                    if one == kind
                ]
                right = sum(got == place for got, place in found)
                false = sum(got not in (None, place) for got, place in found)
                cells.append(f"{right / len(found):.3f} (-{false / len(found):.3f})")
            taken = sum(
                resolve(Question(parent + place.jurisdiction.name, YEAR), without(place, words)).place is not None
                for place, parent in places
            )
            print(f"{shortest:8}  {threshold:9}  " + "  ".join(f"{cell:>15}" for cell in cells)
                  + f"  {taken / len(places):.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
