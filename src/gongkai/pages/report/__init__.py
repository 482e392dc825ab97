"""A report -> its page: the text with everything marked that was read from it; and the page of each fact.

rows of queries ──► entries, unread, findings   what was read, what was not, what does not add up
                    outline                     sections and tables
text, outline, marks ──► sheet                  what is drawn, in pieces that are marked alike
"""

from typing import Final

from starlette.routing import BaseRoute

from gongkai.pages.answering import thing_at
from gongkai.pages.report.fact import show_fact
from gongkai.pages.report.page import show_report, show_text

_REPORT: Final = "/report/{code}/{issuer}/{year}"

ROUTES: Final[tuple[BaseRoute, ...]] = (
    thing_at(_REPORT, show_report),
    thing_at(f"{_REPORT}/text", show_text),
    *(
        thing_at(f"{_REPORT}/{kind}/{{key}}", show_fact)
        for kind in ("observation", "disclosure", "reference", "problem", "measure")
    ),
)
