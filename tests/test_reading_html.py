"""Web pages give the report in them: its lines, its tables, nothing of the page around it, whatever is broken."""

import codecs
from email.message import EmailMessage
from pathlib import Path

import pytest

from gongkai import reading
from gongkai.errors import UnreadableReport
from gongkai.model import Manuscript

TITLE = "江宁区2023年政府信息公开工作年度报告"
PREAMBLE = "根据《中华人民共和国政府信息公开条例》要求，编制本报告。"
REQUESTS = "全区共收到政府信息公开申请21件，均已按期办结。"
BODY = f"<p>{PREAMBLE}</p><p>一、总体情况</p><p>{REQUESTS}</p>"
BODY_LINES = [PREAMBLE, "一、总体情况", REQUESTS]
ROWS = "<tr><td>信息内容</td><td>制发件数</td><td>废止件数</td></tr><tr><td>规章</td><td>3</td><td>0</td></tr>"


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def read(folder: Path, html: str | bytes, name: str = "report.html") -> Manuscript:
    path = folder / name
    path.write_bytes(html if isinstance(html, bytes) else html.encode())
    return reading.read(path)


def lines(folder: Path, html: str) -> list[str]:
    """The lines of the article, blank ones left out."""
    return [line for line in read(folder, html).text.split("\n") if line]


def article(folder: Path, html: str) -> list[str]:
    """The lines of a page that holds a title, the given blocks and enough of a report around them."""
    return lines(folder, page(f"<div><h1>{TITLE}</h1>{html}{BODY}</div>"))[1:-3]


def cells(folder: Path, rows: str) -> list[list[str]]:
    """The words of the cells of one table, row by row."""
    manuscript = read(folder, page(f"<h1>{TITLE}</h1>{BODY}<table>{rows}</table>"))
    (table,) = manuscript.tables
    found: list[list[str]] = [[] for _ in range(max(cell.row for cell in table.cells) + 1)]
    for cell in table.cells:
        found[cell.row].append(manuscript.text[cell.span.start : cell.span.end])
    return found


def places(folder: Path, rows: str) -> dict[str, tuple[int, int, int, int]]:
    """Row, column, rowspan and colspan of the cells of one table, by their words."""
    manuscript = read(folder, page(f"<h1>{TITLE}</h1>{BODY}<table>{rows}</table>"))
    return {
        manuscript.text[cell.span.start : cell.span.end]: (cell.row, cell.column, cell.rowspan, cell.colspan)
        for cell in manuscript.tables[0].cells
    }


def refusal(folder: Path, html: str | bytes, name: str = "report.html") -> str:
    with pytest.raises(UnreadableReport) as refused:
        read(folder, html, name)
    said = str(refused.value)
    assert said.startswith(f"{folder / name}: ")
    assert "\n" not in said
    return said


# Text


def test_a_number_split_over_inline_tags_is_one(tmp_path: Path) -> None:
    html = "<p>截至20<b>23</b>年底，<span>主动</span><span>公开</span><font><i>1</i>136</font>条。</p>"
    assert article(tmp_path, html) == ["截至2023年底，主动公开1136条。"]


def test_blocks_end_lines_and_paragraphs(tmp_path: Path) -> None:
    manuscript = read(tmp_path, page(f"<div><h1>{TITLE}</h1>{BODY}</div>"))
    assert manuscript.text == f"{TITLE}\n\n{PREAMBLE}\n\n一、总体情况\n\n{REQUESTS}\n"


def test_a_line_break_ends_a_line_and_two_end_the_paragraph(tmp_path: Path) -> None:
    manuscript = read(tmp_path, page(f"<div><h1>{TITLE}</h1><p>前一行<br>后一行<br/><br/>另一段</p>{BODY}</div>"))
    assert "前一行\n后一行\n\n另一段" in manuscript.text


@pytest.mark.parametrize(
    "html",
    ["<h2>三、收到和处理政府信息<br>公开申请情况</h2>", "<p><b>三、收到和处理政府信息<br>公开申请情况</b></p>"],
    ids=["an-element-for-headings", "a-paragraph"],
)
def test_a_line_break_inside_a_heading_parts_nothing(html: str, tmp_path: Path) -> None:
    assert article(tmp_path, html) == ["三、收到和处理政府信息公开申请情况"]


