"""What Wikidata says of the divisions by their codes (P442) -> ids and points for those in force, as a linkset."""

import hashlib
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gongkai import iris, resources, vocabulary
from gongkai.errors import BadService, BadTable
from gongkai.links import service, sheet
from gongkai.links.codes import code_of
from gongkai.links.linkset import Linkset, Source, Target, Triple
from gongkai.links.matching import text_of
from gongkai.resolution.spelling import THRESHOLD, similarity
from gongkai.text import simplified
from gongkai.vocabulary.places import OPEN, Division
from gongkai.vocabulary.toponyms import Toponyms

ENDPOINT: Final = "https://query.wikidata.org/sparql"
_ENTITY: Final = "http://www.wikidata.org/entity/"
_QID: Final = re.compile(r"Q[1-9]\d*$")
_POINT: Final = re.compile(r"Point\((?P<longitude>-?[\d.]+) (?P<latitude>-?[\d.]+)\)", re.IGNORECASE)
# A point outside is a slip of the pen: China lies within, with all its seas.
_LATITUDES, _LONGITUDES = (3.0, 54.0), (73.0, 136.0)
_PAUSE: Final = 1.0
# Columns of a kept answer as CSV may be called so.
_COLUMNS: Final = {
    "item": ("item", "qid", "wikidata"),
    "code": ("code", "gb_code"),
    "label": ("label", "label_zh", "name"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon"),
}


@dataclass(frozen=True, slots=True)
class Record:
    """One item with one code, as Wikidata has them; what it does not say is empty."""

    qid: str
    code: str
    label: str
    latitude: str
    longitude: str


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The divisions in force that have just one item; `left` are codes in force with none, or with several."""

    pairs: tuple[tuple[Division, Record], ...]
    left: tuple[str, ...]
    digest: Source

    @property
    def source(self) -> str:
        return self.digest.name

    @property
    def told(self) -> str:
        return f"{len(self.pairs)} divisions linked, {len(self.left)} without an item of their own"


def ask(endpoint: str, wait: service.Wait = time.sleep) -> Refreshed:
    """Province by province, with a pause between them."""
    text = (resources.folder("queries") / "remote" / "wikidata.rq").read_text("utf-8")
    records: list[Record] = []
    for number, start in enumerate(_starts()):
        if number:
            wait(_PAUSE)
        block = f'VALUES ?start {{ "{start}" }}\n'  # two digits of our own table
        records += _of_json(service.ask(endpoint, text + block, wait), endpoint)
    told = "\n".join(sorted(map(repr, records)))
    return _refreshed(records, Source(endpoint, hashlib.sha256(told.encode()).hexdigest()))


def read(file: Path) -> Refreshed:
    """An answer kept as SPARQL results in JSON, or as a table with the columns item and code."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise BadTable(f"{file}: {error.strerror or error}; name a file that can be read") from error
    source = Source(file.name, hashlib.sha256(content).hexdigest())
    if content.lstrip()[:1] == b"{":
        return _refreshed(_of_json(content, str(file)), source)
    return _refreshed(_of_table(sheet.read(file), file), source)


def _starts() -> list[str]:
    return sorted({code[:2] for code in vocabulary.load().places.by_code if code != _country()})


def _country() -> str:
    return vocabulary.load().places.country.code


def _of_json(content: bytes, where: str) -> list[Record]:
    try:
        bindings = json.loads(content)["results"]["bindings"]
        rows = [{name: str(cell["value"]) for name, cell in row.items()} for row in bindings]
        return [_record(row["item"], row["code"], row.get("label", ""), row.get("point", "")) for row in rows]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        what = f"{type(error).__name__}: {error}"  # not its repr, which may have the whole answer in it
        raise BadService(f"{where}: this is no answer to the query ({what}); it must be SPARQL JSON") from error


def _record(item: str, code: str, label: str, point: str) -> Record:
    place = _POINT.search(point)
    latitude, longitude = (place["latitude"], place["longitude"]) if place else ("", "")
    return Record(item.removeprefix(_ENTITY), code, label, latitude, longitude)


def _of_table(table: sheet.Sheet, file: Path) -> list[Record]:
    places = {
        part: next((table.columns.index(name) for name in names if name in table.columns), -1)
        for part, names in _COLUMNS.items()
    }
    if min(places["item"], places["code"]) < 0:
        raise BadTable(f"{file}: the columns item and code are not both there; keep the answer as it came")
    found = []
    for row in table.rows:
        cell = {part: text_of(row[at]) if at >= 0 else "" for part, at in places.items()}
        item = cell["item"].removeprefix(_ENTITY)
        found.append(Record(item, cell["code"], cell["label"], cell["latitude"], cell["longitude"]))
    return found


def _refreshed(records: Iterable[Record], source: Source) -> Refreshed:
    words = vocabulary.load()
    by_code: dict[str, dict[str, Record]] = defaultdict(dict)
    for record in sorted(set(records), key=repr):
        if _QID.match(record.qid):
            by_code[code_of(record.code)].setdefault(record.qid, _with_sound_point(record))
    pairs, left = [], []
    for code, held in sorted(words.places.by_code.items()):
        place = held[-1]
        if place.last != OPEN:
            continue
        own = list(_fitting(by_code.get(code, {}).values(), place, words.toponyms))
        if len(own) == 1:
            pairs.append((place, own[0]))
        else:
            left.append(code)
    return Refreshed(tuple(pairs), tuple(left), source)


def _fitting(records: Iterable[Record], place: Division, known: Toponyms) -> Iterator[Record]:
    """Those that are called so; where several share a code, those alone that bear the full name."""
    alike = [
        one
        for one in records
        if not one.label or any(similarity(simplified(one.label), name) >= THRESHOLD for name in known.names[place])
    ]
    full = [one for one in alike if simplified(one.label) == place.jurisdiction.name]
    yield from full if len(alike) > 1 and full else alike


def _with_sound_point(record: Record) -> Record:
    try:
        sound = (
            _LATITUDES[0] <= float(record.latitude) <= _LATITUDES[1]
            and _LONGITUDES[0] <= float(record.longitude) <= _LONGITUDES[1]
        )
    except ValueError:
        sound = False
    return record if sound else Record(record.qid, record.code, record.label, "", "")


def sheet_of(found: Refreshed) -> sheet.Sheet:
    rows = tuple(
        (place.jurisdiction.code, place.jurisdiction.name, one.qid, one.label, one.latitude, one.longitude)
        for place, one in found.pairs
    )
    return sheet.Sheet(("gb_code", "name", "wikidata", "label", "latitude", "longitude"), rows)


def linkset_of(found: Refreshed, name: str) -> Linkset:
    links = tuple(
        Triple(
            iris.jurisdiction(place.jurisdiction), "skos:exactMatch", _ENTITY + one.qid, 1.0, "code",
            one.label or one.code, one.latitude, one.longitude,
        )
        for place, one in found.pairs
    )  # fmt: skip
    return Linkset(name, "P442", found.digest, Target("http://www.wikidata.org/", "Wikidata"), links)
