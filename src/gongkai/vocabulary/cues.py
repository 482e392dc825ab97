"""ontology/wordings/{figures,labels,concerns}.yaml -> how prose says what a figure counts, and of what it speaks."""

import re
from dataclasses import dataclass

from gongkai.vocabulary.files import Leaf, alternatives, compiled, yaml_of
from gongkai.vocabulary.lexicon import Lexicon
from gongkai.vocabulary.names import ids_of, lexicon_of


@dataclass(frozen=True, slots=True)
class Zeros:
    """`begins` finds the characters that all that denies begins with."""

    negator: re.Pattern[str]
    begins: re.Pattern[str]
    targets: tuple[tuple[str, re.Pattern[str]], ...]
    whole_sentence: re.Pattern[str]
    heading_targets: tuple[tuple[str, re.Pattern[str]], ...]
    behind: re.Pattern[str]
    about_disclosure: re.Pattern[str]
    partly: re.Pattern[str]
    reach: int


@dataclass(frozen=True, slots=True)
class Parts:
    opened: re.Pattern[str]
    reset: re.Pattern[str]
    own_words: re.Pattern[str]
    alike: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class FigurePeriods:
    """`marks` finds the characters of which all but `whole` have one."""

    marks: re.Pattern[str]
    half: re.Pattern[str]
    until: re.Pattern[str]
    year: re.Pattern[str]
    whole: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Concerns:
    problems: Lexicon[str]
    measures: Lexicon[str]
    plans_start: str
    plan_clause: re.Pattern[str]
    problem_words: re.Pattern[str]


@dataclass(frozen=True, slots=True, eq=False)
class Labels:
    """Loaded once, and the same as itself only.

    `adverbs` are what stands before a thing and is no part of it: openers, fillers and quotes.
    `lengths` of these, `deeds_within` and `shortest_deed` are for who asks of a text that has not been cut.
    """

    longest: int
    openers: frozenset[str]
    fillers: frozenset[str]
    adverbs: frozenset[str]
    lengths: tuple[int, ...]
    deeds: frozenset[str]
    deeds_within: Lexicon[str]
    shortest_deed: int
    ends: frozenset[str]
    not_after: re.Pattern[str]
    quotes: frozenset[str]
    quoting: re.Pattern[str]
    words: tuple[str, ...]
    attributes: frozenset[str]
    superlatives: frozenset[str]
    negations: frozenset[str]
    keep_deed_units: frozenset[str]
    taking_part: frozenset[str]
    least_behind_deed: int


@dataclass(frozen=True, slots=True, eq=False)
class Cues:
    """Loaded once, and the same as itself only.

    `lexicon` gives scheme and id for words, and whether they speak of requests, as 申请, 网络申请, 企业申请 do; the
    patterns are explained where they stand in figures.yaml.
    """

    lexicon: Lexicon[tuple[str, str, bool]]
    forward_tail: re.Pattern[str]
    own_government: re.Pattern[str]
    request_units: frozenset[str]
    about_requests: re.Pattern[str]
    side_by_side: re.Pattern[str]
    bare_outcomes: dict[str, str]
    parents: dict[str, dict[str, str]]
    bodies: re.Pattern[str]
    breakdown_leads: re.Pattern[str]
    account_goes_on: re.Pattern[str]
    growth: re.Pattern[str]
    growth_alone: re.Pattern[str]
    growth_units: frozenset[str]
    from_words: re.Pattern[str]
    to_words: re.Pattern[str]
    proactive: re.Pattern[str]
    proactive_strict: re.Pattern[str]
    published_units: frozenset[str]
    without_area: frozenset[str]
    without_channel: frozenset[str]
    parts: Parts
    newly: re.Pattern[str]
    rest: re.Pattern[str]
    former: re.Pattern[str]
    former_year: re.Pattern[str]
    by_subject: re.Pattern[str]
    of_answers: re.Pattern[str]
    waived: re.Pattern[str]
    taken: re.Pattern[str]
    published_not: re.Pattern[str]
    published_object_not: re.Pattern[str]
    figure_periods: FigurePeriods
    processing_fee: re.Pattern[str]
    joints: re.Pattern[str]
    name_joints: re.Pattern[str]
    aside: str
    openings: re.Pattern[str]
    published_verbs: re.Pattern[str]
    zeros: Zeros
    labels: Labels
    concerns: Concerns


