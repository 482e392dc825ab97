"""Reading, Home -> agencies by their full official names: 市环保局 in a report of 苏州市 is 苏州市环境保护局."""

import re
from dataclasses import dataclass, field, replace

from gongkai.mentions.owners import Owner, owner_before
from gongkai.model import Agency, Doubt, Home, Jurisdiction, Mention
from gongkai.text import Cover, Span
from gongkai.vocabulary import Vocabulary
from gongkai.vocabulary.agencies import AgencyNames, Form

_JOINT = re.compile(r"(?:、|和|与|及|以及)$")
_LIST = "、"
_LONGEST_BUREAU = 24

Names = list[Mention[Agency] | Mention[Doubt]]


@dataclass(frozen=True, slots=True)
class Named:
    """What a reading names, in the order of the text: agencies, and names that may mean several or none."""

    agencies: tuple[Mention[Agency], ...]
    doubts: tuple[Mention[Doubt], ...]


def agencies_of(plain: str, home: Home, words: Vocabulary) -> Named:
    """All agencies named, also by 我局 and 该局."""
    search = _Search(plain, home, words)
    for start, end, sort in words.names.agencies.lexicon.find(plain):
        search.take(start, end, sort)
    search.take_bodies()
    found = sorted(search.found, key=lambda mention: mention.span.start)
    return Named(
        tuple(Mention(one.span, one.meaning) for one in found if isinstance(one.meaning, Agency)),
        tuple(Mention(one.span, one.meaning) for one in found if isinstance(one.meaning, Doubt)),
    )


