"""The IRI of a fact -> its page; with ?part=card the inside of it, for the card beside the text."""

from collections.abc import Sequence
from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from gongkai.pages.addresses import iri_of
from gongkai.pages.asking import Row, question, rows_of
from gongkai.pages.rendering import page
from gongkai.pages.report.entries import Entry, entries_of
from gongkai.pages.report.findings import corrections_of
from gongkai.pages.report.marks import Mark, Piece, pieces_of
from gongkai.pages.report.writing import shown
from gongkai.serve.refusals import Refused
from gongkai.text import Span


async def show_fact(request: Request) -> Response:
    iri = iri_of(request)
    report = "/".join(iri.split("/")[:-2])
    facts, details, names, evidence, sentences, sections, findings, corrected = await rows_of(
        request,
        question("pages/facts", thing=iri),
        question("pages/details", thing=iri),
        question("pages/fact-names", fact=iri),
        question("pages/fact-evidence", fact=iri, report=report),
        question("pages/fact-sentence", fact=iri),
        question("pages/fact-section", fact=iri),
        question("pages/fact-findings", fact=iri),
        question("pages/corrections", thing=iri),
    )
    entries = entries_of(facts, details, names)
    if not entries or not evidence:
        raise Refused(404, f"the store says nothing of {iri}")
    entry = _blank(entries[0])
    return page(
        request,
        "fact_card.html" if request.query_params.get("part") == "card" else "fact.html",
        iri=iri,
        entry=entry,
        evidence=evidence[0],
        section=sections[0] if sections else None,
        around=_pieces(entry, sentences),
        findings=findings,
        corrections=corrections_of(corrected, report),
        shown=shown,
    )


def _blank(entry: Entry) -> Entry:
    """A blank cell has its row as evidence: these are not its words."""
    return replace(entry, words="") if entry.one("obsStatus") and entry.span == entry.sentence else entry


def _pieces(entry: Entry, sentences: Sequence[Row]) -> list[Piece]:
    """The sentence with the words of the fact marked."""
    wider = max(sentences, key=lambda row: len(str(row["sentence"])))
    text, before = str(wider["sentence"]), int(wider["start"] or 0)
    span = Span(entry.span.start - before, entry.span.end - before)
    inside = bool(entry.words) and 0 <= span.start <= span.end <= len(text)
    return pieces_of(text, [Mark(span, entry.kind, entry.anchor, "")] if inside else [], ())
