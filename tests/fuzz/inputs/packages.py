"""Zip packages of XML (.docx, .xlsx): parts changed, dropped, made huge or deep, with entities that unfold without end."""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy

from hypothesis import strategies as st
from lxml import etree

from fuzz.inputs import mutations, pieces
from fuzz.inputs.documents import documents
from fuzz.inputs.mutations import Change

_W = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
_TAGS = (
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", "<w:t>", "</w:t>", "<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>", "<w:tc>", "</w:tc>", "<w:tab/>", "<w:br/>",
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", "<w:p><w:r><w:t>主动公开15条</w:t></w:r></w:p>",
    "<w:tcPr><w:gridSpan w:val='99999'/></w:tcPr>", "<w:tcPr><w:gridSpan w:val='-1'/></w:tcPr>", "<w:tcPr><w:gridSpan w:val='x'/></w:tcPr>",
    "<w:tcPr><w:vMerge/></w:tcPr>", "<w:tcPr><w:vMerge w:val='restart'/></w:tcPr>", "<w:trPr><w:gridBefore w:val='9999'/></w:trPr>",
    "<w:trPr><w:gridAfter w:val='-7'/></w:trPr>", "<w:pPr><w:numPr><w:ilvl w:val='99'/><w:numId w:val='1'/></w:numPr></w:pPr>",
    "<w:pPr><w:numPr><w:ilvl w:val='x'/><w:numId w:val='999999999999'/></w:numPr></w:pPr>", "<w:pPr><w:pStyle w:val='Heading1'/></w:pPr>",
    "<w:sym w:char='F0B7'/>", "<w:sym w:char='zz'/>", "<w:noBreakHyphen/>", "<w:footnoteReference w:id='1'/>", "<w:del><w:r><w:delText>9</w:delText></w:r></w:del>",
    "<w:ins><w:r><w:t>9</w:t></w:r></w:ins>", "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", "<w:txbxContent>", "<w:fldSimple w:instr='x'>", "<w:instrText>PAGE</w:instrText>",
    "<w:fldChar w:fldCharType='begin'/>", "<w:fldChar w:fldCharType='end'/>", "<mc:AlternateContent>", "<mc:Fallback>", "<w:vanish/>", "&e;", "&#0;", "&#xD800;", "<!--", "-->", "<![CDATA[", "<?x?>",
    "<w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num>", "<w:start w:val='99999999999999'/>", "<w:start w:val='-1'/>", "<w:numFmt w:val='chineseCounting'/>",
    "<w:numFmt w:val='lowerRoman'/>", "<w:lvlText w:val='%1%2%9%0%'/>", "<w:basedOn w:val='Normal'/>", "<w:basedOn w:val='Heading1'/>",
)  # fmt: skip
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STAMP = (1980, 1, 1, 0, 0, 0)
_BOMB = f"<!DOCTYPE x [<!ENTITY a '{'长' * 50}'>" + "".join(
    f"<!ENTITY {after} '{f'&{before};' * 12}'>" for before, after in zip("abcdefgh", "bcdefghe", strict=True)
) + "]>"  # fmt: skip
_OUTSIDE = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"


def _parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as held:
        return {name: held.read(name) for name in held.namelist()}


def _packed(parts: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as held:
        for name, content in parts:
            held.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED, 1)
    return out.getvalue()