@dataclass(slots=True)
class _Search:
    """One pass over a reading. `owners` is whose agency ended where, for those that go on with the list behind it;
    `places` is where institutions end that are only named as the place where something lies."""

    plain: str
    home: Home
    words: Vocabulary
    found: Names = field(default_factory=list)
    owners: dict[int, Owner] = field(default_factory=dict)
    places: set[int] = field(default_factory=set)

    @property
    def names(self) -> AgencyNames:
        return self.words.names.agencies

    def take(self, start: int, end: int, sort: str) -> None:
        if sort == "self":
            self._take_self(start, end)
        elif sort == "anaphor":
            self._take_anaphor(start, end)
        elif sort == "government":
            self._take_government(start, end)
        elif sort == "league":
            self._take_league(start, end)
        elif sort == "central":
            self._take_central(start, end)
        else:
            self._take_form(start, end)

    def _take_self(self, start: int, end: int) -> None:
        """我局 is the issuer; 镇政府 is the issuer only in a report of a town."""
        issuer, word = self.home.masthead.issuer, self.plain[start:end]
        if issuer.kind == "government":
            fits = word.endswith("机关")
        elif self.names.township.search(issuer.name):
            fits = True
        else:
            fits = word[0] in "我本" or word.endswith("机关")
        if fits:
            self.found.append(Mention(Span(start, end), issuer))

    def _take_anaphor(self, start: int, end: int) -> None:
        """该局 is the last agency named in the paragraph that ends so; nobody where that one is in doubt."""
        ending, paragraph = self.names.anaphora[self.plain[start:end]], self.plain.rfind("\n", 0, start)
        for mention in reversed(self.found):
            if mention.span.start <= paragraph:
                return
            name = mention.meaning.name if isinstance(mention.meaning, Agency) else mention.meaning.words
            if name.endswith(ending) or (ending and (name.endswith(f"{ending}员会") or f"{ending}公室" in name)):
                if isinstance(mention.meaning, Agency):
                    self.found.append(Mention(Span(start, end), mention.meaning))
                return

    def _take_government(self, start: int, end: int) -> None:
        if self.names.government_not_before.match(self.plain, end):  # as in 政府信息, which is most of them
            return
        owner = owner_before(self.plain, start, self.home, self.words)
        place = owner.place
        if place is None or place == self.words.places.country:
            return
        self.owners[end] = owner
        name = self._full_name(place) + self.names.government_name
        self.found.append(Mention(Span(owner.begin, end), Agency(place.code, "government", name)))

    def _take_league(self, start: int, end: int) -> None:
        """团市委 has its level's character inside."""
        level, form = self.names.league[self.plain[start:end]], self.names.league_form
        place = self.home.place(level)
        readings = self.names.readings(form, place, self.home.masthead.year) if place else ()
        if place and len(readings) == 1:
            name = readings[0].official_of(self._full_name(place))
            self.found.append(Mention(Span(start, end), self.names.agency(place, readings[0].kind, name)))

    def _take_central(self, start: int, end: int) -> None:
        """A body of the centre has no place before its name; 财政部门 is none."""
        country, form = self.words.places.country, self.plain[start:end]
        readings = self.names.readings(form, country, self.home.masthead.year)
        if form[-1] == "部" and self.names.ministry_not_before.match(self.plain, end):
            return
        if len(readings) == 1:
            agency = self.names.agency(country, readings[0].kind, readings[0].official)
            self.found.append(Mention(Span(start, end), agency))

    def _take_form(self, start: int, end: int) -> None:
        if self._is_sign(start, end):
            return
        tasks = self.names.tasks.search(self.plain, max(0, start - _LONGEST_BUREAU), start)
        head = tasks.start() if tasks else start
        owner = self._owner(head, self.plain[start:end])
        if owner is None:
            return
        listed = _LIST in self.plain[max(0, head - 1) : start]
        if tasks and not listed:
            self._take_merged(owner, head, end)
        else:
            self._take_reading(owner, start if tasks else owner.begin, start, end)

    def _is_sign(self, start: int, end: int) -> bool:
        """住建局（人防办）: a second name of the same body."""
        return start - 1 in self.owners and self.plain[start - 1 : start] == "（" and self.plain.startswith("）", end)

    def _owner(self, head: int, form: str) -> Owner | None:
        """The place before the name, that of the list which it goes on with, or the reporting place."""
        owner = owner_before(self.plain, head, self.home, self.words)
        if owner.stated:
            return owner
        joint = _JOINT.search(self.plain, max(0, head - 2), head)
        before = self.owners.get(joint.start()) if joint else None
        many = self.names.many_before.search(self.plain[max(0, head - _LONGEST_BUREAU) : head])
        if many or (before and not before.stated):  # 各县财政局、教育局: neither names an agency
            self.owners[head + len(form)] = Owner(head, (), stated=False)
            return None
        if before and self._readings(form, before):
            return replace(before, begin=head)
        if not self.names.before_names.search(self.plain[max(0, head - 3) : head]):
            return None
        if any(one.kind in self.names.place_named for one in self.names.forms[form]):
            return None
        own = self.home.masthead.jurisdiction
        above = self.words.places.above(own, self.home.masthead.year) if self.names.is_of_provinces(form) else []
        return Owner(head, (above[-1] if above else own,), stated=True)

    def _readings(self, form: str, owner: Owner) -> tuple[Form, ...]:
        year = self.home.masthead.year
        return tuple(one for place in owner.places for one in self.names.readings(form, place, year))

    def _take_merged(self, owner: Owner, head: int, end: int) -> None:
        """One bureau of several tasks, of which the table has no kind: 农业和水务局 is no 水务局."""
        bureau = self.plain[head:end]
        self.owners[end] = owner
        if owner.place:
            agency = Agency(owner.place.code, "", self._full_name(owner.place) + bureau)
            self.found.append(Mention(Span(owner.begin, end), agency))
        else:
            self._doubt(owner.begin, end, tuple(self._full_name(place) + bureau for place in owner.places))

    def _take_reading(self, owner: Owner, begin: int, start: int, end: int) -> None:
        form, place = self.plain[start:end], owner.place
        readings = self._readings(form, owner)
        self.owners[end] = owner
        if place is None or len(readings) != 1:
            year = self.home.masthead.year
            candidates = [
                one.official_of(self._full_name(each))
                for each in owner.places
                for one in self.names.readings(form, each, year)
            ]
            self._doubt(begin, end, tuple(candidates))
            return
        (reading,) = readings
        begin = self._behind_the_centre(begin, reading)
        agency = self.names.agency(place, reading.kind, reading.official_of(self._full_name(place)))
        if not self._is_location(agency, begin, end):
            self.found.append(Mention(Span(begin, end), agency))

    def _behind_the_centre(self, begin: int, reading: Form) -> int:
        """国家税务总局苏州市税务局 is one body: where its name begins."""
        last = self.found[-1] if self.found else None
        if last and last.span.end == begin and isinstance(last.meaning, Agency) and last.meaning.kind == reading.kind:
            return self.found.pop().span.start
        return begin

    def _is_location(self, agency: Agency, begin: int, end: int) -> bool:
        """在市档案馆、图书馆设查阅点: they are where something lies, and do nothing."""
        if agency.kind not in self.names.at_a_place_kinds:
            return False
        joint = _JOINT.search(self.plain, max(0, begin - 2), begin)
        at_place = bool(self.names.at_a_place.search(self.plain[max(0, begin - 3) : begin]))
        if at_place or (joint and joint.start() in self.places):
            self.places.add(end)
        return end in self.places

    def _doubt(self, begin: int, end: int, candidates: tuple[str, ...]) -> None:
        self.found.append(Mention(Span(begin, end), Doubt(self.plain[begin:end], tuple(dict.fromkeys(candidates)))))

    def take_bodies(self) -> None:
        """Bodies that no table lists: hospitals and companies by the endings of their names, offices without a kind."""
        for body in self.names.named_bodies:
            matches = [one for one in body.found_in(self.plain) if one["rest"] not in self.names.forms]
            taken = Cover(one.span for one in self.found if isinstance(one.meaning, Agency)) if matches else Cover()
            for match in matches:
                if taken.touches(Span(match.start(), match.end())):
                    continue
                owner = owner_before(self.plain, match.start("rest"), self.home, self.words)
                span = Span(owner.begin, match.end())
                boundary = self.names.before_names.search(self.plain[max(0, owner.begin - 3) : owner.begin])
                if owner.place is None or not boundary:
                    continue
                place = self.plain[owner.begin : match.start("rest")]
                if place != owner.place.name[:-1]:  # 苏州工业园区教育局 bears no 市
                    place = self._full_name(owner.place)
                agency = self.names.agency(owner.place, body.kind, place + match["rest"])
                if not self._is_location(agency, span.start, span.end):
                    whole = Cover([span])  # 市高新区教育局, whose 区教育局 alone was in doubt
                    self.found = [one for one in self.found if not whole.touches(one.span)] + [Mention(span, agency)]

    def _full_name(self, place: Jurisdiction) -> str:
        return self.words.places.full_name(place, self.home.masthead.year)
