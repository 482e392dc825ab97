"""A report -> a web page as content managers make them."""

import re
from html import escape

from generator.model import Block, Cell, Heading, Report, Table
from generator.writing.style import Style

MENU = ("首页", "要闻动态", "政务公开", "政务服务", "互动交流", "走进我们")
RELATED = ("关于召开全体会议的通知", "部门预算公开", "招聘公告")


def write(report: Report, style: Style) -> bytes:
    body = "\n".join(_block(block, style) for block in report.blocks)
    article = f'<div class="article"><h1>{_text(report.title, style)}</h1>\n{body}\n</div>'
    if style.furniture:
        article = _furnished(article)
    meta = f'<meta charset="{style.declared}">' if style.declared else ""
    head = f"<head>{meta}<title>{escape(report.title)}</title></head>"
    page = f"<!DOCTYPE html>\n<html>{head}\n<body>\n{article}\n</body></html>\n"
    return page.encode(style.charset)


def _block(block: Block, style: Style) -> str:
    if isinstance(block, Table):
        rows = "\n".join(f"<tr>{''.join(_cell(cell, style, block) for cell in row)}</tr>" for row in block.rows)
        return f'<table border="1" cellspacing="0">\n{rows}\n</table>'
    tag = f"h{block.level + 1}" if isinstance(block, Heading) else "p"
    return "\n".join(f"<{tag}>{_text(part, style)}</{tag}>" for part in block.text.split("\n"))


def _text(text: str, style: Style) -> str:
    """With numbers of several digits cut by inline tags, or lines broken where a person would."""
    marked = escape(text, quote=False)
    if style.split_numbers:
        marked = re.sub(r"(\d)(\d+)", r'<span style="font-family:仿宋">\1</span><span lang="EN-US">\2</span>', marked)
    if style.breaks:
        marked = re.sub("([、，])(?=.{4})", r"\1<br>", marked, count=1)
    return marked


def _cell(cell: Cell, style: Style, table: Table) -> str:
    """`shifted`: the body's colspans are not those of the heads, so that grid columns do not match."""
    colspan = cell.colspan
    if style.shifted and table.kind == "requests" and cell.figures:
        colspan += 1
    spans = "".join(f' {name}="{span}"' for name, span in (("rowspan", cell.rowspan), ("colspan", colspan)) if span > 1)
    text = _text(cell.text, style)
    if cell.figures and not cell.text:
        text = style.blank
    if style.upright and cell.upright:
        text = "<br>".join(cell.text)
    elif style.breaks and not cell.figures and len(cell.text) > 4:
        text = f"{cell.text[:4]}<br>{cell.text[4:]}"
    return f"<td{spans}><p>{text}</p></td>"


def _furnished(article: str) -> str:
    menu = "".join(f'<li><a href="#">{name}</a></li>' for name in MENU)
    related = "".join(f'<li><a href="#">{name}</a><span>2024-03-0{n}</span></li>' for n, name in enumerate(RELATED, 1))
    return (
        f'<div class="header"><ul class="nav">{menu}</ul><form>搜索<input></form></div>\n'
        '<div class="crumbs">当前位置：首页 &gt; 政务公开 &gt; 政府信息公开年报</div>\n'
        '<div class="info">发布时间：2024-01-25 10:32　来源：办公室　浏览次数：1382　字号：【大 中 小】</div>\n'
        f'{article}\n<div class="share">分享到：微信 微博</div>\n'
        f'<div class="related"><h3>相关链接</h3><ul>{related}</ul></div>\n'
        '<div class="footer">主办单位：办公室　ICP备案号：苏ICP备05012345号　网站标识码：3205000012　'
        "总访问量：83621540</div>"
    )
