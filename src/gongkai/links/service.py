"""A SPARQL service and a query -> its answer in JSON: one request at a time, and again after a while."""

import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Final

from gongkai import __version__
from gongkai.errors import BadService

_AGENT: Final = f"gongkai/{__version__} (https://w3id.org/gongkai/) Python-urllib"
_ATTEMPTS: Final = 5
_TIMEOUT: Final = 75.0  # seconds; Wikidata ends a query after 60
_LONGEST_WAIT: Final = 120.0
_LARGEST: Final = 1 << 26
_AGAIN: Final = frozenset((408, 425, 429, 500, 502, 503, 504))

Wait = Callable[[float], None]


def ask(endpoint: str, query: str, wait: Wait = time.sleep) -> bytes:
    """BadService where it does not answer after several attempts, or refuses."""
    if urllib.parse.urlsplit(endpoint).scheme not in ("http", "https"):
        raise BadService(f"{endpoint}: this is no address of a service; write http://... or https://...")
    request = urllib.request.Request(
        endpoint,
        data=urllib.parse.urlencode({"query": query}).encode(),
        headers={"User-Agent": _AGENT, "Accept": "application/sparql-results+json"},
    )
    reason = ""
    for attempt in range(_ATTEMPTS):
        pause = float(2**attempt)
        try:
            with urllib.request.urlopen(request, timeout=_TIMEOUT) as answer:
                content: bytes = answer.read(_LARGEST + 1)
        except urllib.error.HTTPError as error:
            reason = f"{error.code} {error.reason}"
            if error.code not in _AGAIN:
                break
            pause = _asked_to_wait(error.headers.get("Retry-After", ""), error.headers.get("Date", ""), pause)
        except (OSError, HTTPException) as error:  # no connection, or one that broke off
            reason = str(getattr(error, "reason", error)) or type(error).__name__
        else:
            if len(content) <= _LARGEST:
                return content
            reason = "the answer is too long"
            break
        if attempt + 1 < _ATTEMPTS:
            wait(min(pause, _LONGEST_WAIT))
    raise BadService(f"{endpoint}: no answer ({reason}); try again later, or link a kept answer with --file")


def _asked_to_wait(header: str, now: str, otherwise: float) -> float:
    """Retry-After in seconds, or as a date, which is held against the date of the answer."""
    if header.isdigit():
        return float(header)
    try:
        return max(0.0, (parsedate_to_datetime(header) - parsedate_to_datetime(now)).total_seconds())
    except (TypeError, ValueError):
        return otherwise
