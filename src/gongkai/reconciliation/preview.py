"""A thing's names and values -> a small page for a frame, in which nothing runs and everything is escaped."""

import base64
import hashlib
from html import escape
from typing import Final
from urllib.parse import quote

from gongkai.reconciliation import terms
from gongkai.reconciliation.tasks import Subject, Values, Wish

_SHOWN: Final = 4
_STYLE: Final = (
    "body{font:14px/1.4 system-ui,sans-serif;margin:8px;color:#1a1a1a;background:#fff}"
    "h1{font-size:17px;margin:0}p{margin:2px 0 8px;color:#555}"
    "dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 10px;margin:0}dt{color:#555}dd{margin:0}"
)
_DIGEST: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
# Any page may show it: it has no links but one, no script, and nothing that can be pressed for somebody else.
HEADERS: Final = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors *",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}

Cell = dict[str, str | int | float]


def task(entity: str) -> Values:
    """What fetches all that is known of a thing of that type, but figures."""
    kind = terms.type_of(entity)
    found = (one for one in terms.load().properties.values() if kind in one.of)
    return Values((Subject(entity, kind),), tuple(Wish(one.id, one.of) for one in found))


def page(entity: str, names: list[str], values: dict[str, list[Cell]]) -> str:
    known = terms.load()
    rows = "".join(
        f"<dt>{escape(known.properties[name].name)}</dt><dd>{_cells(cells)}</dd>"
        for name, cells in values.items()
        if cells
    )
    title = escape(" · ".join(dict.fromkeys(names)))
    return (
        f'<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head>"
        f'<body><h1><a href="view?id={quote(entity, safe="")}" target="_blank" rel="noopener">{title}</a></h1>'
        f"<p>{escape(known.types[terms.type_of(entity)].name)} · {escape(entity)}</p>"
        f"<dl>{rows}</dl></body></html>\n"
    )


def _cells(cells: list[Cell]) -> str:
    shown = [escape(str(cell.get("name", next(iter(cell.values()))))) for cell in cells[:_SHOWN]]
    more = [f"+ {len(cells) - _SHOWN}"] if len(cells) > _SHOWN else []
    return "; ".join((*shown, *more))
