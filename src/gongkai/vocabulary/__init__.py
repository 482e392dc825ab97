"""All that ontology/ teaches the extraction, as plain read-only values, checked on load."""

from dataclasses import dataclass
from functools import cache

from gongkai.vocabulary import cues, layout, layouts, names, places, quantities, toponyms


@dataclass(frozen=True, slots=True)
class Vocabulary:
    layout: layout.Layout
    quantities: quantities.Quantities
    names: names.Names
    places: places.Gazetteer
    toponyms: toponyms.Toponyms
    cues: cues.Cues
    layouts: layouts.Layouts


@cache
def load() -> Vocabulary:
    """Read ontology/ once per process; raises BadOntology."""
    named = names.load()
    held = places.load(named.divisions)
    return Vocabulary(
        layout.load(),
        quantities.load(),
        named,
        held,
        toponyms.load(held, named.divisions),
        cues.load(),
        layouts.load(),
    )
