"""A template, a request and values -> a page: escaped, in the reader's language, allowed to load from here alone."""

import hashlib
from collections.abc import Mapping
from functools import cache, partial
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import NoMatchFound

from gongkai.pages.addresses import address_of, data_of, local, path_of, query_of, same_page
from gongkai.pages.asking import Row
from gongkai.pages.language import LANGUAGES, Language, language_of, say

_HERE: Final = Path(__file__).parent
STATIC: Final = _HERE / "static"
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; worker-src 'self' blob:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
# What the menu leads to: a word of words/common.yaml, and the address.
MENU: Final = (
    ("overview", "/"),
    ("search", "/search"),
    ("compare", "/compare"),
    ("network", "/network"),
    ("findings", "/findings"),
    ("query", "/query"),
)
CORRECTIONS: Final = "corrections"
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "Vary": "Accept, Accept-Language",
    "X-Content-Type-Options": "nosniff",
}


def page(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """The template filled in; besides `values` it knows what `_known` gives it."""
    language = language_of(request)
    text = _templates().get_template(template).render({**_known(request, language), **values})
    return HTMLResponse(text, status, {**HEADERS, "Content-Language": language})


def _known(request: Request, language: Language) -> dict[str, object]:
    chosen = language if request.query_params.get("lang") in LANGUAGES else None
    return {
        "chosen": chosen is not None,
        "data_of": data_of,
        "editing": _takes_corrections(request),
        "lang": language,
        "link_to": partial(local, language=chosen),
        "menu": MENU,
        "query_of": partial(query_of, language=chosen),
        "t": partial(say, language),
        "link": partial(address_of, language=chosen),
        "here": partial(same_page, request),
        "path": request.url.path,
        "path_of": path_of,
        "named": partial(named, language),
        "number": number,
        "static": static,
    }


def _takes_corrections(request: Request) -> bool:
    """Whether the server was started to take them: then there is a route for it."""
    try:
        return bool(request.app.url_path_for(CORRECTIONS))
    except NoMatchFound:
        return False


def named(language: Language, row: Row, column: str) -> str:
    """What a thing is called: the column with the ending of the language, else that of the other, else itself."""
    endings = (f"_{language}", *(f"_{other}" for other in LANGUAGES if other != language), "")
    return next((str(text) for ending in endings if (text := row.get(column + ending))), "")


def number(value: float | str | None) -> str:
    """A number with its thousands parted, as it was written else; a dash where nothing is stated, which is not 0."""
    if value is None or value == "":
        return "—"
    return f"{value:,}" if isinstance(value, (int, float)) else value


@cache
def static(name: str) -> str:
    """The address of a file of static/, which changes with its contents, so that browsers may keep it."""
    return f"/static/{name}?v={hashlib.sha256(STATIC.joinpath(name).read_bytes()).hexdigest()[:12]}"


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
