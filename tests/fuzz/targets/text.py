"""Reports as plain text: numerals, prose, the structure of whole reports, tables of every layout, encodings."""

from collections.abc import Callable

from hypothesis import strategies as st

from fuzz import properties
from fuzz.inputs import layouts, mutations, pieces
from fuzz.inputs.documents import documents, texts
from fuzz.target import Target

_WORDS = tuple(
    word.encode("utf-8") for word in (*pieces.NUMERALS, *pieces.TAILS, *pieces.FRAME, *pieces.SIGNS) if len(word) < 20
)
_ENCODINGS = (
    "utf-8",
    "utf-8-sig",
    "gb18030",
    "gbk",
    "big5",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "hz",
    "latin-1",
    "utf-32",
)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _check(content: bytes) -> str:
    return properties.read("report.txt", content)


def _target(name: str, inputs: st.SearchStrategy[str], examples: Callable[[], list[bytes]]) -> Target:
    return Target(name, inputs.map(_encoded), _check, examples, _WORDS)


def numerals_target() -> Target:
    body = st.lists(pieces.figure(), min_size=1, max_size=12).flatmap(
        lambda found: st.sampled_from(("，", "、", "", "和", "至", "收到政府信息公开申请")).map(
            lambda sign: sign.join(found)
        )
    )
    start = [f"{pieces.TITLE}\n全市收到申请{one}件。\n".encode() for one in pieces.NUMERALS[:20]]
    return _target("numerals", pieces.report(body.map("一、概述\n全市主动公开政府信息{}。".format)), lambda: start)


def prose_target() -> Target:
    body = st.lists(st.one_of(pieces.prose(), pieces.sentence(), pieces.sentence()), min_size=1, max_size=8)
    return _target("prose", pieces.report(body.map("\n".join)), lambda: list(documents("txt"))[:8])


def report_target() -> Target:
    """Whole reports of the generator with some parts changed."""
    found = st.builds(
        mutations.in_characters, st.deferred(lambda: st.sampled_from(texts())), mutations.changes(pieces.piece())
    )
    return _target("report", found, list)


def tables_target() -> Target:
    body = st.builds("{}\n{}\n{}".format, pieces.sentence(), layouts.tables(), pieces.prose())
    return _target("tables", pieces.report(body), lambda: list(documents("txt"))[:16])


def long_target() -> Target:
    """A few words over and over, which tells what takes the square of the length."""
    words = st.lists(pieces.piece(), min_size=1, max_size=3).map("".join)
    size = st.sampled_from((600, 6000, 24_000))
    body = st.builds(lambda said, most: said * (most // max(1, len(said))), words, size)
    ends = st.builds("{}\n{}\n{}".format, st.one_of(st.just(""), pieces.sentence()), body, pieces.prose())
    return _target("long", pieces.report(ends), list)


def encodings_target() -> Target:
    """Texts in every encoding, some of them broken."""
    text = st.one_of(
        st.deferred(lambda: st.sampled_from(texts())).map(lambda found: found[:800]), pieces.report(pieces.prose())
    )
    content = st.builds(lambda said, name: said.encode(name, "ignore"), text, st.sampled_from(_ENCODINGS))
    inputs = st.one_of(
        content, st.builds(mutations.in_bytes, content, mutations.changes(pieces.piece(), 3)), st.binary(max_size=300)
    )
    start = [f"{pieces.TITLE}\n一、概述\n主动公开15条。\n".encode(name, "ignore") for name in _ENCODINGS]
    return Target("encodings", inputs, _check, lambda: start, _WORDS[:40])
