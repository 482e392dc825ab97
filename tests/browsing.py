"""A real browser over a running server: every other host is blocked, and what the console says is kept.

What a page shows after a click, a choice or a key comes when it comes: tests ask with `expect`, which waits, and never
with `is_visible`, `count` or `inner_text` before something that `expect` has waited for. That something is not there is
asked when what comes with it, or after it, is.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Route, expect, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
AXE = Path(__file__).parents[1] / "src" / "front" / "node_modules" / "axe-core" / "axe.min.js"
# Offline, as root, and with a software renderer for WebGL.
_FLAGS = (
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
)  # fmt: skip
PHONE = (360, 740)
# Milliseconds; a machine that does other things besides must not make a failure, and who need not wait does not.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(_FLAGS), timeout=3 * PATIENCE)
        yield browser
        browser.close()


@dataclass(slots=True)
class Visit:
    """One tab; `complaints` are errors of the console, of scripts and of the policy, and asking other hosts."""

    origin: str
    page: Page
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        """Open a page of the server; it must answer, and be drawn."""
        answer = self.page.goto(self.origin + path, wait_until="load")
        assert answer
        assert answer.ok, f"{path}: {answer.status}"
        return self.page


@contextmanager
def visiting(
    browser: Browser, origin: str, size: tuple[int, int] = (1280, 900), language: str = "zh-CN", **options: Any
) -> Iterator[Visit]:
    """A fresh tab, as of a new reader; at its end nothing may have been complained of."""
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, locale=language, **options)
    context.set_default_timeout(PATIENCE)
    visit = Visit(origin, context.new_page())

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            visit.complaints.append(f"{message.type}: {message.text} ({message.location.get('url')})")

    def guard(route: Route, request: Request) -> None:
        if urlsplit(request.url).netloc == urlsplit(origin).netloc:
            route.continue_()
        else:
            visit.complaints.append(f"asked another host: {request.url}")
            route.abort()

    visit.page.on("console", listen)
    visit.page.on("pageerror", lambda error: visit.complaints.append(f"script: {error}"))
    context.route("**/*", guard)
    try:
        yield visit
    finally:
        context.unroute_all(behavior="ignoreErrors")  # what is still asked for when the tab closes is nobody's fault
        context.close()
    assert not visit.complaints, "\n".join(visit.complaints)


def frame(page: Page) -> None:
    """What was asked for is drawn: in the first frame that follows, at the latest."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def still(seen: Locator) -> bytes:
    """The picture of it, when what moved there has come to rest."""
    now = seen.screenshot()
    for _ in range(100):
        seen.evaluate("() => new Promise(done => setTimeout(done, 250))")  # an animation takes 200, by the same clock
        before, now = now, seen.screenshot()
        if now == before:
            return now
    raise AssertionError("it does not come to rest")


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong with the page, of serious or critical impact: rule, and where."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
