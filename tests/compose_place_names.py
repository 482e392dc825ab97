"""divisions.csv -> tests/data/places/names.tsv: names as people write them, each with the division that it means.

    .venv/bin/python tests/compose_place_names.py

Nothing of gongkai is used: what is unique, what a stem is and who was in force are worked out here from the table, so
that the test holds two independent readings against each other. The draw is seeded: the same table, the same bytes.
Names that are hard are in hard.tsv, which is written by hand.
"""

import csv
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import opencc

ROOT = Path(__file__).parent.parent
Row = dict[str, str]
Case = tuple[str, str, int, str, str]  # class, name, year, home, expected
ENDING = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|新区|[省市州县区盟旗])$")
RIVAL = re.compile(
    r"(?:特别行政区|地区|林区|特区|新区|[省市州县区盟旗]|.{1,14}族(?:自治[州县旗]|区)|.{0,8}自治[区州县旗])"
)
PROVINCES = {"150000": "内蒙古", "450000": "广西", "540000": "西藏", "640000": "宁夏", "650000": "新疆"}
PEOPLES = (
    "蒙古|回|藏|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|纳西|景颇|土|达斡尔|仫佬|羌|布朗|撒拉|"
    "毛南|仡佬|普米|怒|裕固|独龙|保安|东乡"
)
LATEST = 2024
YEARS = (2008, 2010, 2013, 2016, 2019, 2022, 2024)
DEPARTMENTS = ("财政局", "教育局", "民政局", "水利局", "审计局", "统计局", "司法局", "公安局")
TOWNS = ("新河镇", "石桥乡", "东湖街道", "双塔镇", "沙井街道", "白云乡", "大渡口镇")
CHARACTERS = "安昌城德东丰福高光桂海河湖华江金康丽林龙梅南宁平泉沙石水泰通武西新兴阳永源云泽中州"

with (ROOT / "ontology" / "places" / "divisions.csv").open(encoding="utf-8", newline="") as lines:
    ROWS = [row for row in csv.DictReader(lines) if row["level"] in ("province", "prefecture", "county")]
NEWEST = {row["code"]: row["valid_from"] for row in ROWS}
NAMES = {row["name"] for row in ROWS}
chance = random.Random(2008)
traditional = opencc.OpenCC("s2t")


def key(row: Row) -> str:
    return f"{row['code']}-{row['valid_to']}" if row["valid_from"] < NEWEST[row["code"]] else row["code"]


def in_force(year: int) -> list[Row]:
    return [row for row in ROWS if int(row["valid_from"] or 0) <= year <= int(row["valid_to"] or 9999)]


def steady(row: Row, year: int) -> bool:
    """Neither began nor ended in that year: then both sides of the change count."""
    return str(year) not in (row["valid_from"], row["valid_to"])


def above(row: Row, year: int) -> list[Row]:
    """Parents, the nearest first."""
    found = [one for one in in_force(year) if one["code"] == row["parent"]]
    return [found[-1], *above(found[-1], year)] if found else []


def stem(row: Row) -> str:
    if row["level"] == "province":
        return PROVINCES.get(row["code"], ENDING.sub("", row["name"]))
    return "" if "自治" in row["name"] or "族" in row["name"] else ENDING.sub("", row["name"])


def rivals(word: str, year: int) -> list[Row]:
    """All in force that a word without a level may be; a province, if there is one, before any other."""
    found = [
        row for row in in_force(year) if row["name"].startswith(word) and RIVAL.fullmatch(row["name"][len(word) :])
    ]
    return [row for row in found if row["level"] == "province"] or found


def short(row: Row) -> str:
    """恩施州: what stands before the first people's name, and the level."""
    found = re.fullmatch(rf"(.{{2,6}}?)(?:(?:{PEOPLES})族)+自治([州县旗])", row["name"])
    return found[1] + found[2] if found else ""


def likeness(left: str, right: str) -> int:
    """Edits between two words."""
    line = list(range(len(right) + 1))
    for at, one in enumerate(left, 1):
        last, line[0] = line[0], at
        for to, other in enumerate(right, 1):
            last, line[to] = line[to], min(line[to] + 1, line[to - 1] + 1, last + (one != other))
    return line[-1]


def drawn(wanted: int, fits: Callable[[Row, int], bool]) -> Iterator[tuple[Row, int]]:
    """That many steady rows with a year, of all levels, that fit."""
    found = 0
    while found < wanted:
        year = chance.choice(YEARS)
        row = chance.choice([one for one in in_force(year) if steady(one, year)])
        if fits(row, year):
            found += 1
            yield row, year


