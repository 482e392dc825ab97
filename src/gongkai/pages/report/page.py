"""The IRI of a report -> its page; that of its text -> the same page, whose places have the ids of its fragments."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from gongkai.pages.addresses import iri_of, same_page
from gongkai.pages.asking import Row, question, rows_of
from gongkai.pages.language import Language, language_of
from gongkai.pages.rendering import page
from gongkai.pages.report.entries import Entry, Name, entries_of, names_of
from gongkai.pages.report.findings import Corrected, Findings, corrections_of, findings_of
from gongkai.pages.report.marks import Mark
from gongkai.pages.report.outline import outline_of
from gongkai.pages.report.sheet import placed, sheet_of
from gongkai.pages.report.unread import Class, classes_of
from gongkai.pages.report.writing import shown
from gongkai.pages.thing import show_thing

# A page with 3,897 figures, and as many sentences and numerals, has 4.5 MB, and takes 0.9 s of a worker, 0.9 s of a
# thread, and 0.04 s during which nothing else is answered; one with 255 figures 0.1 s and 0.04 s. The longest real
# report known states less than 1,000.
_MOST: Final = 8_000
_KINDS: Final = ("figure", "statement", "citation", "problem", "measure", "numeral", "issue")
_PARTS: Final = ("text", "outline", "unread", "findings", "sides", "names")


async def show_report(request: Request) -> Response:
    iri = iri_of(request)
    (heads,) = await rows_of(request, question("pages/report", report=iri))
    if not heads:
        return await show_thing(request)  # spoken of, as an example, but not in the store
    size = int(heads[0]["figures"] or 0) + int(heads[0]["others"] or 0)
    if size > _MOST:
        return page(request, "report_long.html", iri=iri, head=heads[0], size=size, most=_MOST)
    answers = await rows_of(
        request,
        *(question(f"pages/report-{part}", report=iri) for part in _PARTS),
        *(question(f"pages/{name}", thing=iri) for name in ("facts", "details", "corrections")),
    )
    return await run_in_threadpool(_filled, request, iri, heads[0], answers)


async def show_text(request: Request) -> Response:
    """Browsers keep the fragment of the address, which says where in the text."""
    address = same_page(request)
    path, mark, asked = address.partition("?")
    return RedirectResponse(path.removesuffix("/text") + mark + asked, 303)


def _filled(request: Request, iri: str, head: Row, answers: Sequence[Sequence[Row]]) -> Response:
    texts, parts, unread, found, sides, names, facts, details, corrected = answers
    text = str(texts[0]["text"])
    outline = outline_of(parts, iri)
    entries = placed(entries_of(facts, details, names), outline.grids, text)
    classes = classes_of(unread, iri, text)
    findings = findings_of(found, sides, entries, names_of(names), iri)
    corrections = corrections_of(corrected, iri)
    marks = list(_marks(entries, classes, findings, corrections, language_of(request)))
    return page(
        request,
        "report.html",
        iri=iri,
        head=head,
        blocks=sheet_of(text, outline, marks),
        sections=outline.sections,
        entries=entries,
        same=_same(entries),
        classes=classes,
        findings=findings,
        corrections=corrections,
        counts={kind: sum(mark.kind == kind for mark in marks) for kind in _KINDS},
        shown=shown,
    )


def _same(entries: Sequence[Entry]) -> tuple[Name, ...]:
    """The place and the period that most figures are about: told once, for all."""
    figures = [entry for entry in entries if entry.kind == "figure"]
    found = []
    for name in ("refArea", "refPeriod"):
        values = [value for entry in figures for value in entry.told.get(name, ())]
        counts = Counter(value.iri for value in values)
        found += [max(values, key=lambda value: (counts[value.iri], value.iri))] if values else []
    return tuple(found)


def _marks(
    entries: Sequence[Entry],
    classes: Sequence[Class],
    findings: Findings,
    corrections: Sequence[Corrected],
    language: Language,
) -> Iterator[Mark]:
    wrong = {one.iri for finding in findings["failed"] for side in finding.sides.values() for one in side}
    corrected = {one.figure for one in corrections}
    for number, entry in enumerate(entries, 1):
        status = entry.one("obsStatus")
        note = status.said(language) if status else ""
        told = {"failed": entry.iri in wrong, "corrected": entry.iri in corrected, "nothing": bool(note)}
        flags = tuple(flag for flag, holds in told.items() if holds)
        fragment = entry.fragment if entry.fragment.startswith("char=") else ""
        yield Mark(entry.span, entry.kind, entry.anchor, fragment, flags, note, number)
    for kind in classes:
        for thing in kind.things:
            yield thing.mark
