"""A passkey from Perfil to a transfer, in a real browser; and what a relay cannot do with one."""

import shutil
from collections.abc import Iterator
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from coop.access.personal import image
from coop.access.sessions.device import remember
from coop.access.tokens.rules import last6
from coop.kernel import db
from coop.payees.save_payee import save_payee
from tests import make
from tests.journeys.conftest import CHROMIUM, Site, enter, opened
from tests.journeys.finger import Finger
from tests.journeys.paying import draft
from tests.journeys.relay import NAME, Relay, standing
from tests.phone import pair
from tests.world import Made

pytestmark = pytest.mark.xdist_group("browser")

OFFER = "**/entrar/llave/pedido"


def register(page: Page, site: Site, person: str) -> None:
    page.goto(f"{site.url}/perfil")
    page.get_by_role("link", name="Llaves de acceso").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirme que es usted")
    page.get_by_label("Código de 6 cifras").fill(site.code(person))
    page.get_by_role("button", name="Confirmar el código").click()
    page.get_by_role("link", name="Agregue la primera").click()
    page.get_by_label("¿Cómo llama usted a este equipo?").fill("Mi teléfono")
    page.get_by_role("button", name="Crear la llave").click()
    expect(page.get_by_role("status").first).to_contain_text("Agregamos la llave de acceso")
    expect(page.locator("main")).to_contain_text("Mi teléfono")


def shown(whose: Made) -> str:
    """The last figures of the account, as the review groups them."""
    figures = last6(whose.savings_number)
    return f"{figures[:3]} {figures[3:]}"


def test_a_passkey_registers_opens_the_door_and_signs(chromium: Browser, site: Site) -> None:
    with opened(chromium) as context:
        page = context.new_page()
        finger = Finger(page)
        enter(page, site, "hilda.p")
        register(page, site, "hilda.p")
        page.get_by_role("button", name="Salir").click()
        page.wait_for_url("**/inicio")  # by the offer in the user name's field, taken at once
        page.route(OFFER, lambda route: route.fulfill(status=429))
        with page.expect_response(OFFER):  # before it, the offer would still be let through
            page.get_by_role("button", name="Salir").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Entrar")
        page.unroute(OFFER)
        page.get_by_role("button", name="Entrar con mi llave").click()
        page.wait_for_url("**/inicio")
        draft(page, site.url, "600.00")
        expect(page.get_by_label("Código de 6 cifras")).to_have_count(0)
        finger.verified(now=False)
        page.get_by_role("button", name="Transferir B/.").click()
        expect(page.locator("[data-said]")).to_contain_text("Puede intentarlo otra vez")
        finger.verified(now=True)
        page.get_by_role("button", name="Transferir B/.").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Transferencia hecha")


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_where_one_signs(chromium: Browser, site: Site, look: str) -> None:
    with site.inside():
        if look == "light":
            pair(site.people["hilda.p"].user_id)
    with opened(chromium, color_scheme=look) as context:
        context.add_init_script(Axe().axe_script)
        page = context.new_page()
        Finger(page)
        enter(page, site, "hilda.p")
        draft(page, site.url, "1.00")
        page.get_by_text("Usar otro teléfono").click()
        expect(page.locator(".qrbox svg")).to_be_visible()
        assert not page.evaluate("axe.run().then(found => found.violations.map(one => one.id))")
        page.set_viewport_size({"width": 320, "height": 780})
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_without_scripts_the_button_gives_way_to_words(chromium: Browser, site: Site) -> None:
    with opened(chromium, scripts=False) as context:
        page = context.new_page()
        page.goto(site.url)
        expect(page.get_by_text("Las llaves de acceso necesitan JavaScript")).to_be_visible()
        expect(page.get_by_role("button", name="Entrar con mi llave")).to_be_hidden()


@pytest.fixture
def relay(site: Site) -> Iterator[Relay]:
    with standing(site.url) as relay:
        yield relay