def load() -> Cues:
    top = yaml_of("wordings/figures.yaml")
    return Cues(
        lexicon=_lexicon(top),
        forward_tail=top["forward_tail"].pattern(),
        own_government=top["own_government"].pattern(),
        request_units=frozenset((*top["request_units"].texts(), "")),
        about_requests=top["about_requests"].pattern(),
        side_by_side=top["side_by_side"].pattern(),
        bare_outcomes={word: leaf.text() for word, leaf in top["bare_outcomes"].items()},
        parents={
            scheme: {child: parent.text() for child, parent in node.items()} for scheme, node in top["parents"].items()
        },
        bodies=top["bodies"].pattern(),
        breakdown_leads=top["breakdown_leads"].pattern(),
        account_goes_on=top["account_goes_on"].pattern(),
        growth=top["growth"].pattern(),
        growth_alone=top["growth_alone"].pattern(),
        growth_units=frozenset(top["growth_units"].texts()),
        from_words=top["from_words"].pattern(),
        to_words=top["to_words"].pattern(),
        proactive=top["proactive"].pattern(),
        proactive_strict=top["proactive_strict"].pattern(),
        without_area=frozenset(top["without_area"].texts()),
        without_channel=frozenset(top["without_channel"].texts()),
        parts=_parts(top["parts"]),
        newly=top["newly"].pattern(),
        rest=top["rest"].pattern(),
        former=top["former"].pattern(),
        former_year=top["former_year"].pattern(),
        by_subject=top["by_subject"].pattern(),
        of_answers=top["of_answers"].pattern(),
        waived=top["waived"].pattern(),
        taken=top["taken"].pattern(),
        published_not=top["published_not"].pattern(),
        published_object_not=top["published_object_not"].pattern(),
        figure_periods=_figure_periods(top["figure_periods"]),
        processing_fee=top["processing_fee"].pattern(),
        joints=top["joints"].pattern(),
        name_joints=top["name_joints"].pattern(),
        aside=top["aside"].text(),
        openings=top["openings"].pattern(),
        published_units=frozenset(top["published_units"].texts()),
        published_verbs=top["published_verbs"].pattern(),
        zeros=_zeros(top["zeros"]),
        labels=_labels(),
        concerns=_concerns(),
    )


def _lexicon(top: Leaf) -> Lexicon[tuple[str, str, bool]]:
    """Of words under SCHEME/ID."""
    asking = top["asking"].pattern()
    words: dict[str, tuple[str, str, bool]] = {}
    for word, told in ids_of(top["cues"]).items():
        scheme, _, identifier = told.partition("/")
        words[word] = scheme, identifier, asking.search(word) is not None
    return Lexicon(words)


def _parts(node: Leaf) -> Parts:
    return Parts(
        node["opened"].pattern(),
        node["reset"].pattern(),
        node["own_words"].pattern(),
        tuple(frozenset(leaf.texts()) for leaf in node["alike"].each()),
    )


def _figure_periods(node: Leaf) -> FigurePeriods:
    return FigurePeriods(*(node[name].pattern() for name in ("marks", "half", "until", "year", "whole")))


def _concerns() -> Concerns:
    top = yaml_of("wordings/concerns.yaml")
    return Concerns(
        lexicon_of(top["problems"]),
        lexicon_of(top["measures"]),
        top["plans_start"].text(),
        top["plan_clause"].pattern(),
        top["problem_words"].pattern(),
    )


def _zeros(node: Leaf) -> Zeros:
    return Zeros(
        negator=_negator(node),
        begins=compiled(
            alternatives(word[0] for word in (*node["negators"].texts(), node["alone"].text())), node.where
        ),
        targets=tuple(
            (metric, compiled("|".join(leaf.texts()), leaf.where)) for metric, leaf in node["targets"].items()
        ),
        whole_sentence=node["whole_sentence"].pattern(),
        heading_targets=tuple((metric, leaf.pattern()) for metric, leaf in node["heading_targets"].items()),
        behind=node["behind"].pattern(),
        about_disclosure=node["about_disclosure"].pattern(),
        partly=node["partly"].pattern(),
        reach=node["reach"].number(),
    )


def _negator(node: Leaf) -> re.Pattern[str]:
    """Each word unless it goes on as one that does not deny: every alternative begins with a character of its own, so
    that `re` passes over all others at once."""
    never = node["never"].texts()
    words = [word for word in node["negators"].texts() if not word.startswith(never)]
    denying = []
    for word in sorted(words, key=len, reverse=True):
        goes_on = alternatives(one.removeprefix(word) for one in never if one.startswith(word))
        denying.append(re.escape(word) + (f"(?!{goes_on})" if goes_on else ""))
    return compiled("|".join((*denying, node["alone"].text())), node.where)


def _labels() -> Labels:
    top = yaml_of("wordings/labels.yaml")
    openers, fillers = frozenset(top["openers"].texts()), frozenset(top["fillers"].texts())
    quotes, deeds = frozenset(top["quotes"].text()), frozenset(top["deeds"].texts())
    return Labels(
        longest=top["longest"].number(),
        openers=openers,
        fillers=fillers,
        adverbs=openers | fillers | quotes,
        lengths=tuple(sorted({len(word) for word in openers | fillers | quotes})),
        deeds=deeds,
        deeds_within=Lexicon(dict.fromkeys(sorted(deeds), "deed")),
        shortest_deed=min(map(len, deeds)),
        ends=frozenset(top["ends"].texts()),
        not_after=top["not_after"].pattern(),
        quotes=quotes,
        quoting=compiled(alternatives(quotes), top["quotes"].where),
        words=top["words"].texts(),
        attributes=frozenset(top["attributes"].texts()),
        superlatives=frozenset(top["superlatives"].texts()),
        negations=frozenset(top["negations"].texts()),
        keep_deed_units=frozenset(top["keep_deed_units"].texts()),
        taking_part=frozenset(top["taking_part"].texts()),
        least_behind_deed=top["least_behind_deed"].number(),
    )