def test_a_paragraph_below_its_heading_stays_a_line_of_its_own(tmp_path: Path) -> None:
    assert article(tmp_path, "<p>一、概况<br>收到申请3件</p>") == ["一、概况", "收到申请3件"]


def test_a_line_end_of_the_file_parts_no_chinese_words(tmp_path: Path) -> None:
    assert article(tmp_path, "<p>政府信\n   息公开。see\nhere</p>") == ["政府信息公开。see here"]


def test_blanks_that_a_page_forces_stay(tmp_path: Path) -> None:
    assert article(tmp_path, "<p>收到3&nbsp;5件<o:p>&nbsp;</o:p>整</p>") == ["收到3\xa05件\xa0整"]


def test_preformatted_lines_stay_lines(tmp_path: Path) -> None:
    assert article(tmp_path, "<pre>规章3件\n文件4件</pre>") == ["规章3件", "文件4件"]


def test_what_a_browser_does_not_show_is_not_read(tmp_path: Path) -> None:
    html = (
        "<script>var total = 99999;</script><style>p {width: 12px}</style><!-- 旧：88件 --><p hidden>77件</p>"
        '<p style="DISPLAY : none">66件</p><p>收到<span style="display:none">5</span>3件</p><textarea>44件</textarea>'
    )
    assert article(tmp_path, html) == ["收到3件"]


@pytest.mark.parametrize(
    ("start", "markers"),
    [
        ("<ol>", ["1. ", "2. "]),
        ("<ol start=4>", ["4. ", "5. "]),
        ("<ol type=A>", ["A. ", "B. "]),
        ("<ol type=i start=3>", ["iii. ", "iv. "]),
        ("<ol style='list-style-type: cjk-ideographic' start=10>", ["十、", "十一、"]),
        ("<ol style='list-style: none'>", ["", ""]),
        ("<ul>", ["", ""]),
    ],
)
def test_items_of_a_list_have_the_numbers_that_a_browser_draws(start: str, markers: list[str], tmp_path: Path) -> None:
    found = article(tmp_path, f"{start}<li>制度建设</li><li><p>平台建设</p></li></ol>")
    words = [words for words in found if words.strip("1234. AB")]
    assert words == [marker + heading for marker, heading in zip(markers, ("制度建设", "平台建设"), strict=True)]


def test_a_list_inside_of_a_list_counts_by_itself_and_an_item_may_state_its_number(tmp_path: Path) -> None:
    html = "<ol><li>甲<ol><li>乙</li></ol></li><li value=7>丙</li><li>丁</li></ol>"
    assert article(tmp_path, html) == ["1. 甲", "1. 乙", "7. 丙", "8. 丁"]


def test_an_item_with_a_number_of_its_own_shows_no_other(tmp_path: Path) -> None:
    assert article(tmp_path, "<ol><li>一、概述</li><li>（2）平台</li></ol>") == ["一、概述", "（2）平台"]


# Characters


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("gbk", "gb2312"),
        ("gb18030", ""),
        ("gbk", "utf-8"),
        ("utf-8", "gbk"),
        ("gbk", "iso-8859-1"),
        ("big5", "big5"),
        ("utf-8", "no-such-encoding"),
    ],
)
def test_the_bytes_decide_before_the_declaration(encoding: str, declared: str, tmp_path: Path) -> None:
    title = "臺北2023年政府信息公開" if encoding == "big5" else TITLE
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    html = page(f"<p>{title}</p><p>本年共收到3件，已办。</p>".replace("办", "辦"), head)
    assert title in read(tmp_path, html.encode(encoding)).text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE], ids=["utf-8", "utf-16"])
def test_a_byte_order_mark_decides_before_all(mark: bytes, tmp_path: Path) -> None:
    encoding = "utf-8" if mark == codecs.BOM_UTF8 else "utf-16-le"
    html = mark + page(BODY, '<meta charset="gbk">').encode(encoding)
    assert read(tmp_path, html).text.startswith(PREAMBLE)


def test_a_broken_character_among_thousands_spoils_no_page(tmp_path: Path) -> None:
    html = page(f"<h1>{TITLE}</h1>{BODY * 50}").encode("gbk") + b"<!-- \xd6"
    assert read(tmp_path, html).text.startswith(TITLE)


