"""Document, Home, agencies -> channels: “苏州发布”微博, 市环保局网站, 《苏州日报》, 12345热线, by name and type."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from gongkai.mentions.owners import place_before
from gongkai.model import Agency, Channel, Document, Home, Mention
from gongkai.text import Cover, Span
from gongkai.vocabulary import Vocabulary
from gongkai.vocabulary.names import ChannelNames

_QUOTED = re.compile(r"“(?P<name>[^“”\n]{2,24})”")
_JOINT = re.compile(r"[、和及与]?")
_FIVE_DIGITS = re.compile(r"\d(?=\d{4})")  # as many as the number of any hotline has


@dataclass(frozen=True, slots=True)
class _Word:
    """A word for a type of channel."""

    span: Span
    type: str


@dataclass(frozen=True, slots=True)
class _Scene:
    """What the finders look at; `words_at` and `words_to` give the type word that starts or ends at a place."""

    document: Document
    plain: str
    home: Home
    names: ChannelNames
    vocabulary: Vocabulary
    owners: dict[int, Agency]
    words: tuple[_Word, ...]

    def code(self, name: str) -> str:
        """Whose a named channel is: the country's if it says so (中国苏州 does not), else the place's."""
        place = self.home.masthead.jurisdiction
        return (
            self.vocabulary.places.country.code
            if self.names.national.match(name) and place.name[:2] not in name
            else place.code
        )


def channels_of(
    document: Document, home: Home, agencies: Iterable[Mention[Agency]], words: Vocabulary
) -> tuple[Mention[Channel], ...]:
    """All channels named, in order; where two readings overlap, the surer finder (earlier in the list) wins."""
    plain, names = document.reading.plain, words.names.channels
    scene = _Scene(
        document,
        plain,
        home,
        names,
        words,
        {mention.span.end: mention.meaning for mention in agencies},
        tuple(
            _Word(Span(start, end), sort)
            for start, end, sort in names.lexicon.find(plain)
            if not names.not_a_channel.match(plain, start)
        ),
    )
    finders: tuple[Callable[[_Scene, list[Mention[Channel]]], Iterator[Mention[Channel]]], ...] = (
        _press,
        _quoted,
        _hotlines,
        _owned,
        _platforms,
        _bare,
    )
    found: list[Mention[Channel]] = []
    taken = Cover()
    for finder in finders:
        for mention in list(finder(scene, found)):
            if not taken.touches(mention.span):
                found.append(mention)
                taken.add(mention.span)
    return tuple(sorted(found, key=lambda mention: (mention.span.start, mention.meaning.type)))


def _press(scene: _Scene, _: list[Mention[Channel]]) -> Iterator[Mention[Channel]]:
    """《苏州日报》."""
    for match in scene.names.press.finditer(scene.plain):
        sort = scene.names.press_types.get(match["kind"], "newspaper")
        yield Mention(Span(match.start(), match.end()), Channel(scene.code(match["name"]), sort, match["name"]))


def _quoted(scene: _Scene, _: list[Mention[Channel]]) -> Iterator[Mention[Channel]]:
    """“苏州发布”微博, “中国苏州”“苏州教育”网站, 微信公众号“太仓发布”, “空气质量指数发布平台”."""
    starts = {word.span.start: word for word in scene.words}
    ends = {word.span.end: word for word in scene.words}
    for group in _groups(scene.plain):
        filling = scene.names.filling.match(scene.plain, group[-1].end())
        after = starts.get(group[-1].end()) or starts.get(filling.end() if filling else -1)
        before = ends.get(group[0].start())
        if before and not after and scene.names.column.match(scene.plain, group[-1].end()):
            continue  # a column of that site, which has another name
        for match in group:
            name = match["name"].replace("（AQI）", "")
            word = after or before
            sort = word.type if word else _type_of_name(scene, name)
            if not sort and scene.names.named_before.match(scene.plain, group[-1].end()):
                sort = scene.names.all_accounts
            if not word and _is_column(scene, group):
                sort = "website"
            if not sort or (not word and scene.names.never_a_name.search(name)):
                continue
            start = before.span.start if before and not after and match is group[0] else match.start()
            end = after.span.end if after and match is group[-1] else match.end()
            yield Mention(Span(start, end), Channel(scene.code(name), sort, name))


def _is_column(scene: _Scene, group: list[re.Match[str]]) -> bool:
    """在“项目公示”专栏: a part of a site, which stands for it where the sentence names no site."""
    if not scene.names.column.match(scene.plain, group[-1].end()):
        return False
    start = max(scene.plain.rfind(mark, 0, group[0].start()) for mark in "。\n")
    return not any(word.type == "website" and start < word.span.start < group[0].start() for word in scene.words)


def _groups(plain: str) -> Iterator[list[re.Match[str]]]:
    """Quoted names that stand side by side share the word before or behind them."""
    group: list[re.Match[str]] = []
    for match in _QUOTED.finditer(plain):
        joint = _JOINT.fullmatch(plain, group[-1].end(), match.start()) if group else None
        if group and not joint:
            yield group
            group = []
        group.append(match)
    if group:
        yield group


def _type_of_name(scene: _Scene, name: str) -> str:
    """The type that a name says itself; new-media for the names that official accounts bear."""
    ending = scene.names.ending.search(name)
    if ending and len(name) > len(ending.group()) + 3 and not scene.names.no_name.search(name):
        return scene.names.endings[ending.group()]
    return scene.names.all_accounts if scene.names.named.search(name) and "+" not in name else ""


def _hotlines(scene: _Scene, _: list[Mention[Channel]]) -> Iterator[Mention[Channel]]:
    code, end = scene.home.masthead.jurisdiction.code, -1
    for digits in _FIVE_DIGITS.finditer(scene.plain):
        match = scene.names.hotline_number.match(scene.plain, digits.start()) if digits.start() >= end else None
        if match:
            end = match.end()
            yield Mention(Span(match.start(), end), Channel(code, "hotline", match["name"] or match["known"]))


def _owned(scene: _Scene, _: list[Mention[Channel]]) -> Iterator[Mention[Channel]]:
    """市环保局网站, 该局网站, 局门户网站, 县政府信息公开网: the owner's name and the type."""
    for word in scene.words:
        owner, start = _owner(scene, word)
        if owner and word.type in scene.names.own_names:
            name = owner.name + scene.names.own_names[word.type]
            yield Mention(Span(start, word.span.end), Channel(owner.code, word.type, name))


