"""What stands behind a place's name -> what the whole names, and how sure that is; nothing where it is no name."""

from gongkai.model import Jurisdiction
from gongkai.resolution.question import Kind, Path
from gongkai.vocabulary import Vocabulary

# The surer first: a known short form of an agency beats an office that merely ends like one.
RANKS: tuple[Kind, ...] = ("place", "government", "agency", "township", "zone")
_UNSURE = len(RANKS)


def kind_of(path: Path, home: Jurisdiction | None, words: Vocabulary) -> tuple[int, Kind] | None:
    """Rank and kind; None where the rest does not go with the place.

    A town and a zone have no table: they count only behind a place that is sure, and a town only inside its county.
    """
    rest, names = path.rest, words.names.agencies
    if not rest:
        return 0, "place"
    if words.toponyms.government.fullmatch(rest):
        return RANKS.index("government"), "government"
    if rest in names.forms:
        return RANKS.index("agency"), "agency"
    at_home = home is not None and all(place.jurisdiction == home for place in path.places)
    if path.tier == "stem" and path.steps == 1 and not at_home:
        return None
    if names.township.fullmatch(rest):
        return (RANKS.index("township"), "township") if _holds_towns(path, words) else None
    if names.zone.fullmatch(rest):
        return RANKS.index("zone"), "zone"
    if path.tier != "stem" and words.toponyms.body.fullmatch(rest):
        return _UNSURE, "agency"
    return None


def _holds_towns(path: Path, words: Vocabulary) -> bool:
    """A county does, and a prefecture that has none, such as 东莞市."""
    return all(
        place.jurisdiction.level == "county" or not words.toponyms.below.get(place.jurisdiction.code)
        for place in path.places
    )
