"""From nobody to a signed transfer: enrolment or activation, personalisation, the first payment."""

import datetime as dt
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from coop.access.codes.totp import present_code
from coop.access.desk.hand_over import hand_over
from coop.access.factors import TOKEN, factors_of
from coop.access.queries import user_named
from tests import make
from tests.journeys.conftest import Site, opened
from tests.journeys.finger import Finger
from tests.journeys.looks import TALL, judge, press
from tests.journeys.mailbox import code_mailed
from tests.journeys.paying import find_payee
from tests.journeys.soft_token import bring, figures, typed, written

pytestmark = pytest.mark.xdist_group("browser")

PASSWORD = "palma junto al mar claro"
PHRASE = "El patio de mi abuela"
HEADINGS = [
    "Elija su imagen",
    "Escriba su frase",
    "Preguntas de seguridad",
    "Elija su segundo método",
]


def _somebody(site: Site, *, document: str, mail: str, account: str) -> str:
    with site.inside():
        person_id = make.person(
            kind="tercero",
            document_number=document,
            given_names="Zuleika",
            family_names="Morales",
            birth_date=dt.date(1990, 5, 3),
            emails=(mail,),
        )
        make.account(person_id, number=account, cents=50_000)
        code = hand_over(person_id=person_id, by="cis-1", document_checked=True)
        assert code is not None
        return code


def test_a_tercero_enrols_personalises_and_pays_by_passkey_on_a_phone(
    chromium: Browser, site: Site
) -> None:
    mail, account = "zuleika@correo.example", "20000660001"
    _somebody(site, document="8-901-1111", mail=mail, account=account)
    with opened(chromium, height=TALL) as context:
        context.add_init_script(Axe().axe_script)
        page = context.new_page()
        Finger(page)
        page.goto(f"{site.url}/registro")
        page.get_by_label("Número del documento").fill("8-901-1111")
        _go(page)
        page.get_by_label("Número de una de sus cuentas").fill(account)
        page.get_by_label("Fecha de nacimiento").fill("3/5/1990")
        _go(page)
        page.get_by_label("Código de 8 cifras").fill(code_mailed(page, site, mail))
        _go(page)
        _choose_a_name(page, "zuleika.m")
        _enter(page, site, "zuleika.m")
        page.goto(f"{site.url}/inicio")
        expect(page).to_have_url(f"{site.url}/personalizar")
        _picture_and_questions(page)
        page.get_by_role("button", name="Crear la llave").click()
        _see_codes(page)
        found = judge(page)
        _keep_codes_and_contacts(page)
        _pay(page, site)
        page.get_by_role("button", name="Transferir B/.").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Transferencia hecha")
    assert not found


def test_an_activation_and_a_code_generator_do_without_scripts(
    chromium: Browser, site: Site
) -> None:
    document, mail = "8-902-2222", "zoila@correo.example"
    code = _somebody(site, document=document, mail=mail, account="20000660002")
    with opened(chromium, scripts=False) as context:
        page = context.new_page()
        _activate(page, site, document, code)
        _choose_a_name(page, "zoila.m")
        _enter(page, site, "zoila.m")
        _picture_and_questions(page)
        page.get_by_role("link", name="Generador de códigos").click()
        page.get_by_label("Código de 6 cifras").fill("000000")
        page.locator("main form button.btn").click()
        expect(page.locator(".summary")).to_be_visible()
        page.get_by_label("Código de 6 cifras").fill(_first_code(page))
        page.locator("main form button.btn").click()
        _see_codes(page)
        _keep_codes_and_contacts(page)
        _pay(page, site)
        page.get_by_label("Código de 6 cifras").fill(_present(site, "zoila.m"))
        page.get_by_role("button", name="Transferir B/.").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Transferencia hecha")


