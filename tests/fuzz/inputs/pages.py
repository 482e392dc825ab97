"""PDFs: objects whose references lead astray, streams changed within, and pages drawn by commands that nobody would use."""

import base64
import re
import zlib
from collections.abc import Sequence

from hypothesis import strategies as st

from fuzz.inputs import mutations, pieces
from fuzz.inputs.documents import documents
from fuzz.inputs.mutations import Change

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_REFERENCE = re.compile(rb"\b\d+ 0 R\b")
_NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_COMMANDS = re.compile(r"\S+|\s+")
_NUMBERS = (
    "0",
    "-1",
    "1",
    "7",
    "612",
    "99999999999",
    "-99999999999",
    "1e9",
    "0.0000001",
    "NaN",
    "2147483648",
    "3.4e38",
    "4294967297",
    "1.5.3",
    "--2",
)
_OPERATORS = (
    "q", "Q", "cm", "BT", "ET", "Tf", "Tj", "TJ", "Td", "TD", "Tm", "T*", "Tc", "Tw", "Tz", "TL", "Tr", "Ts", "'", '"', "m", "l", "c", "v", "y", "h",
    "re", "S", "s", "f", "F", "f*", "B", "b", "n", "W", "W*", "w", "J", "j", "M", "d", "ri", "i", "gs", "g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc",
    "scn", "sh", "Do", "BI", "ID", "EI", "MP", "BMC", "EMC", "BX", "EX", "d0", "d1",
)  # fmt: skip
_OPERANDS = (
    *_NUMBERS, "/F1", "/X1", "/GS0", "(text)", "(\\)", "<4E2D6587>", "<4E2D6587004100390038>", "<FFFFD800DFFF>", "[", "]", "<<", ">>", "<< /A 1 >>", "[ <4E2D> -200 <6587> 9999999 ]",
    "(", "<", "true", "null", "%", "/", "/Pattern", "BI /W 9 /H 9 /BPC 8 ID xxxxx EI",
)  # fmt: skip
_OBJECTS = (
    "<< >>", "null", "[ ]", "1 0 R", "2 0 R", "3 0 R", "9 0 R", "<< /Type /Page /Parent 2 0 R >>", "<< /Type /Pages /Kids [ 2 0 R ] /Count 1 >>", "endobj", "obj", "stream", "endstream",
    "trailer", "xref", "startxref", "%%EOF", "%PDF-1.4", "/Encrypt 9 0 R", "/Filter /FlateDecode", "/Filter [ /FlateDecode /FlateDecode ]", "/Filter /LZWDecode", "/Filter /JBIG2Decode",
    "/DecodeParms << /Predictor 15 /Columns 99999999 >>", "/Length 0", "/Length 999999999", "/Rotate 90", "/Rotate 45", "/MediaBox [ 0 0 0 0 ]", "/UserUnit 9999", "/CropBox [ 9 9 -9 -9 ]",
    "/ToUnicode 5 0 R", "/Encoding /Identity-V", "/W [ 0 [ 99999999 ] ]", "/DW -5",
)  # fmt: skip
WORDS = tuple(f" {word} ".encode() for word in (*_OPERATORS, *_OPERANDS, *_OBJECTS) if len(word) < 40)


def tokens() -> st.SearchStrategy[str]:
    return st.one_of(*(st.sampled_from(found) for found in (_OPERATORS, _OPERANDS, _OBJECTS)), pieces.piece())


def changed() -> st.SearchStrategy[bytes]:
    """Of a real PDF the commands of a stream, or references and numbers outside of streams."""
    original = st.deferred(lambda: st.sampled_from(documents("pdf")))
    share = st.floats(0, 1, exclude_max=True)
    streams = st.builds(_with_stream, original, share, mutations.changes(tokens(), 6))
    swaps = st.lists(
        st.tuples(share, st.sampled_from(_NUMBERS), st.integers(0, 30), st.booleans()), min_size=1, max_size=5
    )
    return st.one_of(streams, st.builds(_with_references, original, swaps))


def _plain(content: bytes) -> bytes | None:
    """What a stream of the generator unfolds to; nothing for fonts, which have no words in them."""
    try:
        body = content.strip()
        return zlib.decompress(base64.a85decode(b"<~" + body, adobe=True) if body.endswith(b"~>") else body)
    except (ValueError, zlib.error):
        return None


