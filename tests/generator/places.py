"""The table of real divisions -> who issues a generated report, and how it speaks of itself."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

DEPARTMENTS = ("教育局", "民政局", "财政局", "司法局", "审计局", "统计局")
OFFICES = ("教育厅", "民政厅", "财政厅", "司法厅", "审计厅", "统计局")
TOWNSHIPS = {"330523": ("天荒坪镇", "孝丰镇"), "350582": ("安海镇", "金井镇"), "640121": ("望远镇", "李俊镇")}
SIZES = {"province": 2500, "prefecture": 400, "county": 90}


@dataclass(frozen=True, slots=True)
class Issuer:
    """`whole` and `own` are its words for all agencies and for itself; `size` how many requests it may get."""

    code: str
    place: str
    name: str
    kind: str
    whole: str
    own: str
    size: int
    brand: str

    @property
    def whole_scope(self) -> str:
        return "jurisdiction" if self.kind == "government" else "own"


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with Path(__file__).with_name("places.tsv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines, delimiter="\t"))


def issuer_of(rng: Random) -> Issuer:
    """A government mostly, else a department or a township."""
    row = rng.choice(_rows())
    code, place, level = row["code"], row["name"], row["level"]
    brand = place[place.find("市") + 1 :] if place.count("市") and place.endswith("区") else place
    brand = brand.removesuffix("新区").rstrip("省市县区") or brand
    draw = rng.random()
    if draw < 0.2:
        return department_of(code, place, brand, rng.choice(range(len(DEPARTMENTS))))
    if code in TOWNSHIPS and draw < 0.6:
        name = f"{place}{rng.choice(TOWNSHIPS[code])}人民政府"
        return Issuer(code, place, name, "township", "我镇", "我镇", 4, brand)
    return government_of(code, place, brand, level)


def government_of(code: str, place: str, brand: str, level: str) -> Issuer:
    whole = f"全{place[-1]}"
    return Issuer(code, place, f"{place}人民政府", "government", whole, f"{place[-1]}政府本级", SIZES[level], brand)


def department_of(code: str, place: str, brand: str, which: int) -> Issuer:
    name = place + (OFFICES if place.endswith("省") else DEPARTMENTS)[which]
    return Issuer(code, place, name, "department", f"我{name[-1]}", f"我{name[-1]}", 30, brand)
