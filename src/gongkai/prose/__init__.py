"""Documents, Homes, Mentions -> facts of the prose: figures, zeros, disclosures, references, problems and plans."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import attrgetter

from gongkai.model import Document, Fact, Home, Mentions
from gongkai.prose import clauses, concerns, lists, parts, statutory
from gongkai.prose.drafts import REQUESTS, Draft, Topic
from gongkai.prose.naming import label_of
from gongkai.prose.observations import nothings_of, observations_of
from gongkai.prose.passages import Passage, passages_of
from gongkai.prose.references import references_of
from gongkai.prose.surroundings import Surroundings, surroundings_of
from gongkai.vocabulary import Vocabulary

# So many figures back a whole is looked for; in the corpora here none lies more than 33 before its part.
_REACH = 200
_PLACE = attrgetter("provenance.span.start", "provenance.span.end")


def facts_of(
    documents: Sequence[Document], homes: Sequence[Home], mentions: Sequence[Mentions], words: Vocabulary
) -> list[list[Fact]]:
    """All facts of the prose of each document in the order of the text; one kind after the other, each in all."""
    told = list(zip(documents, homes, mentions, strict=True))
    around = [surroundings_of(*one, words) for one in told]
    paragraphs = [list(_paragraphs(passages_of(*one, words))) for one in told]
    passages = [list(chain.from_iterable(one)) for one in paragraphs]
    drafts = list(map(_read, paragraphs, around))
    for read, its in zip(drafts, around, strict=True):
        _label(read, its)
    kinds: tuple[Iterable[list[Fact]], ...] = (
        [list(observations_of(chain.from_iterable(read), its)) for read, its in zip(drafts, around, strict=True)],
        [list(nothings_of(*one)) for one in zip(paragraphs, around, strict=True)],
        [list(clauses.disclosures_of(*one)) for one in zip(passages, around, strict=True)],
        [list(concerns.concerns_of(*one)) for one in zip(passages, around, strict=True)],
        [list(references_of(document, found)) for document, _, found in told],
    )
    return [sorted(chain.from_iterable(one), key=_PLACE) for one in zip(*kinds, strict=True)]


def _read(paragraphs: Iterable[list[Passage]], around: Surroundings) -> list[list[Draft]]:
    """All figures, each read in the light of those before it in its section."""
    read: list[list[Draft]] = []
    earlier: list[Draft] = []
    section, asked, spoken_of = -1, False, around.headings.nearest_topics(-1)
    for paragraph in paragraphs:
        if section != paragraph[0].sentence.section:
            section, earlier, asked = paragraph[0].sentence.section, [], False
            spoken_of = around.headings.nearest_topics(section)
        topic = Topic(spoken_of, asked=asked)
        topic.now = topic.initial()
        for passage in paragraph:
            drafts = _drafts(around, passage, topic, earlier[-_REACH:], paragraph)
            asked = asked or any(draft.metric in REQUESTS for draft in drafts)
            earlier += drafts
            read.append(drafts)
    return read


def _label(read: Iterable[list[Draft]], around: Surroundings) -> None:
    """Say what is counted where the reading of figures has not said it."""
    labels = around.words.cues.labels
    for drafts in read:
        for at, draft in enumerate(drafts):
            draft.label = draft.label or label_of(around.document, drafts, at, labels)


def _paragraphs(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    paragraph: list[Passage] = []
    for passage in passages:
        if paragraph and passage.sentence.paragraph != paragraph[0].sentence.paragraph:
            yield paragraph
            paragraph = []
        paragraph.append(passage)
    if paragraph:
        yield paragraph


def _drafts(
    around: Surroundings, passage: Passage, topic: Topic, earlier: list[Draft], paragraph: list[Passage]
) -> list[Draft]:
    plain, cues = around.document.reading.plain, around.words.cues
    drafts = statutory.drafts_of(plain, passage, topic, earlier, cues)
    if not drafts:  # as of every other sentence
        return drafts
    for draft in drafts:
        draft.scope = around.scope_at(passage, draft.figure.numeral.span.start, paragraph)
    if len(drafts) > 1:
        lists.deal_out(plain, drafts, around.channels, cues)
        lists.tie_changes(plain, drafts, cues)
    parts.tie_parts(plain, drafts, earlier, cues)
    return drafts