def test_an_xml_declaration_is_no_hindrance(tmp_path: Path) -> None:
    html = f"<?xml version='1.0' encoding='gb2312'?>{page(BODY)}".encode("gbk")
    assert read(tmp_path, html, "report.xhtml").text.startswith(PREAMBLE)


# The article


FURNISHED = page(
    f"""
    <div class="top"><a href="/">首页</a> | <a href="/xxgk">政务公开</a> | <a href="/hd">互动交流</a></div>
    <div class="crumbs">当前位置：<a href="/">首页</a> &gt; <a href="/nb">年报</a></div>
    <div class="wrap"><div class="left"><ul><li><a href="1">指南</a></li><li><a href="2">年报</a></li></ul></div>
    <div class="main"><h1>{TITLE}</h1>
      <div class="tips">发布时间：2024-01-31 来源：办公室 浏览次数：1234 【字体：大 中 小】</div>
      <div class="content">{BODY}<table>{ROWS}</table><p>六、其他需要报告的事项</p><p>无。</p></div>
      <div class="share">分享到：微信 8 微博 9</div>
      <div class="more">上一篇：<a href="3">江宁区2022年政府信息公开工作年度报告</a></div></div></div>
    <div class="bottom">建议您使用IE浏览器9.0版本及以上；推荐分辨率1920。<br>
    版权所有：江宁区人民政府 苏ICP备05007123号</div>
    """,
    "<title>年度报告_江宁区人民政府</title>",
)


def test_the_page_around_the_article_is_left_out(tmp_path: Path) -> None:
    found = lines(tmp_path, FURNISHED)
    assert found[0] == TITLE
    assert found[1] == PREAMBLE
    assert found[-2:] == ["六、其他需要报告的事项", "无。"]


@pytest.mark.parametrize(
    "around",
    ["<form id='aspnetForm'>{}</form>", "<div class='nav'>{}</div>", "<table><tr><td>{}</td></tr></table>"],
    ids=["a-form", "a-misnamed-element", "a-table"],
)
def test_an_element_that_holds_the_whole_page_is_no_furniture(around: str, tmp_path: Path) -> None:
    assert lines(tmp_path, page(around.format(FURNISHED))) == lines(tmp_path, FURNISHED)


def test_sections_in_elements_of_their_own_all_belong_to_it(tmp_path: Path) -> None:
    long = REQUESTS * 20
    html = f"<h1>{TITLE}</h1><div>一、概述</div><div><p>二、申请</p><p>{long}</p></div><div><p>三、问题</p></div>"
    assert lines(tmp_path, page(html)) == [TITLE, "一、概述", "二、申请", long, "三、问题"]


def test_a_preamble_and_a_table_apart_from_the_prose_belong_to_it(tmp_path: Path) -> None:
    html = f"<h1>{TITLE}</h1><div>{PREAMBLE}</div><div><p>{REQUESTS * 20}</p></div><div><table>{ROWS}</table></div>"
    manuscript = read(tmp_path, page(html))
    assert PREAMBLE in manuscript.text
    assert len(manuscript.tables) == 1


def test_the_title_may_stand_in_the_window_alone(tmp_path: Path) -> None:
    assert lines(tmp_path, page(BODY, f"<title>{TITLE} - 江宁区人民政府</title>"))[0] == TITLE


def test_a_title_that_begins_with_the_year_keeps_the_author_above_it(tmp_path: Path) -> None:
    title = ["江宁区人民政府", "2023年政府信息公开", "工作年度报告"]
    html = "<div><a>首页</a>" + "".join(f"<p>{line}</p>" for line in title) + BODY + "</div>"
    assert lines(tmp_path, page(html))[:3] == title


def test_data_about_the_page_may_part_the_author_from_the_title(tmp_path: Path) -> None:
    about = "<div>发布时间：2024-01-31 浏览次数：1234</div>"
    html = f"<h1>江宁区水务局</h1>{about}<div><p>2023年政府信息公开工作年度报告</p>{BODY}</div>"
    assert lines(tmp_path, page(html))[:3] == ["江宁区水务局", "2023年政府信息公开工作年度报告", PREAMBLE]


def test_a_menu_above_a_title_is_no_author(tmp_path: Path) -> None:
    html = f"<div>江宁区人民政府</div><ul><li><a>首页</a></li></ul><p>2023年政府信息公开工作年度报告</p>{BODY}"
    assert lines(tmp_path, page(html))[0] == "2023年政府信息公开工作年度报告"


