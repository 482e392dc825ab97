"""ontology/wordings/{names,channels,areas}.yaml, agencies.csv -> how places, agencies, channels, areas are named."""

import re
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from gongkai.errors import BadOntology
from gongkai.vocabulary.files import Leaf, alternatives, compiled, rows_of, yaml_of
from gongkai.vocabulary.places import DivisionNames


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write an agency's name behind its place; official may hold {place}; years 0 and 9999 where open."""

    form: str
    kind: str
    official: str
    first: int
    last: int

    def official_of(self, owner: str) -> str:
        """The full name of the body of this owner: 苏州市 + 环境保护局."""
        return self.official.format(place=owner) if "{" in self.official else owner + self.official


class Lexicon:
    """Words -> ids, found in one pass over a text: the leftmost, longest word wins (Aho-Corasick)."""

    __slots__ = ("_automaton", "_ids", "_words")

    def __init__(self, words: dict[str, str]) -> None:
        self._words = list(words)
        self._ids = list(words.values())
        self._automaton = AhoCorasick(self._words, matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, id) in order, none overlapping."""
        return [(start, end, self._ids[index]) for index, start, end in self._automaton.find_matches_as_indexes(text)]


@dataclass(frozen=True, slots=True)
class AgencyNames:
    forms: dict[str, tuple[Form, ...]]
    lexicon: Lexicon
    levels: dict[str, str]
    not_before_level: str
    anaphora: dict[str, str]
    government_not_before: re.Pattern[str]
    government_name: str
    unknown: re.Pattern[str]
    before_names: re.Pattern[str]
    central: re.Pattern[str]
    township: re.Pattern[str]
    zone: re.Pattern[str]

    def form_in(self, form: str, year: int) -> Form:
        """The form's reading in that year; the last one where the year decides nothing."""
        found = self.forms[form]
        return next((one for one in found if one.first <= year <= one.last), found[-1])


@dataclass(frozen=True, slots=True)
class ChannelNames:
    """`generic` are the words that name a type and no channel of their own: 报纸, 微信."""

    lexicon: Lexicon
    generic: frozenset[str]
    not_a_channel: re.Pattern[str]
    press: re.Pattern[str]
    press_types: dict[str, str]
    named: re.Pattern[str]
    named_before: re.Pattern[str]
    column: re.Pattern[str]
    referring: re.Pattern[str]
    platform: re.Pattern[str]
    ending: re.Pattern[str]
    endings: dict[str, str]
    no_name: re.Pattern[str]
    own_office: re.Pattern[str]
    filling: re.Pattern[str]
    never_a_name: re.Pattern[str]
    of_government: re.Pattern[str]
    hotline_number: re.Pattern[str]
    own_names: dict[str, str]
    national: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Names:
    agencies: AgencyNames
    channels: ChannelNames
    areas: Lexicon
    area_of_kind: dict[str, str]
    citation: re.Pattern[str]
    issued: re.Pattern[str]
    divisions: DivisionNames
    no_document: re.Pattern[str]
    document_marks: re.Pattern[str]


def load() -> Names:
    top = yaml_of("wordings/names.yaml")
    return Names(
        agencies=_agencies(top),
        channels=_channels(),
        areas=lexicon_of(yaml_of("wordings/areas.yaml")["words"]),
        area_of_kind={kind: leaf.text() for kind, leaf in yaml_of("wordings/areas.yaml")["of_agency_kinds"].items()},
        citation=top["citation"].pattern(),
        issued=top["issued"].pattern(),
        divisions=DivisionNames(
            top["ethnic_groups"].texts(),
            top["country_as_owner"].text(),
        ),
        no_document=top["no_document"].pattern(),
        document_marks=top["document_marks"].pattern(),
    )


def lexicon_of(node: Leaf) -> Lexicon:
    """Words under ids -> one lexicon; raises BadOntology where a word stands under two ids."""
    words: dict[str, str] = {}
    for identifier, leaf in node.items():
        for word in leaf.texts():
            if words.setdefault(word, identifier) != identifier:
                raise BadOntology(f"{leaf.where}: {word} stands under {words[word]} too; keep it in one place")
    return Lexicon(words)


def _agencies(top: Leaf) -> AgencyNames:
    forms: dict[str, tuple[Form, ...]] = {}
    for row in rows_of("wordings/agencies.csv"):
        form = Form(row["form"], row["kind"], row["official"], int(row["from"] or 0), int(row["to"] or 9999))
        forms[form.form] = (*forms.get(form.form, ()), form)
    return AgencyNames(
        forms=forms,
        lexicon=Lexicon(
            dict.fromkeys(forms, "form")
            | dict.fromkeys(top["government"].texts(), "government")
            | dict.fromkeys(top["self"].texts(), "self")
            | {word: "anaphor" for word, _ in top["anaphora"].items()}
        ),
        levels={word: leaf.text() for word, leaf in top["levels"].items()},
        not_before_level="".join(top["not_before_level"].texts()),
        anaphora={word: leaf.text() for word, leaf in top["anaphora"].items()},
        government_not_before=top["government_not_before"].pattern(),
        government_name=top["government_name"].text(),
        unknown=top["unknown_agency"].pattern(),
        before_names=top["before_names"].pattern(),
        central=compiled(f"(?:{alternatives(top['central'].texts())})", "central"),
        township=top["township"].pattern(),
        zone=top["zone"].pattern(),
    )


def _channels() -> ChannelNames:
    top = yaml_of("wordings/channels.yaml")
    endings = {word: leaf.text() for word, leaf in top["endings"].items()}
    ending, opener = alternatives(endings), alternatives(top["openers"].texts())
    return ChannelNames(
        lexicon=lexicon_of(top["types"]),
        generic=frozenset(word for kind, leaf in top["types"].items() if kind != "mailbox" for word in leaf.texts()),
        not_a_channel=top["not_a_channel"].pattern(),
        press=top["press"].pattern(),
        press_types={word: leaf.text() for word, leaf in top["press_types"].items()},
        named=top["named"].pattern(),
        named_before=top["named_before"].pattern(),
        column=top["column"].pattern(),
        referring=top["referring"].pattern(),
        platform=compiled(
            f"(?:{opener})(?!{opener})(?P<name>[^，。；、：“”《》（）\n]{{2,24}}?(?P<ending>{ending}))"
            f"(?!{ending}|{top['name_goes_on'].text()})",
            "endings",
        ),
        ending=compiled(f"(?:{ending})$", "endings"),
        endings=endings,
        no_name=top["no_name"].pattern(),
        own_office=top["own_office"].pattern(),
        filling=top["filling"].pattern(),
        never_a_name=top["never_a_name"].pattern(),
        of_government=top["of_government"].pattern(),
        hotline_number=top["hotline_number"].pattern(),
        own_names={kind: leaf.text() for kind, leaf in top["own_names"].items()},
        national=compiled(f"(?:{alternatives(top['national'].texts())})", "national"),
    )
