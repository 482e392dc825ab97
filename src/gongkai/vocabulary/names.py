"""ontology/wordings/{names,channels,areas}.yaml -> how places, agencies, channels, areas are named."""

import re
from dataclasses import dataclass

from gongkai.errors import BadOntology
from gongkai.vocabulary.agencies import AgencyNames, agencies_of
from gongkai.vocabulary.files import Leaf, alternatives, compiled, yaml_of
from gongkai.vocabulary.lexicon import Lexicon
from gongkai.vocabulary.places import DivisionNames


@dataclass(frozen=True, slots=True)
class ChannelNames:
    """`generic` are the words that name a type and no channel of their own: 报纸, 微信."""

    lexicon: Lexicon[str]
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
    accounts: frozenset[str]
    all_accounts: str
    national: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Names:
    agencies: AgencyNames
    channels: ChannelNames
    areas: Lexicon[str]
    area_of_kind: dict[str, str]
    citation: re.Pattern[str]
    issued: re.Pattern[str]
    divisions: DivisionNames
    no_document: re.Pattern[str]
    document_marks: re.Pattern[str]


def load() -> Names:
    top = yaml_of("wordings/names.yaml")
    return Names(
        agencies=agencies_of(top),
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


def lexicon_of(node: Leaf) -> Lexicon[str]:
    """Words under ids -> one lexicon; raises BadOntology where a word stands under two ids."""
    return Lexicon(ids_of(node))


def ids_of(node: Leaf) -> dict[str, str]:
    """Words -> the id that each stands under; raises BadOntology where it stands under two."""
    words: dict[str, str] = {}
    for identifier, leaf in node.items():
        for word in leaf.texts():
            if words.setdefault(word, identifier) != identifier:
                raise BadOntology(f"{leaf.where}: {word} stands under {words[word]} too; keep it in one place")
    return words


def _channels() -> ChannelNames:
    top = yaml_of("wordings/channels.yaml")
    endings = {word: leaf.text() for word, leaf in top["endings"].items()}
    ending, opener = alternatives(endings), alternatives(top["openers"].texts())
    own_names = {kind: leaf.text() for kind, leaf in top["own_names"].items()}
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
        own_names=own_names,
        accounts=_accounts(top["accounts"], own_names),
        all_accounts=top["all_accounts"].text(),
        national=compiled(f"(?:{alternatives(top['national'].texts())})", "national"),
    )


def _accounts(node: Leaf, own_names: dict[str, str]) -> frozenset[str]:
    for kind in node.texts():
        if kind not in own_names:
            raise BadOntology(f"{node.where}: {kind} has no name of its own; add it to own_names")
    return frozenset(node.texts())
