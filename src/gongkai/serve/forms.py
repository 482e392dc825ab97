"""A request -> its parameters, those in its address and those in a form that it posts; Refused where it has none."""

from collections.abc import Iterable
from email.message import Message
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import Request

from gongkai.serve.refusals import Refused

FORM: Final = "application/x-www-form-urlencoded"
_LONGEST: Final = 1 << 20

Pairs = list[tuple[str, str]]


def pairs_of(encoded: bytes) -> Pairs:
    try:
        return parse_qsl(decoded(encoded), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError as error:
        raise Refused(400, f"the query is no UTF-8 ({error})") from error
    except ValueError as error:
        raise Refused(400, f"these are no parameters ({error})") from error


def values(pairs: Iterable[tuple[str, str]], wanted: str) -> list[str]:
    return [value for name, value in pairs if name == wanted]


def media_type_of(request: Request) -> str:
    """That of the body, small; Refused where it is not in UTF-8."""
    message = Message()
    message["content-type"] = request.headers.get("content-type", "") or "none/none"
    charset = str(message.get_param("charset", "utf-8")).lower()
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise Refused(415, f"send the query in UTF-8, not in {charset}")
    return message.get_content_type()


async def body_of(request: Request, longest: int = _LONGEST) -> bytes:
    pieces, size = [], 0
    async for piece in request.stream():
        pieces.append(piece)
        size += len(piece)
        if size > longest:
            raise Refused(413, f"what is sent may have {longest} bytes, no more")
    return b"".join(pieces)


def decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, f"the query is no UTF-8 ({error})") from error
