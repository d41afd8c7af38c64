"""A phone whose browser reads no QR codes scans with its camera what the desk's screen shows."""

import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import frames
from tests.journeys.conftest import Site, enter, launched, opened
from tests.journeys.looks import TALL
from tests.journeys.paying import draft

pytestmark = pytest.mark.xdist_group("browser")

SHADES = """async shot => {
    const bytes = Uint8Array.from(atob(shot), one => one.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const drawing = new OffscreenCanvas(image.width, image.height).getContext("2d");
    drawing.drawImage(image, 0, 0);
    const { data } = drawing.getImageData(0, 0, image.width, image.height);
    let shades = "";
    for (let at = 0; at < data.length; at += 4) shades += String.fromCharCode(data[at]);
    return [btoa(shades), image.width];
}"""
READERS = """() => performance.getEntriesByType("resource")
    .map(one => new URL(one.name).pathname.split("/").at(-1)).filter(name => name.startsWith("qr-"))
"""
# The page's policy forbids the strings that `wait_for_function` would evaluate in it.
FILMING = """() => new Promise(done => {
    const video = document.querySelector("video");
    const look = () => (video.videoWidth ? done(true) : setTimeout(look, 20));
    look();
})"""
LEFT = """leave => new Promise(done => {
    const video = document.querySelector("video"), [track] = video.srcObject.getTracks();
    leave.click();
    const look = () => {
        if (track.readyState === "ended") done(video.srcObject);
        else setTimeout(look, 20);
    };
    look();
})"""
NO_DETECTOR = "delete window.BarcodeDetector;"


@dataclass(frozen=True)
class Camera:
    """A browser whose camera shows a film, and the way to change it before it is opened."""

    browser: Browser
    film: Path

    def points_at(self, desk: Page, **how: Any) -> None:
        """Hold the phone before the code on the desk's screen."""
        if not desk.locator(".qrbox").is_visible():  # a narrow desk keeps it folded
            desk.get_by_text("Usar otro teléfono").click()
        shot = b64encode(desk.locator(".qrbox").screenshot()).decode()
        shades, across = desk.evaluate(SHADES, shot)
        screen = np.frombuffer(b64decode(shades), np.uint8).reshape(-1, across).astype(np.float64)
        side = min(screen.shape)
        nothing = np.full((frames.HEIGHT, frames.WIDTH), 90.0)
        seen = frames.blurred(frames.seen(screen[:side, :side], around=60, **how), 0.8)
        held = [frames.noisy(seen * 0.8 + 20, 6, at) for at in range(3)]
        frames.film(self.film, [nothing, nothing, *held])


@pytest.fixture(scope="module")
def camera(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Camera]:
    film = tmp_path_factory.mktemp("camera") / "film.y4m"
    frames.film(film, [np.full((frames.HEIGHT, frames.WIDTH), 90.0)])
    played = ("--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}")
    with launched(*played, whole=True) as browser:
        yield Camera(browser, film)


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def figures(token: Page) -> str:
    shown = token.locator("output").locator("visible=true")
    expect(shown).to_have_text(re.compile(r"^\d{4}\s\d{4}$"))
    return shown.inner_text()


def test_a_phone_pairs_and_signs_by_what_its_camera_sees(camera: Camera, site: Site) -> None:
    phone: dict[str, Any] = {"permissions": ["camera"]}
    with (
        opened(camera.browser, height=TALL, device_scale_factor=2) as computer,
        opened(camera.browser, **phone) as pocket,
    ):
        pocket.add_init_script(NO_DETECTOR)
        desk, token = computer.new_page(), pocket.new_page()
        enter(desk, site, "pilar.p")
        begin_pairing(desk, site)
        camera.points_at(desk, turn=20, tilt=(15, -10))
        token.goto(f"{site.url}/token")
        assert token.evaluate(READERS) == []
        token.get_by_role("button", name="Escanear el código QR").click()
        heading(token, "Vincular este teléfono")
        assert token.evaluate(READERS) == ["qr-reader.js", "qr-code.js"]
        token.get_by_role("button", name="Vincular este teléfono").click()
        heading(token, "Falta un paso")
        desk.get_by_label("Código de 8 cifras").fill(figures(token))
        desk.get_by_role("button", name="Terminar la vinculación").click()
        expect(desk.get_by_role("status")).to_contain_text("Su teléfono ya es un token")
        token.get_by_role("button", name="Ya lo escribí").click()
        token.evaluate("navigator.serviceWorker.ready.then(() => {})")
        pocket.set_offline(True)
        token.reload()
        draft(desk, site.url, "25.00")
        camera.points_at(desk, turn=-35, tilt=(-20, 12))
        token.get_by_role("button", name="Escanear un código QR").click()
        heading(token, "¿Es esto lo que quiere pagar?")
        expect(token.locator("[data-view=check] .big")).to_contain_text("25.00")
        expect(token.locator("[data-view=check] [data-fill=payee]")).to_have_text(
            "Ahorro corriente"
        )
        token.get_by_role("button", name="Sí, mostrar el código").click()
        desk.get_by_label("Código de 8 cifras").fill(figures(token))
        desk.get_by_role("button", name="Transferir B/.").click()
        heading(desk, "Transferencia hecha")


def begin_pairing(desk: Page, site: Site) -> None:
    desk.goto(f"{site.url}/perfil/token")
    desk.get_by_role("link", name="Vincular un teléfono").click()
    desk.get_by_label("Código de 6 cifras").fill(site.code("pilar.p"))
    desk.get_by_role("button", name="Confirmar el código").click()
    desk.get_by_role("button", name="Empezar").click()
    desk.wait_for_url("**/vincular")


def test_a_camera_that_is_refused_is_said_and_one_that_is_left_is_off(
    camera: Camera, site: Site
) -> None:
    frames.film(camera.film, [np.full((frames.HEIGHT, frames.WIDTH), 120.0)])
    with opened(camera.browser) as pocket:
        pocket.add_init_script(NO_DETECTOR)
        token = pocket.new_page()
        token.goto(f"{site.url}/token")
        token.get_by_role("button", name="Escanear el código QR").click()
        heading(token, "No pudimos usar la cámara")
        expect(token.locator("[data-view=nocamera]")).to_contain_text("Permita la cámara")
        pocket.grant_permissions(["camera"], origin=site.url)
        token.get_by_role("button", name="Intentar de nuevo").click()
        heading(token, "Apunte al código QR")
        assert token.evaluate(FILMING)
        leave = token.get_by_role("button", name="Volver").locator("visible=true")
        assert leave.evaluate(LEFT) is None
        heading(token, "Haga de este teléfono su token")
