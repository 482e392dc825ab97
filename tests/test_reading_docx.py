"""Word files give their paragraphs, the numbers that Word draws, and tables; broken ones are refused in one line."""

import io
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from gongkai import reading
from gongkai.errors import UnreadableReport
from gongkai.model import Manuscript

TITLE = "江宁区2023年政府信息公开工作年度报告"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


@pytest.fixture
def document() -> Document:
    made = docx.Document()
    made.add_paragraph(TITLE)
    return made


def packed(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def read(folder: Path, document: Document, name: str = "report.docx") -> Manuscript:
    path = folder / name
    path.write_bytes(packed(document))
    return reading.read(path)


def repacked(package: bytes, name: str, content: bytes) -> bytes:
    """The package with another content of one part."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(file, "w") as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return file.getvalue()


def lines(folder: Path, document: Document) -> list[str]:
    """The lines below the title, blank ones left out."""
    return [line for line in read(folder, document).text.split("\n") if line][1:]


def refusal(folder: Path, content: bytes, name: str = "report.docx") -> str:
    path = folder / name
    path.write_bytes(content)
    with pytest.raises(UnreadableReport) as refused:
        reading.read(path)
    said = str(refused.value)
    assert said.startswith(f"{path}: ")
    assert "\n" not in said
    return said


def add(document: Document, xml: str) -> None:
    """Append elements to the body, before the properties of its section."""
    namespaces = nsdecls("w", "wp", "a") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    for element in parse_xml(f"<w:body {namespaces}>{xml}</w:body>"):
        document.element.body.insert(len(document.element.body) - 1, element)


def places(manuscript: Manuscript) -> dict[str, tuple[int, int, int, int]]:
    """Row, column, rowspan and colspan of the cells of the first table, by their words."""
    return {
        manuscript.text[cell.span.start : cell.span.end]: (cell.row, cell.column, cell.rowspan, cell.colspan)
        for cell in manuscript.tables[0].cells
    }


def fill(document: Document, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for row, words in enumerate(rows):
        for column, word in enumerate(words):
            table.cell(row, column).text = word


# Text


def test_paragraphs_and_tables_come_in_their_order(document: Document, tmp_path: Path) -> None:
    document.add_paragraph("一、主动公开")
    fill(document, [["内容", "件数"], ["规章", "3"]])
    document.add_paragraph("二、申请")
    manuscript = read(tmp_path, document)
    assert manuscript.text == f"{TITLE}\n\n一、主动公开\n\n内容\t件数\n规章\t3\n\n二、申请\n"
    assert manuscript.source.media_type.endswith("wordprocessingml.document")


def test_a_number_split_over_runs_is_one(document: Document, tmp_path: Path) -> None:
    paragraph = document.add_paragraph("公开")
    for part in ("1", "136", "条。"):
        paragraph.add_run(part).bold = part == "1"
    assert lines(tmp_path, document) == ["公开1136条。"]


def test_breaks_are_line_ends_and_tabs_are_tabs(document: Document, tmp_path: Path) -> None:
    document.add_paragraph("规章\t3件\n文件\t4件")
    assert lines(tmp_path, document) == ["规章\t3件", "文件\t4件"]


def test_links_fields_insertions_and_controls_are_text(document: Document, tmp_path: Path) -> None:
    add(
        document,
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>甲</w:t></w:r><w:hyperlink><w:r><w:t>乙</w:t></w:r></w:hyperlink>"
        "<w:ins><w:r><w:t>丙</w:t></w:r></w:ins><w:sdt><w:sdtContent><w:r><w:t>丁</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:fldSimple><w:r><w:instrText>SUM 9</w:instrText><w:t>戊</w:t></w:r></w:fldSimple></w:p>"
        "</w:sdtContent></w:sdt>",
    )
    assert lines(tmp_path, document) == ["甲乙丙丁戊"]


def test_deleted_and_hidden_words_are_none(document: Document, tmp_path: Path) -> None:
    add(
        document,
        "<w:p><w:del><w:r><w:delText>5</w:delText><w:t>6</w:t></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>7</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>8件</w:t></w:r></w:p>',
    )
    assert lines(tmp_path, document) == ["8件"]


def test_a_text_box_comes_once_after_its_paragraph(document: Document, tmp_path: Path) -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框内3件</w:t></w:r></w:p></w:txbxContent>"
    add(
        document,
        "<w:p><w:r><w:t>前</w:t><mc:AlternateContent><mc:Choice>"
        f"{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>后</w:t></w:r></w:p>",
    )
    assert lines(tmp_path, document) == ["前后", "框内3件"]


# Numbers that Word draws


def number(
    document: Document, levels: str, nums: str = '<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'
) -> None:
    part = document.part.numbering_part.element
    for element in parse_xml(
        f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="90">{levels}</w:abstractNum>{nums}</w:numbering>'
    ):
        part.append(element)


def level(depth: int, style: str, pattern: str, start: int = 1) -> str:
    written = f'<w:numFmt w:val="{style}"/><w:lvlText w:val="{pattern}"/>'
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/>{written}</w:lvl>'


def numbered(words: str, depth: int = 0, num: int = 90) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{num}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def test_headings_get_the_numbers_that_word_draws(document: Document, tmp_path: Path) -> None:
    number(document, level(0, "chineseCounting", "%1、") + level(1, "chineseCountingThousand", "（%2）"))
    add(
        document,
        numbered("概述") + numbered("公开", 1) + numbered("申请", 1) + numbered("收费") + numbered("减免", 1),
    )
    assert lines(tmp_path, document) == ["一、概述", "（一）公开", "（二）申请", "二、收费", "（一）减免"]


def test_a_number_may_hold_those_above_it(document: Document, tmp_path: Path) -> None:
    number(document, level(0, "decimal", "%1.", 3) + level(1, "decimal", "%1.%2"))
    add(document, numbered("概述") + numbered("公开", 1))
    assert lines(tmp_path, document) == ["3.概述", "3.1公开"]


@pytest.mark.parametrize(
    ("style", "markers"),
    [
        ("japaneseCounting", ["九", "十", "十一"]),
        ("decimalEnclosedCircle", ["⑨", "⑩", "⑪"]),
        ("decimalFullWidth", ["９", "１０", "１１"]),
        ("lowerLetter", ["i", "j", "k"]),
        ("bullet", ["", "", ""]),
    ],
)
def test_numbers_are_written_as_their_list_says(
    style: str, markers: list[str], document: Document, tmp_path: Path
) -> None:
    number(document, level(0, style, "%1", 9))
    add(document, numbered("甲") * 3)
    assert lines(tmp_path, document) == [f"{marker}甲" for marker in markers]


def test_a_list_may_start_anew(document: Document, tmp_path: Path) -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    nums = "".join(
        f'<w:num w:numId="{num}"><w:abstractNumId w:val="90"/>{more}</w:num>'
        for num, more in ((90, ""), (91, override))
    )
    number(document, level(0, "chineseCounting", "%1、"), nums)
    add(document, numbered("甲") + numbered("乙") + numbered("丙", num=91) + numbered("丁"))
    assert lines(tmp_path, document) == ["一、甲", "二、乙", "一、丙", "三、丁"]


def test_a_style_may_number_its_paragraphs(document: Document, tmp_path: Path) -> None:
    number(document, level(0, "chineseCounting", "%1、"))
    style = document.styles["Heading 1"].element
    style.get_or_add_pPr().append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="90"/></w:numPr>'))
    document.add_heading("概述", 1)
    document.add_heading("申请", 1)
    assert lines(tmp_path, document) == ["一、概述", "二、申请"]


# Tables


def test_blank_nought_dash_slash_and_none_stay_five_things(document: Document, tmp_path: Path) -> None:
    fill(document, [list("甲乙丙丁戊"), ["", "0", "-", "/", "无"]])
    manuscript = read(tmp_path, document)
    found = [manuscript.text[cell.span.start : cell.span.end] for cell in manuscript.tables[0].cells]
    assert found == [*"甲乙丙丁戊", "", "0", "-", "/", "无"]


def test_a_merged_cell_is_one(document: Document, tmp_path: Path) -> None:
    table = document.add_table(4, 4)
    for row in range(4):
        for column in range(4):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(1, 1)).text = "申请人"
    table.cell(2, 0).merge(table.cell(3, 0)).text = "结果"
    table.cell(0, 2).merge(table.cell(0, 3)).text = "法人"
    found = places(read(tmp_path, document))
    assert found == {
        "申请人": (0, 0, 2, 2),
        "法人": (0, 2, 1, 2),
        "12": (1, 2, 1, 1),
        "13": (1, 3, 1, 1),
        "结果": (2, 0, 2, 1),
        **{f"{row}{column}": (row, column, 1, 1) for row in (2, 3) for column in (1, 2, 3)},
    }


def cell(words: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"


def test_a_merge_that_nothing_began_is_a_cell(document: Document, tmp_path: Path) -> None:
    row = f"<w:tr>{cell('甲', '<w:vMerge/>')}{cell('乙')}</w:tr><w:tr>{cell('丙')}{cell('丁')}</w:tr>"
    add(document, f"<w:tbl>{row}</w:tbl>")
    assert places(read(tmp_path, document))["甲"] == (0, 0, 1, 1)


def test_a_row_may_begin_further_right(document: Document, tmp_path: Path) -> None:
    skipped = '<w:trPr><w:gridBefore w:val="2"/></w:trPr>'
    add(document, f"<w:tbl><w:tr>{cell('甲')}{cell('乙')}</w:tr><w:tr>{skipped}{cell('丙')}{cell('丁')}</w:tr></w:tbl>")
    assert places(read(tmp_path, document))["丙"] == (1, 2, 1, 1)


def test_a_cell_is_one_line(document: Document, tmp_path: Path) -> None:
    fill(document, [["1.属于\n国家秘密", "22"], ["规章", "3"]])
    assert places(read(tmp_path, document))["1.属于国家秘密"] == (0, 0, 1, 1)


def test_a_table_that_arranges_the_page_is_no_table(document: Document, tmp_path: Path) -> None:
    frame = document.add_table(1, 1).cell(0, 0)
    frame.text = "一、概述"
    inner = frame.add_table(2, 2)
    for row in range(2):
        for column in range(2):
            inner.cell(row, column).text = f"{row}{column}"
    manuscript = read(tmp_path, document)
    assert [len(table.cells) for table in manuscript.tables] == [4]
    assert "一、概述\n\n00\t01\n10\t11\n" in manuscript.text


# Files


def test_a_file_that_breaks_off_is_refused(document: Document, tmp_path: Path) -> None:
    content = packed(document)
    assert "broken" in refusal(tmp_path, content[: len(content) // 2])


@pytest.mark.parametrize("step", range(7))
def test_a_file_with_wrong_bytes_is_refused(step: int, document: Document, tmp_path: Path) -> None:
    content = bytearray(packed(document))
    for at in range(100 + step, len(content), 997):
        content[at] ^= 0x55
    assert refusal(tmp_path, bytes(content))


def test_a_part_without_words_need_not_be_sound(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(repacked(packed(document), "word/theme/theme1.xml", b"<a:theme"))
    assert reading.read(path).text == TITLE + "\n"


def test_the_document_is_found_by_its_relation_wherever_it_lies(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    package = packed(document)
    with zipfile.ZipFile(io.BytesIO(package)) as parts:
        relations = parts.read("_rels/.rels").replace(b'"word/document.xml"', b'"/word/main/document2.xml"')
        words = parts.read("word/document.xml")
    with zipfile.ZipFile(path, "w") as moved:
        moved.writestr("_rels/.rels", relations)
        moved.writestr("word/main/document2.xml", words)
    assert reading.read(path).text == TITLE + "\n"


def test_a_bomb_is_refused_before_it_is_unpacked(document: Document, tmp_path: Path) -> None:
    file = io.BytesIO(packed(document))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as package, package.open("word/more.xml", "w") as part:
        for _ in range(40):
            part.write(b" " * 2**20)
    assert len(file.getvalue()) < 2**20
    assert "unpacked" in refusal(tmp_path, file.getvalue())


def test_other_packages_and_other_files_are_refused(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("mimetype", "application/epub+zip")
    assert "broken" in refusal(tmp_path, file.getvalue())
    assert "broken" in refusal(tmp_path, repacked(packed(docx.Document()), "word/document.xml", b"<workbook/>"))
    assert "no Word file" in refusal(tmp_path, b"%PDF-1.4 ...")
    assert "no Word file" in refusal(tmp_path, b"\x01\x02", "report.doc")
    assert "empty" in refusal(tmp_path, b"")


def test_a_document_without_text_is_refused(tmp_path: Path) -> None:
    assert "scan" in refusal(tmp_path, packed(docx.Document()))


def test_a_protected_file_is_refused(tmp_path: Path) -> None:
    assert "password" in refusal(tmp_path, OLD + "EncryptedPackage".encode("utf-16-le"))


@pytest.mark.parametrize("name", ["report.doc", "report.wps"])
def test_an_older_kind_is_refused_where_libreoffice_is_missing(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    said = refusal(tmp_path, OLD, name)
    assert "LibreOffice" in said
    assert ".docx" in said


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Puts a program in place of LibreOffice; $1 is its first argument, the last one the file to convert."""

    def install(commands: str) -> None:
        program = tmp_path / "soffice"
        program.write_text(f"#!/bin/sh\nfor last; do :; done\n{commands}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")

    return install


@pytest.mark.parametrize(
    ("name", "media_type"), [("report.doc", "application/msword"), ("report.wps", "application/wps-office.wps")]
)
def test_an_older_kind_is_read_through_libreoffice(
    name: str, media_type: str, document: Document, office: Callable[[str], None], tmp_path: Path
) -> None:
    (tmp_path / "made.docx").write_bytes(packed(document))
    office(f'cp "{tmp_path}/made.docx" "${{last%.*}}.docx"')
    path = tmp_path / name
    path.write_bytes(OLD)
    found = reading.read(path)
    assert (found.text, found.source.name, found.source.media_type) == (f"{TITLE}\n", name, media_type)


def test_a_file_that_libreoffice_cannot_read_is_refused(office: Callable[[str], None], tmp_path: Path) -> None:
    office("exit 1")
    assert "LibreOffice cannot read" in refusal(tmp_path, OLD, "report.doc")


def test_a_web_page_named_doc_is_read_as_one(tmp_path: Path) -> None:
    path = tmp_path / "report.doc"
    path.write_text(f"<html><body><p>{TITLE}</p><p>本年收到政府信息公开申请3件。</p></body></html>", encoding="utf-8")
    assert reading.read(path).text.startswith(TITLE)


def test_a_docx_file_named_wps_is_read_as_one(document: Document, tmp_path: Path) -> None:
    assert read(tmp_path, document, "report.wps").text == f"{TITLE}\n"
