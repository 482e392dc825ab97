"""ontology/wordings/{agencies.csv,names.yaml} -> how reports name agencies, by place, level and year."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from gongkai.model import Agency, Jurisdiction
from gongkai.vocabulary.files import Leaf, alternatives, compiled, rows_of
from gongkai.vocabulary.lexicon import Lexicon

_OPEN = 9999
_COUNTRY, _PROVINCE, _DEPUTY = "country", "province", "deputy"
# What is left of a bureau's name without these says its task: 水务局, 环境保护局, 发展和改革委员会.
_ENDINGS = re.compile(r"(?:管理)?(?:局|厅|委员会|办公室|委|办)$")
_SHORTEST_TASK = 2
# The city before the name of its district.
_ABOVE = re.compile(r"^.*市(?=.)")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an agency's name behind its place, and the body meant; years 0 and 9999 where open.

    `official` may hold {place}, or {stem} for its name without the last character; `levels` and `places` (beginnings
    of codes) are empty where the row holds anywhere.
    """

    form: str
    kind: str
    official: str
    first: int
    last: int
    levels: frozenset[str]
    places: tuple[str, ...]

    def official_of(self, owner: str) -> str:
        """The full name of the body of this owner: 苏州市 + 环境保护局; a body of the centre has no owner."""
        if self.of_the_centre:
            return self.official
        if "{" not in self.official:
            return owner + self.official
        return self.official.format(place=owner, stem=_ABOVE.sub("", owner)[:-1])

    def holds(self, year: int) -> bool:
        return self.first <= year <= self.last

    @property
    def of_the_centre(self) -> bool:
        return self.levels == {_COUNTRY}


@dataclass(frozen=True, slots=True)
class NamedBody:
    """A kind of body by the endings of their names, whose last characters are `ends`; the last of all has no kind."""

    kind: str
    pattern: re.Pattern[str]
    ends: frozenset[str]

    def found_in(self, text: str) -> Iterator[re.Match[str]]:
        return self.pattern.finditer(text) if any(end in text for end in self.ends) else iter(())


@dataclass(frozen=True, slots=True, eq=False)
class AgencyNames:
    """Loaded once, and the same as itself only."""

    forms: dict[str, tuple[Form, ...]]
    lexicon: Lexicon[str]
    levels: dict[str, str]
    level_lengths: tuple[int, ...]  # the longest first
    not_before_level: str
    before_level: dict[str, re.Pattern[str]]
    many_before: re.Pattern[str]
    deputy_provincial: frozenset[str]
    anaphora: dict[str, str]
    league: dict[str, str]
    league_form: str
    government_not_before: re.Pattern[str]
    government_name: str
    ministry_not_before: re.Pattern[str]
    tasks: re.Pattern[str]
    named_bodies: tuple[NamedBody, ...]
    several: frozenset[str]
    place_named: frozenset[str]
    never_acts: frozenset[str]
    at_a_place: re.Pattern[str]
    at_a_place_kinds: frozenset[str]
    before_names: re.Pattern[str]
    central: re.Pattern[str]
    township: re.Pattern[str]
    zone: re.Pattern[str]

    def readings(self, form: str, place: Jurisdiction, year: int) -> tuple[Form, ...]:
        """What the form may mean there in that year: one where it is sure, several where not, none where unheard of.

        Out of its years a form still names the agency it named, where it only ever named one kind.
        """
        return _readings(self, form, place, year)

    def title_reading(self, name: str, place: Jurisdiction, year: int) -> Form | None:
        """The one reading of a name in a title, which writes it in full where it can."""
        found = self.readings(name, place, year)
        whole = [one for one in found if one.official == name]
        return found[0] if len(found) == 1 else whole[0] if whole else None

    def is_of_provinces(self, form: str) -> bool:
        """Whether only a province has it: a county's report that says 环保厅 means the one above."""
        return all(one.levels == {_PROVINCE} for one in self.forms[form])

    def agency(self, place: Jurisdiction, kind: str, name: str) -> Agency:
        return Agency(place.code, kind, name, sole=kind not in self.several)

    def tiers(self, place: Jurisdiction) -> frozenset[str]:
        """The levels whose rows hold there."""
        if place.level == _PROVINCE and place.name.endswith("市"):
            return frozenset(("municipality",))
        return frozenset((place.level, _DEPUTY)) if place.code in self.deputy_provincial else frozenset((place.level,))