def _with_stream(content: bytes, share: float, made: Sequence[Change]) -> bytes:
    found = [(match, plain) for match in _STREAM.finditer(content) if (plain := _plain(match[1])) and b"BT" in plain]
    if not found:
        return mutations.in_bytes(content, made)
    match, plain = found[int(share * len(found))]
    commands = mutations.changed(plain.decode("latin-1"), made, _COMMANDS).encode("latin-1", "replace")
    dictionary = content.rfind(b"<<", 0, match.start())
    head = b"<< /Length " + str(len(commands)).encode() + b" >>\n"
    return content[:dictionary] + head + b"stream\n" + commands + b"\nendstream" + content[match.end() :]


def _with_references(content: bytes, swaps: Sequence[tuple[float, str, int, bool]]) -> bytes:
    for share, number, target, reference in swaps:
        found = list((_REFERENCE if reference else _NUMBER).finditer(content))
        if not found:
            continue
        match = found[int(share * len(found))]
        piece = f"{target} 0 R".encode() if reference else number.encode()
        content = content[: match.start()] + piece + content[match.end() :]
    return content


def composed() -> st.SearchStrategy[bytes]:
    operands = st.lists(st.sampled_from(_OPERANDS), max_size=6)
    command = st.tuples(operands, st.sampled_from(_OPERATORS)).map(lambda one: " ".join([*one[0], one[1]]))
    words = st.builds(
        _shown,
        st.floats(-50, 700),
        st.floats(-50, 900),
        st.sampled_from(("12", "0", "-9", "1e9", "0.001", "9")),
        pieces.figure(),
    )
    lines = st.builds("{} {} m {} {} l S".format, *[st.integers(-10, 700)] * 4)
    body = st.lists(st.one_of(command, words, words, lines), min_size=1, max_size=60)
    titled = body.map(lambda parts: "\n".join([_shown(60, 780, "16", pieces.TITLE), *parts]))
    repeated = st.builds(
        lambda text, times: text + f"\n{text.splitlines()[-1]}" * times, titled, st.sampled_from((0, 0, 0, 30, 5000))
    )
    return st.builds(
        pdf_of, repeated, st.lists(st.sampled_from(_OBJECTS), max_size=3), st.sampled_from((1, 1, 1, 3, 40))
    )


def _shown(x: float, y: float, size: str, text: str) -> str:
    return f"BT /F1 {size} Tf 1 0 0 1 {x:.1f} {y:.1f} Tm <{text.encode('utf-16-be', 'ignore').hex()}> Tj ET"


def pdf_of(commands: str, extra: Sequence[str], pages: int) -> bytes:
    """A small PDF whose pages all show the same; `extra` stands in the page's dictionary."""
    body = commands.encode("latin-1", "replace")
    kids = " ".join(f"{7 + at} 0 R" for at in range(pages))
    page = (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 612 842 ] /Contents 6 0 R {' '.join(extra)} "
        "/Resources << /Font << /F1 3 0 R >> /XObject << /X1 6 0 R >> >> >>"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [ {kids} ] /Count {pages} >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [ 4 0 R ] >>",
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) "
        "/Supplement 0 >> /FontDescriptor 5 0 R /DW 1000 >>",
        "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [ -25 -254 1000 880 ] /ItalicAngle 0 /Ascent 880 "
        "/Descent -120 /CapHeight 880 /StemV 93 >>",
        f"<< /Type /XObject /Subtype /Form /BBox [ 0 0 612 842 ] /Resources << /Font << /F1 3 0 R >> /XObject << /X1 6 0 R >> >> "
        f"/Length {len(body)} >>\nstream\n{body.decode('latin-1')}\nendstream",
        *[page] * pages,
    ]  # fmt: skip
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1", "replace")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def examples() -> list[bytes]:
    texts = [f"主动公开政府信息{number}条，收到申请{number}件。" for number in (3, 150)]
    return [
        pdf_of("\n".join([_shown(60, 780, "16", pieces.TITLE), _shown(60, 740, "12", text)]), [], 1) for text in texts
    ]
