"""PDFs are drawn here rule by rule and word by word, so that each habit of real files stands alone."""

import io
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from gongkai.errors import UnreadableReport
from gongkai.model import Manuscript
from gongkai.reading import read

SONG, UPRIGHT = "STSong-Light", "upright"
pdfmetrics.registerFont(UnicodeCIDFont(SONG))
_upright = UnicodeCIDFont(SONG, isVertical=True)
_upright.name = _upright.fontName = UPRIGHT  # else it takes the place of the other
pdfmetrics.registerFont(_upright)

WIDTH, HEIGHT = 595, 842
SIZE = 10
LEADING = 14

# A cell's place and size in the grid, as row, column, rowspan, colspan, and its words, a line a line.
Cells = Mapping[tuple[int, int, int, int], str]
Drawing = Callable[[Canvas, float, float, float, float], None]


def drawn(*pages: Callable[[Canvas], object], **settings: object) -> bytes:
    """A PDF with these pages, the same bytes for the same pages."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), invariant=1, **settings)
    for page in pages:
        canvas.setFont(SONG, SIZE)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def words(canvas: Canvas, top: float, *lines: str, left: float = 80) -> None:
    for at, line in enumerate(lines):
        canvas.drawString(left, HEIGHT - top - LEADING * at, line)


def stroked(canvas: Canvas, left: float, top: float, right: float, bottom: float) -> None:
    canvas.rect(left, HEIGHT - bottom, right - left, bottom - top)


def filled(canvas: Canvas, left: float, top: float, right: float, bottom: float) -> None:
    """Each side a thin black area, as office programs draw them."""
    for x, y, width, height in (
        (left, bottom, right - left, 0.5),
        (left, top, right - left, 0.5),
        (left, bottom, 0.5, bottom - top),
        (right, bottom, 0.5, bottom - top),
    ):
        canvas.rect(x, HEIGHT - y, width, height, stroke=0, fill=1)


def dashed(canvas: Canvas, left: float, top: float, right: float, bottom: float) -> None:
    """Sides in pieces that are objects of their own."""
    for at in range(int(left), int(right), 4):
        canvas.line(at, HEIGHT - top, min(at + 2.5, right), HEIGHT - top)
        canvas.line(at, HEIGHT - bottom, min(at + 2.5, right), HEIGHT - bottom)
    for at in range(int(top), int(bottom), 4):
        canvas.line(left, HEIGHT - at, left, HEIGHT - min(at + 2.5, bottom))
        canvas.line(right, HEIGHT - at, right, HEIGHT - min(at + 2.5, bottom))


def open_sided(canvas: Canvas, left: float, top: float, right: float, bottom: float) -> None:
    """A grid without its outermost standing rules, as long as it begins at 80 and ends at 480."""
    canvas.line(left, HEIGHT - top, right, HEIGHT - top)
    canvas.line(left, HEIGHT - bottom, right, HEIGHT - bottom)
    for x in (left, right):
        if 80 < x < 480:
            canvas.line(x, HEIGHT - top, x, HEIGHT - bottom)


def table(
    canvas: Canvas,
    top: float,
    widths: Sequence[float],
    cells: Cells,
    *,
    left: float = 80,
    height: float = 30,
    border: Drawing = stroked,
) -> float:
    """Draw a table with rows of one height and say where it ends."""
    xs = [left + sum(widths[:at]) for at in range(len(widths) + 1)]
    end = top
    for (row, column, rowspan, colspan), text in cells.items():
        bottom = top + (row + rowspan) * height
        border(canvas, xs[column], top + row * height, xs[column + colspan], bottom)
        words(canvas, top + row * height + 11, *text.split("\n"), left=xs[column] + 3)
        end = max(end, bottom)
    return end


def rows(*texts: Sequence[str], start: int = 0) -> dict[tuple[int, int, int, int], str]:
    return {(start + row, at, 1, 1): text for row, line in enumerate(texts) for at, text in enumerate(line)}


@pytest.fixture
def reading(tmp_path: Path) -> Callable[[bytes], Manuscript]:
    def of(content: bytes) -> Manuscript:
        file = tmp_path / "report.pdf"
        file.write_bytes(content)
        return read(file)

    return of


Reading = Callable[[bytes], Manuscript]


def cells(manuscript: Manuscript, at: int = 0) -> dict[tuple[int, int, int, int], str]:
    return {
        (cell.row, cell.column, cell.rowspan, cell.colspan): manuscript.text[cell.span.start : cell.span.end]
        for cell in manuscript.tables[at].cells
    }


def texts(manuscript: Manuscript, at: int = 0) -> list[list[str]]:
    """The words of a table, row by row, each cell in the row in which it begins."""
    found = cells(manuscript, at)
    return [[text for key, text in found.items() if key[0] == row] for row in sorted({key[0] for key in found})]


ACTS = {(0, 0, 1, 2): "第二十条第（五）项", (0, 2, 1, 1): "其他"} | rows(
    ("信息内容", "数量", "备注"), ("行政许可", "550", ""), start=1
)


@pytest.mark.parametrize("border", [stroked, filled, dashed, open_sided])
def test_a_table_is_found_however_its_rules_are_drawn(reading: Reading, border: Drawing) -> None:
    def page(canvas: Canvas) -> None:
        table(canvas, 100, (200, 100, 100), ACTS, border=border)

    assert cells(reading(drawn(page))) == ACTS


def test_merged_cells_stay_merged_in_a_grid_common_to_all_rows(reading: Reading) -> None:
    merged = {
        (0, 0, 2, 1): "申请人情况",
        (0, 1, 1, 3): "法人或其他组织",
        (1, 1, 1, 1): "企业",
        (1, 2, 1, 1): "机构",
        (1, 3, 1, 1): "其他",
        (2, 0, 1, 2): "新收",
        (2, 2, 1, 2): "3",
    }
    assert cells(reading(drawn(lambda canvas: table(canvas, 100, (90, 60, 60, 60), merged)))) == merged


def test_a_table_inside_a_form_and_on_a_page_on_its_side_is_found(reading: Reading) -> None:
    def page(canvas: Canvas) -> None:
        canvas.beginForm("table")
        canvas.setFont(SONG, SIZE)
        table(canvas, 100, (200, 100, 100), ACTS)
        canvas.endForm()
        canvas.translate(60, 700)
        canvas.rotate(90)
        canvas.scale(0.8, 0.8)
        canvas.translate(0, -HEIGHT)
        canvas.doForm("table")

    assert cells(reading(drawn(page))) == ACTS


def test_words_are_said_once_and_in_their_order_whatever_order_they_are_drawn_in(reading: Reading) -> None:
    def page(canvas: Canvas) -> None:
        words(canvas, 300, "四、行政复议情况", "行政复议3件。")
        table(canvas, 150, (200, 100, 100), ACTS)
        words(canvas, 100, "二、主动公开情况")

    manuscript = reading(drawn(page))
    assert manuscript.text == (
        "二、主动公开情况\n\n第二十条第（五）项\t其他\n信息内容\t数量\t备注\n行政许可\t550\t\n\n四、行政复议情况\n行政复议3件。\n"
    )
    assert manuscript.tables[0].page == 1


def test_white_paper_behind_lines_and_a_frame_around_them_are_no_table(reading: Reading) -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(60, HEIGHT - 400, 400, 350)
        canvas.setFillGray(1)
        canvas.setStrokeGray(1)
        for at in range(3):
            canvas.rect(78, HEIGHT - 104 - LEADING * at, 300, LEADING, stroke=min(at, 1), fill=1)
        canvas.setFillGray(0)
        words(canvas, 100, "本报告由办公室编制，统计期限自", "2023年1月1日起至12月31日止，", "欢迎监督。")

    manuscript = reading(drawn(page))
    assert manuscript.tables == ()
    assert manuscript.text == "本报告由办公室编制，统计期限自\n2023年1月1日起至12月31日止，\n欢迎监督。\n"


def test_a_label_of_one_character_a_line_is_one_word(reading: Reading) -> None:
    upright = {(0, 0, 3, 1): "三\n、\n办\n理\n结\n果"} | {(row, 1, 1, 1): str(row) for row in range(3)}
    manuscript = reading(drawn(lambda canvas: table(canvas, 100, (16, 200), upright, height=30)))
    assert texts(manuscript)[0] == ["三、办理结果", "0"]


def test_a_label_in_columns_from_right_to_left_is_read_in_that_order(reading: Reading) -> None:
    def page(canvas: Canvas) -> None:
        table(canvas, 100, (40, 200), {(0, 0, 2, 1): "", (0, 1, 1, 1): "1", (1, 1, 1, 1): "2"}, height=45)
        words(canvas, 60, "三、收到和处理申请情况")
        canvas.setFont(UPRIGHT, SIZE)
        for left, label in ((110, "三、本年度"), (95, "办理结果")):
            canvas.drawString(left, HEIGHT - 105, label)

    assert texts(reading(drawn(page))) == [["三、本年度办理结果", "1"], ["2"]]


def test_a_label_that_stands_on_its_side_is_read(reading: Reading) -> None:
    def page(canvas: Canvas) -> None:
        table(canvas, 100, (30, 200), {(0, 0, 2, 1): "", (0, 1, 1, 1): "1", (1, 1, 1, 1): "2"}, height=45)
        words(canvas, 60, "三、收到和处理申请情况")
        canvas.translate(98, HEIGHT - 180)
        canvas.rotate(90)
        canvas.drawString(0, 0, "办理结果12")

    assert texts(reading(drawn(page))) == [["办理结果12", "1"], ["2"]]


def test_spaces_around_figures_and_breaks_within_words_and_numbers_are_gone_in_cells(reading: Reading) -> None:
    broken = rows(("要求行政机关确认或重\n新出具 3 份已获取信息", " 31 19 件", "12765\n534"))
    manuscript = reading(drawn(lambda canvas: table(canvas, 100, (110, 60, 30), broken, height=50)))
    assert texts(manuscript) == [["要求行政机关确认或重新出具3份已获取信息", "31 19件", "12765534"]]


def test_two_figures_in_one_cell_do_not_become_one(reading: Reading) -> None:
    manuscript = reading(drawn(lambda canvas: table(canvas, 100, (110, 110), rows(("两项", "12\n35")), height=50)))
    assert texts(manuscript) == [["两项", "12 35"]]


def test_blank_zero_dash_and_slash_stay_what_they_are(reading: Reading) -> None:
    signs = rows(("规章", "", "0", "-", "/", "无"))
    manuscript = reading(drawn(lambda canvas: table(canvas, 100, (60,) * 6, signs)))
    assert texts(manuscript) == [["规章", "", "0", "-", "/", "无"]]


def test_a_character_drawn_twice_to_look_bold_is_one(reading: Reading) -> None:
    def page(canvas: Canvas) -> None:
        for left in (80, 80.4):
            words(canvas, 100, "总计11件", left=left)

    assert reading(drawn(page)).text == "总计11件\n"


def test_a_character_that_stands_alone_in_a_font_that_is_not_there_is_read(reading: Reading) -> None:
    assert reading(drawn(lambda canvas: words(canvas, 100, "无", "0", "件"))).text == "无\n0\n件\n"


def test_a_hyphen_at_the_end_of_a_line_is_kept(reading: Reading) -> None:
    lines = ("电话：0517-", "87222589，增长-", "3%")
    assert reading(drawn(lambda canvas: words(canvas, 100, *lines))).text == "电话：0517-\n87222589，增长-\n3%\n"


def test_words_across_the_page_behind_the_text_are_left_out(reading: Reading) -> None:
    def page(canvas: Canvas) -> None:
        words(canvas, 100, "总计11件")
        canvas.translate(80, HEIGHT - 140)
        canvas.rotate(45)
        canvas.drawString(0, 0, "样张")

    assert reading(drawn(page)).text == "总计11件\n"


# Tables without rules.


def columned(*lines: Sequence[str], lefts: Sequence[float] = (80, 250, 350)) -> Callable[[Canvas], None]:
    """A page of lines whose words begin at these distances."""

    def on(canvas: Canvas) -> None:
        words(canvas, 60, "二、主动公开政府信息情况")
        for at, line in enumerate(lines):
            for left, said in zip(lefts, line, strict=True):
                words(canvas, 100 + LEADING * at, said, left=left)
        words(canvas, 300, "三、收到和处理申请情况")

    return on


def test_cells_below_each_other_with_a_column_of_figures_are_a_table(reading: Reading) -> None:
    lines = (("信息内容", "制发件数", "备注"), ("规章", "3", ""), ("规范性文件", "-", "修订"), ("命令", " 1,204", "无"))
    manuscript = reading(drawn(columned(*lines)))
    assert texts(manuscript) == [
        ["信息内容", "制发件数", "备注"],
        ["规章", "3", ""],
        ["规范性文件", "-", "修订"],
        ["命令", "1,204", "无"],
    ]
    assert manuscript.text.startswith("二、主动公开政府信息情况\n\n信息内容\t")
    assert manuscript.text.endswith("\n\n三、收到和处理申请情况\n")


@pytest.mark.parametrize(
    "lines",
    [
        (("规章", "3", ""), ("文件", "4", "")),
        (("规章", "三", ""), ("文件", "四", ""), ("命令", "五", "")),
        (("规章", "3", ""), ("文件", "四", ""), ("命令", "5", ""), ("公告", "六", "")),
        (("全年公开30条。", "3", ""), ("全年受理4件。", "4", ""), ("全年答复5件。", "5", "")),
        (("", "3", ""), ("", "4", ""), ("", "5", "")),
    ],
    ids=["two-lines", "no-figures", "other-words-among-them", "sentences", "one-column"],
)
def test_words_that_stand_apart_by_accident_are_no_table(reading: Reading, lines: Sequence[Sequence[str]]) -> None:
    manuscript = reading(drawn(columned(*lines)))
    assert manuscript.tables == ()
    printed = ["二、主动公开政府信息情况", *map("".join, lines), "三、收到和处理申请情况"]
    assert manuscript.text.replace(" ", "").split("\n")[:-1] == printed


def test_a_row_of_many_figures_stands_below_labels_of_several_lines(reading: Reading) -> None:
    places = (80, 150, 220, 290, 360)
    lines = [
        ("", "", "行政复议", "", ""),
        ("结果", "结果", "其他", "尚未", ""),
        ("维持", "纠正", "结果", "审结", "总计"),
        ("4", "0", "1", "-", "5"),
    ]
    manuscript = reading(drawn(columned(*lines, lefts=places)))
    assert texts(manuscript) == [
        ["结果维持", "结果纠正", "行政复议其他结果", "尚未审结", "总计"],
        ["4", "0", "1", "-", "5"],
    ]


def test_a_table_that_its_words_tell_goes_on_over_the_end_of_a_page(reading: Reading) -> None:
    def page(last: bool, *labels: str) -> Callable[[Canvas], None]:
        def on(canvas: Canvas) -> None:
            words(canvas, 100, *([] if last else ["2017年度报告"]), *labels)
            for at in range(len(labels)):
                words(canvas, 100 + LEADING * (at + (not last)), f"{at} 0 {at}", left=250)

        return on

    manuscript = reading(
        drawn(page(False, "一、新收申请", "二、结转申请", "三、予以公开"), page(True, "四、结转下年度"))
    )
    assert [row[0] for row in texts(manuscript)] == ["一、新收申请", "二、结转申请", "三、予以公开", "四、结转下年度"]


def test_places_tell_which_cell_is_blank_where_all_rows_have_as_many(reading: Reading) -> None:
    lines = (
        ("信息内容", "制发件数", "废止件数"),
        ("规章", "3", ""),
        ("规范性文件", "", "2"),
        ("命令", "4", ""),
        ("办法", "7", ""),
    )
    manuscript = reading(drawn(columned(*lines)))
    assert [row[1:] for row in texts(manuscript)[1:]] == [["3", ""], ["", "2"], ["4", ""], ["7", ""]]


def test_cells_that_reach_below_two_columns_part_a_table(reading: Reading) -> None:
    def page(canvas: Canvas) -> None:
        for at, left in enumerate((200, 200, 90, 200)):
            words(canvas, 100 + LEADING * at, "规章")
            words(canvas, 100 + LEADING * at, "3", left=left + 40)

    assert reading(drawn(page)).tables == ()


# Tables and sentences over the end of a page.


def test_a_table_that_goes_on_is_one_and_its_head_is_said_once(reading: Reading) -> None:
    head = rows(("指标", "单位", "数量"))

    def first(canvas: Canvas) -> None:
        table(canvas, 730, (200, 100, 100), head | rows(("规章", "件", "0"), start=1))
        words(canvas, 810, "- 1 -", left=280)

    def second(canvas: Canvas) -> None:
        table(canvas, 60, (200, 100, 100), head | rows(("规范性文件", "件", "5"), start=1), left=86)
        words(canvas, 810, "- 2 -", left=280)

    manuscript = reading(drawn(first, second))
    assert texts(manuscript) == [["指标", "单位", "数量"], ["规章", "件", "0"], ["规范性文件", "件", "5"]]
    assert [one.page for one in manuscript.tables] == [1]


def test_two_tables_with_a_heading_between_them_stay_two(reading: Reading) -> None:
    def second(canvas: Canvas) -> None:
        words(canvas, 60, "四、行政复议情况")
        table(canvas, 80, (200, 100, 100), ACTS)

    manuscript = reading(drawn(lambda canvas: table(canvas, 700, (200, 100, 100), ACTS), second))
    assert [cells(manuscript, at) for at in range(2)] == [ACTS, ACTS]


LABELS = (30, 50, 140, 40)


def test_a_label_of_several_rows_that_the_page_cuts_is_one_again(reading: Reading) -> None:
    above = {
        (0, 0, 2, 1): "三、\n本年",
        (0, 1, 1, 1): "（三）",
        (0, 2, 1, 1): "8.属于行政查询事项",
        (0, 3, 1, 1): "0",
        (1, 1, 1, 1): "（四）无",
        (1, 2, 1, 1): "1.本机关不掌握",
        (1, 3, 1, 1): "10",
    }
    below = {
        (0, 0, 3, 1): "度办\n理",
        (0, 1, 1, 1): "法提供",
        (0, 2, 1, 1): "2.没有现成信息",
        (0, 3, 1, 1): "3",
        (1, 1, 2, 1): "（五）",
        (1, 2, 1, 1): "1.信访举报投诉",
        (1, 3, 1, 1): "1",
        (2, 2, 1, 1): "2.重复申请",
        (2, 3, 1, 1): "",
    }
    found = cells(
        reading(
            drawn(lambda canvas: table(canvas, 740, LABELS, above), lambda canvas: table(canvas, 60, LABELS, below))
        )
    )
    assert found[0, 0, 5, 1] == "三、本年度办理"
    assert found[1, 1, 2, 1] == "（四）无法提供"
    assert found[3, 1, 2, 1] == "（五）"
    assert [found[row, 3, 1, 1] for row in range(5)] == ["0", "10", "3", "1", ""]
    assert len(found) == 14


def test_a_label_that_is_blank_on_the_next_page_goes_on_there(reading: Reading) -> None:
    above = {(0, 0, 1, 1): "", (0, 1, 1, 1): "（四）无法提供"} | {(0, 2, 1, 1): "1.不掌握", (0, 3, 1, 1): "10"}
    below = {(0, 0, 1, 1): "", (0, 1, 1, 1): "", (0, 2, 1, 1): "2.没有现成信息", (0, 3, 1, 1): ""}
    found = cells(
        reading(
            drawn(
                lambda canvas: table(canvas, 760, (30, 90, 140, 40), above),
                lambda canvas: table(canvas, 60, (30, 90, 140, 40), below),
            )
        )
    )
    assert found[0, 1, 2, 1] == "（四）无法提供"
    assert found[1, 3, 1, 1] == ""


def test_a_row_that_the_page_cuts_is_one_again(reading: Reading) -> None:
    above = rows(("5.要求行政机关确认或重", "0", "7"))
    below = rows(("新出具已获取信息", "", ""), ("（六）其他处理", "1", "2"))
    manuscript = reading(
        drawn(
            lambda canvas: table(canvas, 770, (116, 40, 40), above),
            lambda canvas: table(canvas, 60, (116, 40, 40), below),
        )
    )
    assert texts(manuscript) == [["5.要求行政机关确认或重新出具已获取信息", "0", "7"], ["（六）其他处理", "1", "2"]]


@pytest.mark.parametrize("next_label", ["2.重复申请", "行政强制"])
def test_a_row_without_figures_before_the_page_ends_does_not_take_those_of_the_next(
    reading: Reading, next_label: str
) -> None:
    manuscript = reading(
        drawn(
            lambda canvas: table(canvas, 770, (116, 40), rows(("行政处罚", ""))),
            lambda canvas: table(canvas, 60, (116, 40), rows((next_label, "4"))),
        )
    )
    assert texts(manuscript) == [["行政处罚", ""], [next_label, "4"]]


def test_page_marks_and_running_heads_are_left_out_and_sentences_go_on(reading: Reading) -> None:
    def page(number: int, line: str, mark: str) -> Callable[[Canvas], None]:
        def on(canvas: Canvas) -> None:
            words(canvas, 40, "政府信息公开工作年度报告")
            words(canvas, 120, line)
            words(canvas, 800, mark.format(number), left=280)

        return on

    for mark in ("- {} -", "— {} —", "第{}页 共3页", "{}", "{}/3"):
        pages = [page(number, line, mark) for number, line in enumerate(("全年受理申请2", "1件，办结2", "0件。"), 1)]
        assert reading(drawn(*pages)).text == "全年受理申请2\n1件，办结2\n0件。\n"


def test_a_page_mark_within_the_rules_of_a_table_is_none_of_its_words(reading: Reading) -> None:
    def page(canvas: Canvas) -> None:
        table(canvas, 700, (200, 100), rows(("规章", "3")), height=120)
        words(canvas, 800, "— 4 —", left=180)

    assert texts(reading(drawn(page))) == [["规章", "3"]]


# Files that are refused, each in one line that says how to mend it.


def picture(canvas: Canvas) -> None:
    from PIL import Image

    canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, WIDTH, HEIGHT)


def stamped(canvas: Canvas) -> None:
    picture(canvas)
    words(canvas, 800, "由手机扫描创建")


def hello(canvas: Canvas) -> None:
    words(canvas, 100, "政府信息公开工作年度报告")


def locked(**passwords: str) -> bytes:
    return drawn(hello, encrypt=StandardEncryption(**passwords))


def bomb() -> bytes:
    """A page of one stream that unfolds to a thousand times its size."""
    stream = zlib.compress(b" " * (40 << 20), 9)
    whole = drawn(hello)
    head = b"9 0 obj\n<</Length %d /Filter /FlateDecode>>\nstream\n" % len(stream)
    return whole.replace(b"xref\n", head + stream + b"\nendstream\nendobj\nxref\n", 1)


def deflated() -> tuple[bytes, int]:
    """A PDF whose page is deflated and nothing else, and where the deflated bytes end."""
    whole = drawn(hello, pageCompression=0)
    start = whole.index(b"stream\n", whole.index(b"/Length")) + 7
    end = whole.index(b"endstream", start)
    stream = zlib.compress(whole[start:end])
    head = whole.rindex(b"<<", 0, start)
    begun = whole[:head] + b"<</Length %d /Filter /FlateDecode>>\nstream\n" % len(stream) + stream
    return begun + b"\n" + whole[end:], len(begun)


def damaged(before_end: int) -> bytes:
    content, end = deflated()
    at = end - before_end
    return content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :]


@pytest.mark.parametrize("before_end", [2, 20, 30])
def test_a_page_with_a_wrong_byte_is_refused_and_not_read_as_other_text(reading: Reading, before_end: int) -> None:
    with pytest.raises(UnreadableReport, match="damaged within"):
        reading(damaged(before_end))


def test_a_page_is_read_whose_checksum_is_missing(reading: Reading) -> None:
    content, end = deflated()
    assert reading(content).text == reading(content[: end - 4] + content[end:]).text == "政府信息公开工作年度报告\n"


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (b"", "fetch the report again"),
        (b"<html><body>404</body></html>", "fetch the report again"),
        (b"%PDF-1.4\n%%EOF\n", "fetch the report again"),
        (drawn(hello, hello)[:-200], "fetch the report again"),
        (drawn(hello, hello)[:700], "fetch the report again"),
        (drawn(hello, hello)[:700] + b"%%EOF\n", "fetch the report again"),
        (locked(userPassword="secret"), "save a copy without one"),
        (drawn(picture, picture), "OCR"),
        (drawn(stamped, stamped), "OCR"),
        (drawn(hello, picture), "page 2"),
        (drawn(lambda canvas: None), "OCR"),
        (drawn(*[hello] * 401), "split it"),
        (bomb(), "print it to a new PDF"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(
    reading: Reading, capfd: pytest.CaptureFixture[str], content: bytes, remedy: str
) -> None:
    with pytest.raises(UnreadableReport) as refusal:
        reading(content)
    assert remedy in str(refusal.value)
    assert "\n" not in str(refusal.value)
    assert capfd.readouterr() == ("", "")


def test_a_file_whose_author_only_forbids_copying_it_and_a_blank_page_are_read(reading: Reading) -> None:
    assert reading(locked(userPassword="", ownerPassword="owner")).text == "政府信息公开工作年度报告\n"
    assert reading(drawn(hello, lambda canvas: None)).text == "政府信息公开工作年度报告\n"


def test_a_cover_that_is_a_picture_with_a_title_is_read(reading: Reading) -> None:
    def cover(canvas: Canvas) -> None:
        picture(canvas)
        hello(canvas)

    def prose(canvas: Canvas) -> None:
        words(canvas, 100, "本报告由办公室编制。")

    assert reading(drawn(cover, prose)).text == "政府信息公开工作年度报告\n本报告由办公室编制。\n"


@st.composite
def partitions(draw: st.DrawFn) -> tuple[int, int, list[tuple[int, int, int, int]]]:
    """A grid of at most 5 by 5, cut into boxes: rows, columns, boxes as row, column, rowspan, colspan."""
    height, width = draw(st.integers(2, 5)), draw(st.integers(2, 5))
    boxes, waiting = [], [(0, 0, height, width)]
    while waiting:
        row, column, down, along = waiting.pop()
        cut = draw(st.integers(0, down + along - 2))
        if 0 < cut < down:
            waiting += [(row, column, cut, along), (row + cut, column, down - cut, along)]
        elif cut >= down:
            waiting += [
                (row, column, down, cut - down + 1),
                (row, column + cut - down + 1, down, along - cut + down - 1),
            ]
        else:
            boxes.append((row, column, down, along))
    return height, width, sorted(boxes)


@settings(max_examples=60, deadline=None)
@given(partitions(), st.sampled_from([stroked, filled, dashed]))
def test_any_grid_is_found_again(
    tmp_path_factory: pytest.TempPathFactory,
    partition: tuple[int, int, list[tuple[int, int, int, int]]],
    border: Drawing,
) -> None:
    _, width, boxes = partition
    content = {box: f"格{at}" for at, box in enumerate(boxes)}
    file = tmp_path_factory.getbasetemp() / "grid.pdf"
    file.write_bytes(drawn(lambda canvas: table(canvas, 100, (50,) * width, content, border=border)))
    if len({column for _, column, _, _ in boxes}) > 1:
        assert list(cells(read(file)).values()) == list(content.values())
