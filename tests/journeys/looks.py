"""How a page is judged: by axe in every look, by its weight, and only once it has arrived."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from playwright.sync_api import Page, Response, Route

from tests.journeys.conftest import Site

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]  # all that another look of a page can change
TALL = 4000  # the whole page in sight, so that the bottom bar covers nothing
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}
RECOLOURED = {"dark", "forced"}
SCRIPTS = "**/*.js"
REQUESTS = 6  # and one sheet where the sixty pictures are shown: kept apart, fetched once for ever
KIBIBYTES = {"document": 14, "stylesheet": 12, "script": 10}
PAINTED = """() => new Promise(done => {
    new PerformanceObserver(() => done()).observe({ type: "paint", buffered: true });
})"""
SHIFTED = """() => new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) sum += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})"""


def press(page: Page, name: str, role: Literal["button", "link"] = "button") -> None:
    """Press what leads to another page, and wait until that page and its style are there."""
    with page.expect_event("load"):
        page.get_by_role(role, name=name).click()


def looks(page: Page) -> Iterator[str]:
    """Show the same page in every look; without motion, so that no colour is on its way."""
    for name, media in LOOKS.items():
        page.emulate_media(reduced_motion="reduce", **media)
        yield name


def violations(page: Page, look: str) -> list[tuple[str, str, str, str]]:
    """Return what axe finds on a page that has arrived: one without its style has other sizes."""
    page.wait_for_load_state("load")
    rules = {"type": "rule", "values": OF_COLOUR} if look in RECOLOURED else RULES
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    results = page.evaluate("options => axe.run(options)", options)
    return [
        (look, page.url, str(one["id"]), str(node["html"])[:160])
        for one in results["violations"]
        for node in one["nodes"]
    ]


def sideways(page: Page, *, width: int = 320) -> bool:
    """Tell whether anything stands beyond the edge of a narrow screen."""
    before = page.viewport_size
    assert before
    page.wait_for_load_state("load")
    page.set_viewport_size({"width": width, "height": before["height"]})
    wide = bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))
    page.set_viewport_size(before)
    return wide


def judge(page: Page) -> list[object]:
    """Return what axe finds in every look, and whether anything stands beyond the edge."""
    found: list[object] = []
    for look in looks(page):
        found += violations(page, look)
    if sideways(page):
        found.append((page.url, "sideways"))
    return found


def weigh(page: Page, site: Site, path: str) -> None:
    """Go to a page and hold what it downloads and how far its parts jump to their budgets.

    Its scripts come only once it is painted, as on a slow line: what they add must have its place.
    The site's icon counts as asked for once: the browser takes it when it likes.
    """
    page.goto("about:blank")  # what a page before it still waited for is not this one's
    seen: list[Response] = []

    def note(answer: Response) -> None:
        seen.append(answer)

    page.on("response", note)
    with late_scripts(page):
        page.goto(site.url + path, wait_until="commit")
        page.evaluate(PAINTED)
    page.remove_listener("response", note)
    assert page.url == site.url + path, "it leads elsewhere"
    icons = page.locator("link[rel=icon]").evaluate_all("all => all.map(one => one.href)")
    asked = [*icons, *(one.url for one in seen if one.url not in icons)]
    sheet = any("pictures." in one for one in asked)
    assert len(asked) <= REQUESTS + sheet, asked
    assert all(one.url.startswith(site.url) for one in seen), path
    for one in seen:
        most = KIBIBYTES.get(one.request.resource_type)
        if most is not None and one.ok:
            assert len(gzip.compress(one.body())) <= most * 1024, one.url
    assert page.evaluate(SHIFTED) == 0, path


@contextmanager
def late_scripts(page: Page) -> Iterator[None]:
    """Hold the page's scripts back until the block has ended, and let them through then."""
    held: list[Route] = []
    ended = False

    def hold(route: Route) -> None:
        if ended:
            route.continue_()
        else:
            held.append(route)

    page.route(SCRIPTS, hold)
    yield
    ended = True
    for route in held:
        route.continue_()
    page.wait_for_load_state("load")
    page.unroute(SCRIPTS, hold)