def alone(word: str, year: int) -> bool:
    return len([row for row in in_force(year) if row["name"] == word]) == 1


def counties(row: Row, _: int) -> bool:
    return row["level"] == "county" and len(row["name"]) > 2


def below_prefecture(row: Row, year: int) -> bool:
    return counties(row, year) and len(above(row, year)) == 2


def full() -> Iterator[Case]:
    for row, year in drawn(60, lambda row, year: alone(row["name"], year)):
        yield "full", row["name"], year, "", key(row)
    for row, year in drawn(30, lambda row, year: not alone(row["name"], year)):
        yield "full, of several", row["name"], year, "", "ambiguous"
    for row, year in drawn(30, lambda row, year: below_prefecture(row, year) and not alone(row["name"], year)):
        yield "full, of several, in its prefecture's report", row["name"], year, row["parent"], key(row)
    for row, year in drawn(60, below_prefecture):
        prefecture, province = above(row, year)
        front = chance.choice((prefecture["name"], province["name"] + prefecture["name"]))
        yield "full, below its parents", front + row["name"], year, "", key(row)
    for row, year in drawn(30, lambda row, year: below_prefecture(row, year) and alone(row["name"], year)):
        yield "full, below its province alone", above(row, year)[-1]["name"] + row["name"], year, "", key(row)


def stems() -> Iterator[Case]:
    for row, year in drawn(60, lambda row, year: len(stem(row)) > 1 and rivals(stem(row), year) == [row]):
        yield "stem", stem(row), year, "", key(row)
    for row, year in drawn(30, lambda row, year: len(stem(row)) > 1 and len(rivals(stem(row), year)) > 1):
        yield "stem, of several", stem(row), year, "", "ambiguous"
    for row in [row for row in in_force(2016) if row["level"] == "province"]:
        yield "stem of a province", stem(row), 2016, "", key(row)

    def clear(row: Row, year: int) -> bool:
        """Of all in its prefecture it alone has the stem, and the prefecture has one."""
        if not below_prefecture(row, year) or len(stem(row)) < 2 or row["name"][:-1] in ("市中", "城中"):
            return False
        prefecture = above(row, year)[0]
        inside = [one for one in rivals(stem(row), year) if one["parent"] == prefecture["code"]]
        return inside == [row] and len(stem(prefecture)) > 1

    for row, year in drawn(40, clear):
        yield "stem below the stem of its prefecture", stem(above(row, year)[0]) + stem(row), year, "", key(row)
    for row, year in drawn(40, clear):
        prefecture, province = above(row, year)
        yield "stems all the way", stem(province) + stem(prefecture) + stem(row), year, "", key(row)
    for row, year in drawn(40, lambda row, year: clear(row, year) and stem(row) != stem(above(row, year)[0])):
        yield "stem in its prefecture's report", stem(row), year, row["parent"], key(row)
    for row, year in drawn(40, lambda row, year: bool(short(row)) and alone(row["name"], year) and not any(
        one["name"] == short(row) for one in ROWS
    )):  # fmt: skip
        others = [one for one in in_force(year) if short(one) == short(row)]
        yield "without its peoples", short(row), year, "", key(row) if others == [row] else "ambiguous"


def former() -> Iterator[Case]:
    ended = [row for row in ROWS if 2009 < int(row["valid_to"] or 0) < LATEST]
    gone = [row for row in ended if not any(one["name"] == row["name"] and one is not row for one in ROWS)]
    for row in chance.sample(gone, 40):
        yield "old name in its time", row["name"], int(row["valid_to"]) - 1, "", key(row)
        yield "old name in the year it ended", row["name"], int(row["valid_to"]), "", key(row)
        yield "old name, no year", row["name"], 0, "", key(row)
        yield "old name after its time", row["name"], int(row["valid_to"]) + 1, "", "unknown"
    begun = [row for row in ROWS if int(row["valid_from"] or 0) > 2008]
    new = [row for row in begun if not any(one["name"] == row["name"] and one is not row for one in ROWS)]
    for row in chance.sample(new, 30):
        yield "new name before its time", row["name"], int(row["valid_from"]) - 1, "", "unknown"
        yield "new name in the year it began", row["name"], int(row["valid_from"]), "", key(row)