def test_a_token_is_the_first_and_only_factor_and_signs(chromium: Browser, site: Site) -> None:
    document, mail = "8-903-3333", "zaida@correo.example"
    code = _somebody(site, document=document, mail=mail, account="20000660003")
    with opened(chromium, height=TALL) as computer, opened(chromium) as phone:
        page, token = computer.new_page(), phone.new_page()
        _activate(page, site, document, code)
        _choose_a_name(page, "zaida.m")
        _enter(page, site, "zaida.m")
        _picture_and_questions(page)
        press(page, "Token en su teléfono", "link")
        expect(page).to_have_url(f"{site.url}/personalizar/metodo/token")
        press(page, "Empezar")
        bring(token, site, page.locator(".code").inner_text())
        page.get_by_label("Código de 8 cifras").fill(figures(token))
        press(page, "Terminar la vinculación")
        written(token)
        _see_codes(page)
        _keep_codes_and_contacts(page)
        _pay(page, site)
        expect(page.get_by_label("Código de 6 cifras")).to_have_count(0)
        amount, last, nonce = page.locator(".typed dd").all_inner_texts()
        page.get_by_label("Código de 8 cifras").fill(typed(token, "8.00", last, nonce))
        press(page, "Transferir B/.")
        expect(page.get_by_role("alert")).to_contain_text("Ese código no es correcto")
        page.get_by_label("Código de 8 cifras").fill(typed(token, amount, last, nonce))
        press(page, "Transferir B/.")
        expect(page.get_by_role("heading", level=1)).to_have_text("Transferencia hecha")
    with site.inside():
        found = user_named("zaida.m")
        assert found is not None
        assert factors_of(found.user_id) == (TOKEN,)


def _go(page: Page) -> None:
    page.get_by_role("button", name="Continuar").click()


def _activate(page: Page, site: Site, document: str, code: str) -> None:
    page.goto(f"{site.url}/activar")
    page.get_by_label("Número de su documento").fill(document)
    page.get_by_label("Código de activación").fill(code)
    _go(page)


def _choose_a_name(page: Page, name: str) -> None:
    page.get_by_label("Nombre de usuario").fill(name)
    _go(page)
    page.get_by_label("Leí y acepto").check()
    page.get_by_role("button", name="Aceptar y continuar").click()
    page.get_by_label("Contraseña", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Crear mi usuario").click()


def _enter(page: Page, site: Site, name: str) -> None:
    page.goto(f"{site.url}/entrar")
    page.get_by_label("Usuario").fill(name)
    _go(page)
    page.get_by_label("Contraseña", exact=True).fill(PASSWORD)
    _go(page)
    expect(page).to_have_url(f"{site.url}/personalizar")


def _picture_and_questions(page: Page) -> None:
    page.get_by_role("button", name="Empezar").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADINGS[0])
    page.locator("input[type=radio]").nth(3).check(force=True)
    page.locator("main form button.btn").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADINGS[1])
    page.locator("main input[type=text]").fill(PHRASE)
    page.locator("main form button.btn").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADINGS[2])
    for place, answer in enumerate(("Chitré", "Maestra Elena", "Guandú")):
        page.locator("main select").nth(place).select_option(index=place + 1)
        page.locator("main input[type=text]").nth(place).fill(answer)
    page.locator("main form button.btn").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADINGS[3])


def _see_codes(page: Page) -> None:
    press(page, "Ver mis códigos")
    expect(page.locator("ol.codes li")).to_have_count(10)


def _keep_codes_and_contacts(page: Page) -> None:
    page.get_by_role("button", name="Ya los guardé").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("¿Son estos sus datos?")
    page.get_by_role("button", name="Sí, son correctos").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Su acceso está listo")
    expect(page.locator("main")).to_contain_text(PHRASE)


def _pay(page: Page, site: Site) -> None:
    """Draft a transfer to Clara, whom nobody of this file knew before."""
    find_payee(page, site.people["clara.p"].savings_number)
    page.get_by_label("¿Cuánto?").fill("7.00")
    page.get_by_role("button", name="Continuar a revisión").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Revise antes de enviar")


def _first_code(page: Page) -> str:
    """Do what the application does with the key that the page shows."""
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    from coop.access.codes.totp import PERIOD_SECONDS
    from coop.kernel import clock

    key = re.sub(r"\s", "", page.locator("p.code").inner_text())
    return str(format_hotp_value(hotp_value(key, int(clock.now().timestamp()) // PERIOD_SECONDS)))


def _present(site: Site, name: str) -> str:
    with site.inside():
        found = user_named(name)
        assert found is not None
        return present_code(user_id=found.user_id)