def test_a_page_without_any_mark_of_a_report_is_kept_whole(tmp_path: Path) -> None:
    assert lines(tmp_path, page("<p>公告</p><p>暂无</p>")) == ["公告", "暂无"]


def test_an_article_in_traditional_characters_is_found(tmp_path: Path) -> None:
    title = "江寧區2023年政府信息公開工作年度報告"
    html = f"<div>首頁</div><div><p>{title}</p><div>瀏覽次數：128</div><p>一、總體情況</p><p>{REQUESTS}</p></div>"
    assert lines(tmp_path, page(html)) == [title, "一、總體情況", REQUESTS]


# Tables


def test_a_table_stands_in_the_text_a_row_a_line(tmp_path: Path) -> None:
    manuscript = read(tmp_path, page(f"<h1>{TITLE}</h1>{BODY}<table>{ROWS}</table>"))
    (table,) = manuscript.tables
    assert manuscript.text[table.span.start : table.span.end] == "信息内容\t制发件数\t废止件数\n规章\t3\t0"


def test_blank_nought_dash_slash_and_none_stay_five_things(tmp_path: Path) -> None:
    row = "<td>&nbsp;</td><td><o:p> </o:p></td><td></td><td>0</td><td>-</td><td>/</td><td>无</td>"
    assert cells(tmp_path, f"{ROWS}<tr>{row}</tr>")[-1] == ["", "", "", "0", "-", "/", "无"]


def test_a_cell_is_one_line(tmp_path: Path) -> None:
    row = (
        "<td>1.属于<br>国家秘密</td><td><p>22（其中</p><p>修订16件）</p></td>"
        "<td><span>12</span><span>76</span>.5万元</td>"
    )
    assert cells(tmp_path, f"{ROWS}<tr>{row}</tr>")[-1] == ["1.属于国家秘密", "22（其中修订16件）", "1276.5万元"]


def test_a_merged_cell_is_one_and_moves_its_neighbours(tmp_path: Path) -> None:
    found = places(
        tmp_path,
        "<tr><td rowspan=2 colspan=2>申请人情况</td><td colspan=2>法人</td></tr><tr><td>企业</td><td>机构</td></tr>"
        "<tr><td rowspan=0>结果</td><td>予以公开</td><td>1</td><td>2</td></tr><tr><td>部分公开</td><td>3</td></tr>",
    )
    assert found["申请人情况"] == (0, 0, 2, 2)
    assert found["法人"] == (0, 2, 1, 2)
    assert found["企业"] == (1, 2, 1, 1)
    assert found["结果"] == (2, 0, 2, 1)
    assert found["部分公开"] == (3, 1, 1, 1)


@pytest.mark.parametrize("span", ["-1", "abc", "", "1.5", "99999999"])
def test_a_span_that_cannot_be_is_none(span: str, tmp_path: Path) -> None:
    assert places(tmp_path, f"<tr><td colspan='{span}'>甲</td><td>乙</td></tr>{ROWS}")["乙"] == (0, 1, 1, 1)


def test_a_span_beyond_the_last_row_ends_there(tmp_path: Path) -> None:
    assert places(tmp_path, f"{ROWS}<tr><td rowspan=50>甲</td><td>乙</td></tr>")["甲"] == (2, 0, 1, 1)


def test_rows_keep_their_own_number_of_cells(tmp_path: Path) -> None:
    found = cells(
        tmp_path, "<tr><td colspan=7>制发件数</td><td>公开</td></tr><tr><td>规章</td><td>3</td><td>4</td></tr>"
    )
    assert found == [["制发件数", "公开"], ["规章", "3", "4"]]


def test_a_table_that_arranges_the_page_is_no_table(tmp_path: Path) -> None:
    html = f"<table><tr><td>栏目</td><td>{BODY}<table>{ROWS}</table></td></tr><tr><td>甲</td><td>乙</td></tr></table>"
    manuscript = read(tmp_path, page(f"<h1>{TITLE}</h1>{html}"))
    assert [len(table.cells) for table in manuscript.tables] == [6]
    assert f"\n\n一、总体情况\n\n{REQUESTS}\n\n" in manuscript.text


