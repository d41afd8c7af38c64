"""What a phone's camera would read is what was made: each square of the code, on the screen."""

from base64 import b64encode

import pytest
import segno
from playwright.sync_api import Browser

from tests.journeys.conftest import Site, enter, opened
from tests.journeys.paying import draft
from tests.phone import pair

pytestmark = pytest.mark.xdist_group("browser")

QUIET = 4
SQUARES = """async ([shot, across]) => {
    const bytes = Uint8Array.from(atob(shot), one => one.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const drawing = new OffscreenCanvas(image.width, image.height).getContext("2d");
    drawing.drawImage(image, 0, 0);
    const at = place => (place + .5) * image.width / across;
    const dark = (x, y) => drawing.getImageData(at(x), at(y), 1, 1).data[0] < 128;
    const all = [...Array(across).keys()];
    return all.map(y => all.map(x => Number(dark(x, y))));
}"""


@pytest.mark.parametrize(("look", "person"), [("light", "iris.p"), ("dark", "julia.p")])
def test_the_code_on_the_screen_is_the_code_that_was_made(
    chromium: Browser, site: Site, look: str, person: str
) -> None:
    with site.inside():
        pair(site.people[person].user_id)
    with opened(chromium, color_scheme=look, device_scale_factor=3) as context:
        page = context.new_page()
        enter(page, site, person)
        draft(page, site.url, "2.00")
        address = page.locator(".ask a").get_attribute("href")
        assert address is not None
        page.get_by_text("Usar otro teléfono").click()
        shot = b64encode(page.locator(".qrbox svg").screenshot()).decode()
        made = [list(row) for row in segno.make(address, error="m", micro=False).matrix]
        across = len(made) + 2 * QUIET
        seen = page.evaluate(SQUARES, [shot, across])
    edge, white = [0] * QUIET, [[0] * across] * QUIET
    inside = [[*edge, *(int(one) for one in row), *edge] for row in made]
    assert seen == [*white, *inside, *white]
