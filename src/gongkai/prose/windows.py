"""One figure's window on its sentence: the cues around it, what was read before it, and the topic."""

from collections.abc import Sequence

from gongkai.frozen import frozen
from gongkai.prose.drafts import Draft, Topic
from gongkai.prose.passages import Cue
from gongkai.text import Span
from gongkai.vocabulary.cues import Cues


@frozen
class Window:
    """`lead` are the words of the figure's lead, `near` the cues before the figure (over 、), `behind` those after it
    up to the comma; `before` the drafts."""

    plain: str
    lead: str
    near: tuple[Cue, ...]
    behind: tuple[Cue, ...]
    before: Sequence[Draft]
    topic: Topic
    cues: Cues

    def words(self, span: Span) -> str:
        return self.plain[span.start : span.end]


def last_count(before: Sequence[Draft]) -> Draft | None:
    """The last of them that is no growth and no share."""
    for draft in reversed(before):
        if draft.is_count:
            return draft
    return None


def last_of(cues: Sequence[Cue], scheme: str) -> Cue | None:
    for cue in reversed(cues):
        if cue.scheme == scheme:
            return cue
    return None


def first_of(cues: Sequence[Cue], scheme: str, ids: tuple[str, ...] = ()) -> Cue | None:
    for cue in cues:
        if cue.scheme == scheme and (not ids or cue.id in ids):
            return cue
    return None