def test_a_table_inside_a_cell_is_the_text_of_the_cell(tmp_path: Path) -> None:
    inner = "<table><tr><td>12</td></tr></table>"
    assert cells(tmp_path, f"{ROWS}<tr><td>文件</td><td>{inner}</td><td>4</td></tr>")[-1] == ["文件", "12", "4"]


def test_hidden_rows_and_cells_are_none(tmp_path: Path) -> None:
    hidden = "<tr style='display:none'><td>8</td></tr><tr><td hidden>9</td><td>文件</td><td>4</td></tr>"
    assert cells(tmp_path, f"{ROWS}{hidden}")[2:] == [["文件", "4"]]


def test_what_stands_in_a_table_outside_of_cells_is_kept(tmp_path: Path) -> None:
    manuscript = read(tmp_path, page(f"<h1>{TITLE}</h1>{BODY}<table><caption>单位：件</caption>{ROWS}</table>"))
    assert "单位：件\n\n信息内容\t" in manuscript.text


# Files


def test_a_web_archive_gives_the_page_in_it(tmp_path: Path) -> None:
    message = EmailMessage()
    message.set_content(page(f"<h1>{TITLE}</h1>{BODY}"), subtype="html", charset="gb18030", cte="base64")
    found = read(tmp_path, message.as_bytes(), "report.mht")
    assert (found.text.split("\n")[0], found.source.media_type) == (TITLE, "multipart/related")


def test_a_web_archive_that_word_saved_under_its_own_suffix_is_read_too(tmp_path: Path) -> None:
    archive = f"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n{page(BODY)}"
    assert read(tmp_path, archive, "report.doc").text.startswith(PREAMBLE)


def test_a_web_archive_without_a_page_is_refused(tmp_path: Path) -> None:
    assert "web archive" in refusal(tmp_path, "From: a\n\nb", "report.mhtml")


@pytest.mark.parametrize(
    "html",
    ["", "<html>", "<!-- ", "<script>location = '/a'</script>", "<frameset><frame src=a></frameset>", "<p>&nbsp;</p>"],
    ids=["empty", "an-element", "a-comment", "a-script", "frames", "blanks"],
)
def test_a_page_that_shows_nothing_is_refused(html: str, tmp_path: Path) -> None:
    assert "shows no text" in refusal(tmp_path, html)


@pytest.mark.parametrize("element", ["<div>", "<font>", "<table><tr><td>"])
def test_elements_nested_without_end_are_refused(element: str, tmp_path: Path) -> None:
    assert "too deep" in refusal(tmp_path, page(f"<h1>{TITLE}</h1>{element * 100_000}{BODY}"))


def test_a_flood_of_tags_is_refused(tmp_path: Path) -> None:
    assert "tags" in refusal(tmp_path, "<b>" * 1_000_000)


def test_scripts_and_styles_full_of_figures_are_not_read(tmp_path: Path) -> None:
    noise = f"<style>{'.a{width:12px}' * 20_000}</style><script>{'var a=12345;' * 50_000}</script>"
    assert lines(tmp_path, page(f"{noise}<h1>{TITLE}</h1>{noise}{BODY}", noise)) == [TITLE, *BODY_LINES]


def test_a_flood_of_attributes_is_passed_over(tmp_path: Path) -> None:
    flood = " ".join(f"a{number}=1" for number in range(200_000))
    assert article(tmp_path, f"<p {flood}>收到3件。</p>") == ["收到3件。"]


def test_a_flood_of_spans_is_cut(tmp_path: Path) -> None:
    rows = ("<tr>" + "<td rowspan=60000 colspan=1000>1</td>" * 50) * 500
    manuscript = read(tmp_path, page(f"<h1>{TITLE}</h1>{BODY}<table>{rows}</table>"))
    assert len(manuscript.tables[0].cells) == 25_000


@pytest.mark.parametrize("cut", range(40, 900, 97))
def test_a_page_that_breaks_off_is_read_as_far_as_it_goes(cut: int, tmp_path: Path) -> None:
    html = page(f"<h1>{TITLE}</h1>{BODY}<table>{ROWS * 3}</table>")
    try:
        found = read(tmp_path, html[:cut]).text
    except UnreadableReport:
        found = ""
    assert (TITLE in found) == (f"{TITLE}</h1>"[:-5] in html[:cut])