def _owner(scene: _Scene, word: _Word) -> tuple[Agency | None, int]:
    start, plain, issuer = word.span.start, scene.plain, scene.home.masthead.issuer
    if start in scene.owners:
        return scene.owners[start], start
    office = scene.names.own_office.search(plain, max(0, start - 5), start)
    if office and issuer.kind != "government":
        return issuer, office.start("office")
    if scene.names.of_government.match(plain, start):
        begin, place = place_before(plain, start, scene.home, scene.vocabulary)
        if place is not None:
            full = scene.vocabulary.places.full_name(place, scene.home.masthead.year)
            return Agency(place.code, "government", full + scene.vocabulary.names.agencies.government_name), begin
        if issuer.kind == "government" and word.type == "website":
            return issuer, start
    return None, start


def _platforms(scene: _Scene, _: list[Mention[Channel]]) -> Iterator[Mention[Channel]]:
    """Named without quotes: 通过国家企业信用信息公示系统, 在公共资源交易网."""
    for match in scene.names.platform.finditer(scene.plain):
        name, sort = match["name"], scene.names.endings[match["ending"]]
        if len(name) >= len(match["ending"]) + 2 and not scene.names.no_name.search(name):
            yield Mention(Span(match.start("name"), match.end("name")), Channel(scene.code(name), sort, name))


def _bare(scene: _Scene, found: list[Mention[Channel]]) -> Iterator[Mention[Channel]]:
    """微信公众号 alone is the one named before it in its paragraph; else the type stands for all of its kind."""
    named = sorted(found, key=lambda mention: mention.span.start)
    starts, taken = [mention.span.start for mention in named], Cover(mention.span for mention in named)
    quoted = [mention for mention in named if scene.plain[mention.span.start : mention.span.end].count("“")]
    for word in scene.words:
        if taken.touches(word.span):
            continue
        start = _paragraph_start(scene.plain, word.span.start)
        before = named[bisect_left(starts, start) : bisect_left(starts, word.span.start)]
        yield Mention(word.span, _resolved(scene, word, before, quoted))


def _paragraph_start(plain: str, at: int) -> int:
    return plain.rfind("\n", 0, at) + 1


# 网站 alone; longer words say whose it is.
_BARE = 2


def _resolved(scene: _Scene, word: _Word, before: list[Mention[Channel]], named: list[Mention[Channel]]) -> Channel:
    accounts = scene.names.accounts
    if word.type in accounts and word.type != scene.names.all_accounts:
        same = [mention.meaning for mention in before if mention.meaning.type == word.type]
        full = word.span.end - word.span.start > _BARE  # 公众号, not 微信 in passing
        only = {mention.meaning for mention in named if full and mention.meaning.type == word.type}
        if same or len(only) == 1:
            return same[-1] if same else only.pop()
        others = [
            mention.meaning
            for mention in before
            if mention.meaning.type in accounts and mention.meaning.name not in scene.names.generic
        ]
        if others:
            return Channel(others[-1].code, word.type, others[-1].name)
    if word.type == "website" and len(scene.plain[word.span.start : word.span.end]) <= _BARE:
        sites = [mention.meaning for mention in before if mention.meaning.type == "website"]
        start = word.span.start
        referring = scene.names.referring.search(scene.plain, max(0, start - 2), start)
        if sites and (referring or scene.plain[start - 1] in "，。；、"):
            return sites[-1]
    issuer, own = scene.home.masthead.issuer, scene.names.own_names
    if issuer.kind != "government" and word.type in accounts:
        return Channel(issuer.code, word.type, issuer.name + own[word.type])
    name = scene.plain[word.span.start : word.span.end]
    return Channel(scene.home.masthead.jurisdiction.code, word.type, name)
