"""ontology/places/divisions.csv -> what a division is called in other data sets, as far as the table has columns."""

from dataclasses import dataclass

from gongkai.vocabulary.files import rows_of


@dataclass(frozen=True, slots=True)
class Identifiers:
    wikidata: str = ""
    geonames: str = ""
    iso3166_2: str = ""


def load() -> dict[str, Identifiers]:
    """By code, those of the holder in force: other data sets know no others."""
    return {
        row["code"]: Identifiers(row.get("wikidata", ""), row.get("geonames", ""), row.get("iso3166_2", ""))
        for row in rows_of("places/divisions.csv")
        if not row["valid_to"]
    }