@lru_cache(maxsize=16384)  # forms recur within a report, and in those of the same place
def _readings(names: AgencyNames, form: str, place: Jurisdiction, year: int) -> tuple[Form, ...]:
    tiers = names.tiers(place)
    fitting = [one for one in names.forms.get(form, ()) if not one.levels or one.levels & tiers]
    if _DEPUTY in tiers:
        fitting = [one for one in fitting if _DEPUTY in one.levels] or fitting
    local = [one for one in fitting if one.holds(year) and place.code.startswith(one.places)]
    general = [one for one in fitting if not one.places]
    chosen = local or [one for one in general if one.holds(year)]
    kinds = {one.kind for one in names.forms.get(form, ())}
    if not chosen and general and len(kinds) == 1:
        chosen = [min(general, key=lambda one: max(one.first - year, year - one.last))]
    return tuple({(one.kind, one.official): one for one in chosen}.values())


def agencies_of(top: Leaf) -> AgencyNames:
    """From the top of names.yaml."""
    forms = _forms()
    return AgencyNames(
        forms=forms,
        lexicon=Lexicon(
            {form: "central" if all(one.of_the_centre for one in found) else "form" for form, found in forms.items()}
            | dict.fromkeys(top["government"].texts(), "government")
            | dict.fromkeys(top["self"].texts(), "self")
            | {word: "league" for word, _ in top["league"].items()}
            | {word: "anaphor" for word, _ in top["anaphora"].items()}
        ),
        levels={word: leaf.text() for word, leaf in top["levels"].items()},
        level_lengths=tuple(sorted({len(word) for word, _ in top["levels"].items()}, reverse=True)),
        not_before_level="".join(top["not_before_level"].texts()),
        before_level={word: leaf.pattern() for word, leaf in top["before_level"].items()},
        many_before=top["many_before"].pattern(),
        deputy_provincial=frozenset(top["deputy_provincial"].texts()),
        anaphora={word: leaf.text() for word, leaf in top["anaphora"].items()},
        league={word: leaf.text() for word, leaf in top["league"].items()},
        league_form=top["league_form"].text(),
        government_not_before=top["government_not_before"].pattern(),
        government_name=top["government_name"].text(),
        ministry_not_before=top["ministry_not_before"].pattern(),
        tasks=_tasks(forms, top),
        named_bodies=tuple(
            NamedBody(kind, leaf["pattern"].pattern(), frozenset(leaf["ends"].text()))
            for kind, leaf in (*top["named_bodies"].items(), ("", top["unknown_agency"]))
        ),
        several=frozenset(top["several"].texts()),
        place_named=frozenset(top["place_named"].texts()),
        never_acts=frozenset(top["never_acts"].texts()),
        at_a_place=top["at_a_place"].pattern(),
        at_a_place_kinds=frozenset(top["at_a_place_kinds"].texts()),
        before_names=top["before_names"].pattern(),
        central=compiled(f"(?:{alternatives(top['central'].texts())})", "central"),
        township=top["township"].pattern(),
        zone=top["zone"].pattern(),
    )


def _forms() -> dict[str, tuple[Form, ...]]:
    forms: dict[str, tuple[Form, ...]] = {}
    for row in rows_of("wordings/agencies.csv"):
        form = Form(
            row["form"],
            row["kind"],
            row["official"],
            int(row["from"] or 0),
            int(row["to"] or _OPEN),
            frozenset(row["levels"].split()),
            tuple(row["places"].split()),
        )
        forms[form.form] = (*forms.get(form.form, ()), form)
    return forms


def _tasks(forms: dict[str, tuple[Form, ...]], top: Leaf) -> re.Pattern[str]:
    """Tasks in a row, as they stand before the last one in the name of a bureau that has several: 农业和(水务局)."""
    others = {*top["several"].texts(), *top["place_named"].texts()}
    bureaus = [one for found in forms.values() for one in found if one.kind and one.kind not in others]
    names = {name for one in bureaus if not one.of_the_centre for name in (one.form, one.official) if "{" not in name}
    words = {_ENDINGS.sub("", name) for name in names if _ENDINGS.search(name)} | set(top["task_words"].texts())
    governments = top["government"].texts()
    fit = sorted(word for word in words if len(word) >= _SHORTEST_TASK and not word.startswith(governments))
    return compiled(f"(?:(?:{alternatives(fit)})[、和与及]?)+$", "task_words")