@pytest.fixture
def deceived(chromium: Browser, relay: Relay) -> Iterator[Browser]:
    """A browser that believes the relay's address to be as safe as any."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    browser = chromium.browser_type.launch(
        executable_path=found,
        args=[
            *CHROMIUM,
            f"--host-resolver-rules=MAP {NAME} 127.0.0.1",
            f"--unsafely-treat-insecure-origin-as-secure={relay.url}",
        ],
    )
    yield browser
    browser.close()


@pytest.mark.parametrize("rewritten", [False, True], ids=["passed on", "for its own name"])
def test_a_relay_gets_no_passkey_to_sign_in(
    deceived: Browser, site: Site, relay: Relay, *, rewritten: bool
) -> None:
    person = "iris.p" if rewritten else "julia.p"
    with opened(deceived) as context:
        page = context.new_page()
        Finger(page)
        enter(page, site, person)
        register(page, site, person)
        if rewritten:
            relay.back = {'"rpId": "localhost"': f'"rpId": "{NAME}"'}
        context.clear_cookies()
        page.goto(relay.url)
        assert page.evaluate("isSecureContext && 'PublicKeyCredential' in window")
        page.get_by_role("button", name="Entrar con mi llave").click()
        expect(page.locator("[data-said]")).to_contain_text("No se usó la llave", timeout=15_000)
        page.goto(f"{relay.url}/inicio")
        expect(page.get_by_role("heading", level=1)).to_have_text("Entrar")


def test_a_relay_never_sees_the_picture_that_its_victim_s_own_device_shows(
    deceived: Browser, site: Site, relay: Relay
) -> None:
    phrase, victim = "El patio de mi abuela", site.people["gloria.p"]
    with site.inside():
        image.choose(user_id=victim.user_id, picture="tucan", phrase=phrase)
        with db.transaction():
            secret = remember(user_id=victim.user_id, secret="", browser="Chrome").secret
    with opened(deceived) as context:
        page = context.new_page()
        context.add_cookies([{"name": "equipo", "value": secret, "url": site.url}])
        for where, times in ((site.url, 1), (relay.url, 0)):
            page.goto(f"{where}/entrar")
            page.get_by_label("Usuario").fill("gloria.p")
            page.get_by_role("button", name="Continuar").click()
            expect(page.get_by_role("heading", level=1)).to_have_text("Escriba su contraseña")
            expect(page.get_by_text(phrase)).to_have_count(times)


def swap(site: Site, relay: Relay, *, victim: Made, meant: Made, thief: Made) -> UUID:
    """Have the relay put the thief where the victim means somebody else; return the payee's id.

    It stands inside the session, and shows the victim what the victim typed.
    """
    with site.inside():
        there, here = (
            save_payee(
                person_id=victim.person_id,
                user_id=victim.user_id,
                account_number=whose.savings_number,
                name=f"{given} Batista",
                alias="",
            ).id
            for whose, given in ((meant, "Clara"), (thief, "Diego"))
        )
    relay.there = {str(there): str(here)}
    relay.back = {"Diego": "Clara", str(here): str(there), shown(thief): shown(meant)}
    return there


def order(page: Page, relay: Relay, payee_id: UUID) -> None:
    """Order, through the relay, as far as the review, which shows whom the victim means."""
    page.goto(f"{relay.url}/transferir/tercero/{payee_id}")
    page.locator("input[name=origin]").first.check()
    page.get_by_label("¿Cuánto?").fill("25.00")
    page.get_by_role("button", name="Continuar a revisión").click()
    expect(page.locator("main")).to_contain_text("Clara Batista")


def test_a_relay_cannot_have_a_changed_payee_signed_by_the_token(
    deceived: Browser, site: Site, relay: Relay
) -> None:
    victim, meant, thief = (site.people[f"{one}.p"] for one in ("kira", "clara", "diego"))
    payee_id = swap(site, relay, victim=victim, meant=meant, thief=thief)
    with site.inside():
        phone = pair(victim.user_id)
    with opened(deceived) as context:
        page = context.new_page()
        context.add_cookies([{"name": "sesion", "value": site.session("kira.p"), "url": relay.url}])
        order(page, relay, payee_id)
        facts = page.locator("section[aria-labelledby=token] dd.num").all_inner_texts()
        _, destination, nonce = (one.replace(" ", "") for one in facts)
        assert destination == last6(meant.savings_number)
        page.get_by_label("Código de 8 cifras").fill(phone.pay(25_00, destination, nonce))
        page.get_by_role("button", name="Transferir B/.").click()
        expect(page.get_by_role("alert")).to_contain_text("Ese código no es correcto")
        truth = phone.pay(25_00, last6(thief.savings_number), nonce)
        page.get_by_label("Código de 8 cifras").fill(truth)  # what no victim reads off this page
        page.get_by_role("button", name="Transferir B/.").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Transferencia hecha")


@pytest.mark.parametrize("rewritten", [False, True], ids=["passed on", "for its own name"])
def test_a_relay_cannot_have_a_changed_payee_signed_by_the_passkey(
    deceived: Browser, site: Site, relay: Relay, *, rewritten: bool
) -> None:
    name = "petra.p" if rewritten else "quima.p"
    victim, meant, thief = (site.people[one] for one in (name, "clara.p", "diego.p"))
    payee_id = swap(site, relay, victim=victim, meant=meant, thief=thief)
    if rewritten:
        relay.back['"rpId": "localhost"'] = f'"rpId": "{NAME}"'
    with opened(deceived) as context:
        page = context.new_page()
        finger = Finger(page)
        enter(page, site, name)
        register(page, site, name)
        context.clear_cookies()
        context.add_cookies([{"name": "sesion", "value": site.session(name), "url": relay.url}])
        order(page, relay, payee_id)
        before, held = finger.signatures(), holdings(site, victim, thief)
        with page.expect_response("**/llave") as asked:
            page.get_by_role("button", name="Transferir B/.").click()
        assert asked.value.ok
        expect(page.locator("[data-said]")).to_contain_text("No se usó la llave", timeout=15_000)
        assert finger.signatures() == before
        assert holdings(site, victim, thief) == held
        where = page.url.removeprefix(relay.url)
        context.add_cookies([{"name": "sesion", "value": site.session(name), "url": site.url}])
        page.goto(site.url + where)  # on the real site the victim sees the truth, and may sign it
        expect(page.locator("main")).to_contain_text("Diego Batista")
        page.get_by_role("button", name="Transferir B/.").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Transferencia hecha")
        assert finger.signatures() > before


def holdings(site: Site, *people: Made) -> list[int]:
    """What the books say that each of some people has."""
    with site.inside():
        return [make.book_cents(one.savings) for one in people]
