"""Web pages, web archives, Word files and PDFs: those of the generator, changed in their parts, and some made to harm."""

from hypothesis import strategies as st

from fuzz import properties
from fuzz.inputs import markup, mutations, packages, pages, pieces
from fuzz.inputs.documents import documents
from fuzz.target import Target


def html_target() -> Target:
    def check(content: bytes) -> str:
        return properties.read("report.html", content)

    inputs = st.one_of(markup.changed_pages(), markup.changed_pages(), markup.composed_pages())
    return Target("html", inputs, check, lambda: list(documents("html"))[:8], markup.WORDS)


def mhtml_target() -> Target:
    def check(content: bytes) -> str:
        return properties.read("report.mht", content)

    return Target("mhtml", markup.archives(), check, markup.archive_examples, markup.ARCHIVE_WORDS)


def docx_target() -> Target:
    def check(content: bytes) -> str:
        return properties.read("report.docx", content)

    bytes_changed = st.builds(
        mutations.in_bytes,
        st.deferred(lambda: st.sampled_from(documents("docx"))),
        mutations.changes(pieces.piece(), 3),
    )
    inputs = st.one_of(packages.changed(), packages.changed(), packages.hostile(), bytes_changed)
    return Target("docx", inputs, check)


def pdf_target() -> Target:
    def check(content: bytes) -> str:
        return properties.read("report.pdf", content)

    bytes_changed = st.builds(
        mutations.in_bytes, st.deferred(lambda: st.sampled_from(documents("pdf"))), mutations.changes(pages.tokens(), 3)
    )
    inputs = st.one_of(pages.changed(), pages.changed(), pages.composed(), pages.composed(), bytes_changed)
    return Target("pdf", inputs, check, pages.examples, pages.WORDS)
