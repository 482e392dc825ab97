"""All that ontology/ teaches the extraction, as plain read-only values, checked on load."""

import gc
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
    words = Vocabulary(
        layout.load(),
        quantities.load(),
        named,
        held,
        toponyms.load(held, named.divisions),
        cues.load(),
        layouts.load(),
    )
    # The collector need not look through it again and again for what may be thrown away, as nothing of it ever is:
    # that took a twentieth of the time of text to facts.
    gc.freeze()
    return words
