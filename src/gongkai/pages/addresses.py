"""IRI of gongkai <-> its address on this server.

Both have the same path. The IRI holds Chinese as it is and escapes what may not stand there; a browser sends all but
ASCII escaped. A fragment never reaches the server.
"""

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode

from starlette.requests import Request

from gongkai import iris
from gongkai.pages.asking import Question
from gongkai.pages.language import Language
from gongkai.serve.refusals import Refused

# What stands in a path or fragment as it is (RFC 3986); % begins an escape of the IRI itself.
_KEPT: Final = "/%:@!$&()*+,;=~-._"
_NONE: Final[Mapping[str, str]] = {}


def iri_of(request: Request) -> str:
    """The IRI whose page is asked for; Refused where the path is no UTF-8."""
    path: str = request.scope["raw_path"].decode("ascii", "replace").partition("?")[0]
    try:
        names = [unquote_to_bytes(part).decode("utf-8") for part in path.lstrip("/").split("/")]
    except UnicodeDecodeError as error:
        raise Refused(404, "there is nothing of that name: the address is no UTF-8") from error
    return iris.BASE + "/".join(map(iris.segment, names))


def address_of(iri: str, language: Language | None = None, **parameters: str) -> str:
    """Where an IRI is answered: here if it is one of gongkai, else the IRI itself, or nothing if it is no web address.

    The language is said where the reader chose it.
    """
    if not iri.startswith(iris.BASE):
        return iri if iri.startswith(("http://", "https://")) else ""
    path, mark, fragment = iri.removeprefix(iris.BASE).partition("#")
    address = local(f"/{quote(path, safe=_KEPT)}", language, parameters)
    return f"{address}{mark}{quote(fragment, safe=_KEPT + '?')}"


def path_of(iri: str) -> str:
    """What follows the base in an IRI of gongkai, by which parameters of addresses name it."""
    return iri.removeprefix(iris.BASE)


def local(path: str, language: Language | None = None, parameters: Mapping[str, str] = _NONE) -> str:
    """A page of this server, with what it is told besides what the path has already."""
    given = {**parameters, **({"lang": language} if language else {})}
    return f"{path}{'&' if '?' in path else '?'}{urlencode(given)}" if given else path


def data_of(asked: Question) -> str:
    """Where the rows of a question are to be had as CSV."""
    return local(f"/query/{quote(asked.name)}.csv", None, dict(asked.given))


def query_of(asked: Question, language: Language | None = None) -> str:
    """The page on which a question is open, to be asked otherwise."""
    return local(f"/query/{quote(asked.name)}", language, dict(asked.given))


def same_page(request: Request, **changes: str) -> str:
    """The address asked for, with some of its parameters otherwise; an empty one is left out."""
    given = dict(parse_qsl(request.url.query)) | changes
    asked = urlencode({name: value for name, value in given.items() if value})
    path = f"/{request.url.path.lstrip('/')}"  # of two slashes a browser would make the name of another host
    return path + (f"?{asked}" if asked else "")