def _rewritten(package: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    parts = [(name, change(name, content)) for name, content in _parts(package).items()]
    return _packed([(name, content) for name, content in parts if content is not None])


def with_changes(package: bytes, made: list[Change], part: float) -> bytes:
    """One part changed in its tags; the main one most often."""
    names = [name for name in _parts(package) if name.endswith((".xml", ".rels"))]
    main = [name for name in names if "document" in name or "sheet1" in name] * len(names)
    chosen = [*main, *names][int(part * (len(names) + len(main)))]

    def change(name: str, content: bytes) -> bytes:
        if name != chosen:
            return content
        return _regrown(content, made) if made[0].times < 30 else _torn(content, made)

    return _rewritten(package, change)


def _torn(content: bytes, made: Sequence[Change]) -> bytes:
    return mutations.changed(content.decode("utf-8", "replace"), made).encode("utf-8", "surrogatepass")


def _regrown(content: bytes, made: Sequence[Change]) -> bytes:
    """As XML that is whole: elements dropped, doubled, moved into each other, with other words and attributes."""
    try:
        root = etree.fromstring(content)
    except etree.XMLSyntaxError:
        return _torn(content, made)
    for change in made:
        elements = [element for element in root.iter() if isinstance(element.tag, str)][1:]
        if elements:
            _regrow(elements[int(change.at * len(elements))], elements[int(change.to * len(elements))], change)
    return etree.tostring(root, encoding="UTF-8", standalone=True)


def _regrow(element: etree._Element, other: etree._Element, change: Change) -> None:
    parent, words = element.getparent(), _ILLEGAL.sub("", change.piece)
    fragment = _fragment(change.piece)
    if change.kind == "delete":
        parent.remove(element)
    elif change.kind == "repeat":
        for _ in range(min(change.times, 50)):
            parent.append(deepcopy(element))
    elif change.kind in ("swap", "move", "nest"):
        other.insert(0, deepcopy(element))
    elif fragment is not None:
        element.insert(0, fragment)
    elif element.attrib and change.kind == "replace":
        name = sorted(element.attrib)[0]
        element.attrib[name] = words
    else:
        element.text = words


def _fragment(piece: str) -> etree._Element | None:
    """An element of Word's, if the piece is a whole one; of an opening tag, that with nothing in it."""
    match = re.match(r"<(\w+:\w+)[^<>]*>", piece)
    if not match:
        return None
    try:
        return etree.fromstring(f"<x {_W} xmlns:mc='mc'>{piece}</x>")[0]
    except (etree.XMLSyntaxError, IndexError):
        try:
            return etree.fromstring(f"<x {_W} xmlns:mc='mc'>{match[0].rstrip('/>')}/></x>")[0]
        except (etree.XMLSyntaxError, IndexError):
            return None


def _originals() -> st.SearchStrategy[bytes]:
    return st.deferred(lambda: st.sampled_from(documents("docx")))


def _piece() -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(_TAGS), st.sampled_from(_TAGS), pieces.piece())


def changed() -> st.SearchStrategy[bytes]:
    share = st.floats(0, 1, exclude_max=True)
    return st.builds(with_changes, _originals(), mutations.changes(_piece(), 6), share)


def hostile() -> st.SearchStrategy[bytes]:
    return st.builds(_harmed, _originals(), st.sampled_from(sorted(_HARMS)), st.sampled_from((2, 40, 900, 20_000)))


def _harmed(package: bytes, harm: str, size: int) -> bytes:
    parts = _parts(package)
    main = next(name for name in parts if name.endswith("document.xml"))
    parts[main] = _HARMS[harm](parts[main].decode(), size).encode("utf-8", "surrogatepass")
    listed = list(parts.items())
    if harm == "twice":
        listed += [(main, b"<x/>")]
    return _packed(listed)


def _in_body(document: str, text: str) -> str:
    return document.replace("<w:body>", "<w:body>" + text, 1)


_HARMS: dict[str, Callable[[str, int], str]] = {
    "bomb": lambda document, size: _in_body(document.replace("<w:document", _BOMB + "<w:document", 1), "<w:p><w:r><w:t>&h;&e;</w:t></w:r></w:p>"),
    "outside": lambda document, size: _in_body(document.replace("<w:document", _OUTSIDE + "<w:document", 1), "<w:p><w:r><w:t>&e;</w:t></w:r></w:p>"),
    "deep": lambda document, size: _in_body(document, "<w:sdt><w:sdtContent>" * size + "</w:sdtContent></w:sdt>" * size),
    "nested": lambda document, size: _in_body(document, "<w:tbl><w:tr><w:tc>" * size + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * size),
    "wide": lambda document, size: _in_body(document, f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * size}</w:tr></w:tbl>"),
    "long": lambda document, size: _in_body(document, f"<w:tbl>{'<w:tr><w:tc><w:p/></w:tc></w:tr>' * size}</w:tbl>"),
    "spans": lambda document, size: _in_body(document, f"<w:tbl>{f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val={chr(34)}{size * 1000}{chr(34)}/></w:tcPr><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>' * 50}</w:tbl>"),
    "padded": lambda document, size: _in_body(document, " " * (size * 1500)),
    "repeated": lambda document, size: _in_body(document, "<w:p><w:r><w:t>主动公开政府信息15条。</w:t></w:r></w:p>" * size),
    "digits": lambda document, size: _in_body(document, f"<w:p><w:r><w:t>{'9' * size * 50}</w:t></w:r></w:p>"),
    "attributes": lambda document, size: _in_body(document, f"<w:p {' '.join(f'w:a{at}={chr(34)}1{chr(34)}' for at in range(size))}/>"),
    "twice": lambda document, size: document,
    "empty": lambda document, size: "",
    "other": lambda document, size: f"<w:other {_W}/>",
    "numbers": lambda document, size: _in_body(document, "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>项</w:t></w:r></w:p>" * size),
}  # fmt: skip
