"""Web pages with tags cut, doubled, nested and swapped; tables with spans that no table has; web archives around them."""

import base64
import quopri

from hypothesis import strategies as st

from fuzz.inputs import layouts, mutations, pieces
from fuzz.inputs.documents import documents

_TAGS = (
    "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "<div>", "</div>", "<p>", "</p>", "<br>", "<br/>", "<pre>", "</pre>",
    "<li>", "<ol start=999999999999>", "<ol start=-5>", "<ol type=a>", "<ol reversed>", "<ul>", "</ul>", "<h1>", "</h1>", "<a href=x>", "</a>",
    "<td colspan=99999>", "<td rowspan=99999>", "<td colspan=0 rowspan=0>", "<td colspan=-3>", "<td colspan=１２>", "<td rowspan=65534 colspan=1000>",
    "<caption>", "<thead>", "<tbody>", "<tfoot>", "<colgroup>", "<body>", "</body>", "</html>", "<html>", "<frameset>", "<template>", "<svg>",
    "<math>", "<script>", "</script>", "<style>", "<textarea>", "<title>", "</title>", "<noscript>", "<iframe>", "<select><option>", "<plaintext>",
    "<!--", "-->", "<!DOCTYPE html>", "<![CDATA[", "]]>", "<?xml version='1.0' encoding='gbk'?>", "<?php ", "<!ENTITY a 'b'>", "<o:p>", "</o:p>",
    "<div hidden>", "<div style='display:none'>", "<div class='nav footer'>", "<span>", "</span>", "<sup>", "<ruby>", "<base href='x'>", "<meta charset=big5>",
    "<meta charset=utf-7>", "<meta charset=\x00>", "<input value=3>", "<x:y z:a='1'>", "<a" + " b" * 600 + ">", "<" + "d" * 70000 + ">", "<é>", "<1>", "< p>",
)  # fmt: skip
_ENTITIES = (
    "&nbsp;", "&#0;", "&#xD800;", "&#x110000;", "&#99999999999;", "&#8206;", "&amp", "&lt;table&gt;", "&bogus;", "&#x2028;", "&#12;", "&ensp;", "&#65279;",
    "\x00", "\ud800", "\udfff",
)  # fmt: skip
WORDS = tuple(
    word.encode("utf-8", "ignore") for word in (*_TAGS, *_ENTITIES, *pieces.NUMERALS[:40]) if 0 < len(word) < 40
)
ARCHIVE_WORDS = (
    *WORDS, b"MIME-Version: 1.0\r\n", b"Content-Type: multipart/related; boundary=x\r\n\r\n", b"--x\r\n", b"--x--",
    b"Content-Type: text/html; charset=gbk\r\n", b"Content-Transfer-Encoding: base64\r\n\r\n", b"quoted-printable",
)  # fmt: skip


def _piece() -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(_TAGS), st.sampled_from(_TAGS), st.sampled_from(_ENTITIES), pieces.piece())


def _texts() -> st.SearchStrategy[str]:
    return st.deferred(lambda: st.sampled_from(documents("html"))).map(lambda found: found.decode("utf-8", "ignore"))


def _bytes_of(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def changed_pages() -> st.SearchStrategy[bytes]:
    return st.builds(mutations.changed, _texts(), mutations.changes(_piece(), 8)).map(_bytes_of)


def composed_pages() -> st.SearchStrategy[bytes]:
    """Below a title whatever tags there are, some of them thousands deep."""
    deep = st.builds(
        lambda tag, times: tag * times, st.sampled_from(_TAGS), st.sampled_from((3, 50, 700, 2100, 30_000))
    )
    grid = st.builds(
        _grid, layouts.rows(), st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=1, max_size=9)
    )
    part = st.one_of(_piece(), _piece(), pieces.sentence(), grid, deep)
    body = st.lists(part, min_size=1, max_size=12).map("".join)
    return st.builds("<html><body><h1>{}</h1><p>{}".format, st.sampled_from(pieces.TITLES), body).map(
        lambda page: _bytes_of(page[:600_000])
    )


def _grid(rows: list[list[str]], spans: list[tuple[int, int]]) -> str:
    """With spans that reach over each other and out of the table."""
    written = [
        "".join(
            f"<td rowspan={spans[(y + x) % len(spans)][0]} colspan={spans[(y * x) % len(spans)][1]}>{cell}</td>"
            for x, cell in enumerate(row)
        )
        for y, row in enumerate(rows)
    ]
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in written)}</table>"


def archives() -> st.SearchStrategy[bytes]:
    whole = st.builds(_archive, changed_pages(), st.sampled_from(("base64", "quoted-printable", "8bit", "x-uuencode", "bogus")),
                      st.sampled_from(("utf-8", "gbk", "big5", "bogus", "utf-16", "\x00")))  # fmt: skip
    return st.one_of(whole, st.builds(mutations.in_bytes, whole, mutations.changes(_piece(), 3)))


def _archive(page: bytes, way: str, charset: str) -> bytes:
    body = base64.encodebytes(page) if way == "base64" else quopri.encodestring(page) if way[0] == "q" else page
    head = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="----=_x"\r\n\r\n------=_x\r\n'
        f"Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {way}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n------=_x--\r\n"


def archive_examples() -> list[bytes]:
    return [
        _archive(page, way, "utf-8") for page in documents("html")[:3] for way in ("base64", "quoted-printable", "8bit")
    ]
