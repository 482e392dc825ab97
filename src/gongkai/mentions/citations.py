"""Reading, agencies -> documents in 《》 that the report cites, with number and issuer where they stand beside them."""

from collections.abc import Iterable

from gongkai.model import Agency, Citation, Mention
from gongkai.text import Span
from gongkai.vocabulary import Vocabulary

_NEAR = 8


def citations_of(plain: str, agencies: Iterable[Mention[Agency]], words: Vocabulary) -> tuple[Mention[Citation], ...]:
    """Regulations and policy documents; newspapers, handbooks and the like are none."""
    names, ends = words.names, {mention.span.end: mention.meaning.name for mention in agencies}
    found = []
    for match in names.citation.finditer(plain):
        title = match["title"].replace("《", "〈").replace("》", "〉")
        if names.no_document.search(title) or not names.document_marks.search(title):
            continue
        issued = names.issued.search(plain, max(0, match.start() - _NEAR), match.start())
        at = issued.start() if issued else match.start()
        issuer = ends.get(at) or _central_before(plain, at, words)
        found.append(Mention(Span(match.start(), match.end()), Citation(title, match["number"] or "", issuer)))
    return tuple(found)


def _central_before(plain: str, at: int, words: Vocabulary) -> str:
    """A body of the centre that ends at `at`: 国务院办公厅."""
    for length in range(12, 2, -1):
        name = plain[max(0, at - length) : at]
        match = words.names.agencies.central.match(name)
        if match and (match.end() == len(name) or name.endswith(("厅", "部", "局", "委"))):
            return name
    return ""