def bodies() -> Iterator[Case]:
    for row, year in drawn(40, lambda row, year: alone(row["name"], year)):
        yield "department", row["name"] + chance.choice(DEPARTMENTS), year, "", key(row)
    for row, year in drawn(30, lambda row, year: len(stem(row)) > 1 and rivals(stem(row), year) == [row]):
        yield "department behind a stem", stem(row) + chance.choice(DEPARTMENTS), year, "", key(row)
    for row, year in drawn(20, counties):
        yield "department in its report", chance.choice(DEPARTMENTS), year, row["code"], key(row)
    for row, year in drawn(40, lambda row, year: alone(row["name"], year)):
        yield "government", row["name"] + chance.choice(("人民政府", "人民政府办公室", "政府")), year, "", key(row)
    for row, year in drawn(30, below_prefecture):
        yield (
            "town below its county",
            above(row, year)[0]["name"] + row["name"] + chance.choice(TOWNS),
            year,
            "",
            key(row),
        )
    for row, year in drawn(10, below_prefecture):
        yield "town in its county's report", chance.choice(TOWNS), year, row["code"], key(row)
    for row, year in drawn(20, lambda row, year: row["level"] == "prefecture" and any(
        one["parent"] == row["code"] for one in in_force(year)
    )):  # fmt: skip
        yield "town without its county", row["name"] + chance.choice(TOWNS), year, "", "unknown"
    for town in TOWNS:
        yield "town without its county", town, 2016, "", "unknown"


def written() -> Iterator[Case]:
    for row, year in drawn(30, below_prefecture):
        prefecture, province = above(row, year)
        mark = chance.choice((" ", "　", "-", "/", "·"))
        yield "parted by signs", mark.join((province["name"], prefecture["name"], row["name"])), year, "", key(row)
    for row, year in drawn(20, lambda row, year: alone(row["name"], year)):
        yield "with blanks", chance.choice((" ", "　")).join(row["name"]), year, "", key(row)
    for row, year in drawn(30, lambda row, year: below_prefecture(row, year) and traditional.convert(
        row["name"]
    ) != row["name"]):  # fmt: skip
        name = above(row, year)[0]["name"] + row["name"]
        yield "traditional characters", traditional.convert(name), year, "", key(row)


def slipped(name: str) -> Iterator[tuple[str, str]]:
    at = chance.randrange(len(name))
    yield "wrong", name[:at] + chance.choice(CHARACTERS) + name[at + 1 :]
    yield "missing", name[:at] + name[at + 1 :]
    yield "extra", name[:at] + chance.choice(CHARACTERS) + name[at:]


def misspelt() -> Iterator[Case]:
    for row, year in drawn(60, below_prefecture):
        prefecture = above(row, year)[0]
        near = [one for one in in_force(year) if one["parent"] == prefecture["code"]]
        for kind, wrong in slipped(row["name"]):
            if wrong in NAMES or any(wrong == stem(one) for one in ROWS) or re.search("[镇乡道]$|新区$", wrong):
                continue
            closest = min(likeness(wrong, one["name"]) / max(len(wrong), len(one["name"])) for one in near)
            alike = [one for one in near if likeness(wrong, one["name"]) / max(len(wrong), len(one["name"])) == closest]
            expected = key(row) if alike == [row] else "ambiguous" if row in alike else "unknown"
            yield f"misspelt: {kind} character", prefecture["name"] + wrong, year, "", expected
    for row, year in drawn(30, lambda row, year: below_prefecture(row, year) and len(above(row, year)[0]["name"]) > 2):
        name = above(row, year)[0]["name"]
        wrong = chance.choice("甲乙丙丁") + name[1:]
        rival = [
            one
            for one in in_force(year)
            if one["name"] == row["name"] and one is not row
            and any(likeness(wrong, up["name"]) < 2 for up in above(one, year))
        ]  # fmt: skip
        yield "misspelt parent", wrong + row["name"], year, "", "ambiguous" if rival else key(row)
    for row, year in drawn(30, below_prefecture):
        yield "misspelt, no parent", chance.choice("甲乙丙丁") + row["name"][1:], year, "", "unknown"


def main() -> None:
    cases = [case for part in (full, stems, former, bodies, written, misspelt) for case in part()]
    place = ROOT / "tests" / "data" / "places" / "names.tsv"
    with place.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        writer.writerow(("class", "name", "year", "home", "expected"))
        writer.writerows((kind, name, year or "", home, expected) for kind, name, year, home, expected in cases)


if __name__ == "__main__":
    main()
