"""Addresses of a running server, and what a reader does there -> docs/pictures/*.png. As a program, takes them anew.

    .venv/bin/python tests/pictures.py [NAME ...]

A picture that is to be added is a line of PICTURES; tests/test_pictures.py holds each against a fresh one. Size,
colours, language and motion are set, so that what differs from one machine to the next is the shape of the letters.
"""

import io
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser, Page

from browsing import chromium, frame, visiting
from serving import serving
from terminal import run

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"


@dataclass(frozen=True, slots=True)
class Step:
    """What the reader does to the element that a CSS selector finds: `text` is what is typed, pressed or chosen."""

    does: Literal["click", "hover", "fill", "press", "select", "wait"]
    target: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A file's name without its ending, an address, and what is done there before the picture is taken.

    `part` is the selector of the element that is taken, empty for the whole window of `size`.
    """

    name: str
    address: str
    steps: tuple[Step, ...] = ()
    part: str = ""
    size: tuple[int, int] = (1280, 900)


DRAWN = Step("wait", "#drawing[data-drawn]")

CARD = Step("wait", "#card [data-place]")
EDITOR = Step("wait", ".CodeMirror-code:visible")

PICTURES = (
    Picture("overview", "/?lang=en"),
    Picture("report", "/report/320500/government/2016?lang=en#char=9194,9198", (CARD,), size=(1280, 1000)),
    Picture("fact", "/report/320500/government/2016/observation/9194?lang=en"),
    Picture("place", "/jurisdiction/320500?lang=en"),
    Picture("area", "/concept/policy-area/environment?lang=en"),
    Picture("compare", "/compare?left=report/320500/government/2016&right=report/320585/government/2017&lang=en"),
    Picture("search", "/search?q=空气质量&lang=en"),
    Picture("findings", "/findings?lang=en"),
    Picture("query", "/query/requests?lang=en", (EDITOR,), size=(1280, 1000)),
    Picture("network", "/network?lang=en", (DRAWN,), size=(1280, 1000)),
)


def taken(browser: Browser, origin: str, picture: Picture) -> bytes:
    """The picture as PNG."""
    with visiting(browser, origin, picture.size, "en", reduced_motion="reduce", color_scheme="light") as visit:
        page = visit.go(picture.address)
        for step in picture.steps:
            _do(page, step)
        page.evaluate("document.fonts.ready")
        page.wait_for_function("[...document.querySelectorAll('[data-chart]')].every(one => one.querySelector('svg'))")
        frame(page)
        seen = page.locator(picture.part) if picture.part else page
        return seen.screenshot(animations="disabled", caret="hide")


def _do(page: Page, step: Step) -> None:
    found = page.locator(step.target).first
    match step.does:
        case "click":
            found.click()
        case "hover":
            found.hover()
        case "fill":
            found.fill(step.text)
        case "press":
            found.press(step.text)
        case "select":
            found.select_option(step.text)
        case "wait":
            found.wait_for()


def difference(one: bytes, other: bytes) -> float:
    """How far two pictures are from each other, as the mean of all pixels and channels: 0 for none, 255 at most."""
    first, second = (Image.open(io.BytesIO(content)).convert("RGB") for content in (one, other))
    if first.size != second.size:
        return 255
    return sum(ImageStat.Stat(ImageChops.difference(first, second)).mean) / 3


def main(names: list[str]) -> None:
    known = [picture.name for picture in PICTURES]
    unknown = [name for name in names if name not in known]
    if unknown:
        sys.exit(f"there is no picture {', '.join(unknown)}; there are: {', '.join(known)}")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "store"
        built = run("build", "--no-corrections", "--store", folder)
        if built.returncode:
            sys.exit(built.stderr)
        with serving(folder, "--workers", "2") as server, chromium() as browser:
            for picture in PICTURES:
                if not names or picture.name in names:
                    FOLDER.joinpath(f"{picture.name}.png").write_bytes(taken(browser, server.origin, picture))


if __name__ == "__main__":
    main(sys.argv[1:])
