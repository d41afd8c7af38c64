"""Personalisation page by page: nothing else before it, nothing lost, and each part later again."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from coop.access.codes import recovery_codes
from coop.access.codes.new_totp import pending
from coop.access.codes.totp import code_at, present_step
from coop.access.personal import questions
from coop.access.personal.personalisation import Step, missing
from coop.access.personal.pictures import PICTURES
from coop.access.personal.rules import QUESTIONS
from coop.access.proofs.fresh import mark_fresh
from coop.access.sessions.store import SessionStore
from coop.kernel import clock, db
from coop.pages import assets, pictures
from tests.every_page import Page, every_page
from tests.rooms.web.shown import key_of, words_of
from tests.world import PASSWORD, Made

ANSWERS = ("Escuela República de Chile", "Canelo", "Pájaro chogüí")
OPEN = {"personalise", "leave", "language", "stay", "confirm_factor", "confirm_factor_options"}


def asked() -> dict[str, str]:
    data = {f"question_{n}": QUESTIONS[n] for n in (1, 2, 3)}
    return data | {f"answer_{n}": ANSWERS[n - 1] for n in (1, 2, 3)}


def take_picture(browser: Client) -> None:
    page = words_of(browser.get("/personalizar/imagen"))
    shown = re.findall(r'name="picture" value="([a-z]+)"', page)
    assert len(shown) == 12
    answer = browser.post("/personalizar/imagen", {"picture": shown[3]})
    assert answer.headers["Location"] == "/personalizar/imagen/frase"


def bind_generator(browser: Client) -> None:
    seed = key_of(words_of(browser.get("/personalizar/metodo/generador")))
    data = {"code": code_at(seed, present_step())}
    answer = browser.post("/personalizar/metodo/generador", data)
    assert answer.headers["Location"] == "/personalizar/codigos", words_of(answer)


def all_but_contacts(browser: Client) -> list[str]:
    take_picture(browser)
    browser.post("/personalizar/imagen/frase", {"phrase": "El tucán del patio"})
    browser.post("/personalizar/preguntas", asked())
    bind_generator(browser)
    page = words_of(browser.post("/personalizar/codigos", {"ver": "1"}))
    answer = browser.post("/personalizar/codigos", {"guardados": "1"})
    assert answer.headers["Location"] == "/personalizar/contacto"
    return re.findall(r"<li>(\d{5} \d{5} \d{5} \d{5})</li>", page)


def of_members(stranger: Client) -> Iterator[Page]:
    """Return every page that sends a stranger to the door, but those of personalisation itself."""
    for page in every_page():
        if page.name in OPEN or page.name.startswith("first_"):
            continue
        answers = (stranger.get(page.address()), stranger.post(page.address()))
        if any(one.headers.get("Location", "").startswith("/entrar?seguir=") for one in answers):
            yield page


def test_until_it_is_done_every_page_of_members_leads_to_it(
    stranger: Client, first: Client
) -> None:
    pages, reached = list(of_members(stranger)), []
    for page in pages:
        for answer in (first.get(page.address()), first.post(page.address())):
            led = answer.headers.get("Location") == "/personalizar"
            if not led and answer.status_code != 405:
                reached.append((page.route, answer.status_code))
    assert not reached
    assert len(pages) > 40
    assert first.get("/ayuda").status_code == 200
    assert first.post("/idioma", {"idioma": "en"}).status_code == 302
    assert first.post("/sesion/seguir").status_code == 200
    assert first.post("/salir").status_code == 302


def test_the_walk_from_the_first_page_to_the_accounts(newcomer: Made, first: Client) -> None:
    assert first.get("/inicio").headers["Location"] == "/personalizar"
    page = words_of(first.get("/personalizar"))
    assert "Empezar" in page
    assert 'class="nav"' not in page
    assert first.post("/personalizar").headers["Location"] == "/personalizar/imagen"
    codes = all_but_contacts(first)
    assert len(codes) == 10
    assert "n•••@correo.example" in words_of(first.get("/personalizar/contacto"))
    answer = first.post("/personalizar/contacto")
    assert answer.headers["Location"] == "/personalizar/listo"
    page = words_of(first.get("/personalizar/listo"))
    assert "El tucán del patio" in page
    assert 'class="nav"' in page
    assert first.get("/inicio").status_code == 200
    assert missing(newcomer.user_id) == ()
    with db.transaction():
        assert recovery_codes.take(user_id=newcomer.user_id, typed=codes[0])


def test_left_halfway_it_goes_on_the_next_day_where_it_stood(newcomer: Made) -> None:
    with clock.frozen(now=clock.now() - timedelta(days=1)):
        first = newcomer.client()
        take_picture(first)
        first.post("/personalizar/imagen/frase", {"phrase": "El tucán del patio"})
        first.post("/personalizar/preguntas", asked())
    assert first.get("/personalizar").headers["Location"].startswith("/sesion/terminada")
    again = newcomer.client()
    page = words_of(again.get("/personalizar"))
    assert "Sigue donde lo dejó" in page
    assert page.count('class="done"') == 2
    assert again.post("/personalizar").headers["Location"] == "/personalizar/metodo"
    assert "El tucán del patio" in words_of(again.get("/personalizar/imagen/frase"))


def test_twelve_pictures_at_a_time_until_all_were_seen(first: Client) -> None:
    seen: list[str] = []
    for number in range(1, 7):
        page = words_of(first.get(f"/personalizar/imagen?pagina={number}"))
        seen += re.findall(r'name="picture" value="([a-z]+)"', page)
    assert len(seen) == len(set(seen)) == 72
    assert "pagina=1" in page
    for odd in ("0", "99", "-1", "x", "٣", "1" * 500):
        assert "Grupo 1 de 6" in words_of(first.get("/personalizar/imagen", {"pagina": odd}))


@pytest.mark.parametrize("picture", ["", "nadie", "../coop.css"])
def test_a_picture_that_is_not_shown_is_not_taken(first: Client, picture: str) -> None:
    answer = first.post("/personalizar/imagen", {"picture": picture})
    assert answer.status_code == 422
    assert "Elija una de las imágenes." in words_of(answer)


def test_a_missing_file_of_pictures_is_a_plain_tile_with_the_name(
    first: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setitem(assets.FILES, "pictures.svg", assets.FOLDER / "no.svg")
    pictures.drawn.cache_clear()
    try:
        answer = first.get("/personalizar/imagen")
        assert answer.status_code == 200
        assert words_of(answer).count('<span class="picture"') == 12
        assert "<use" not in words_of(answer)
    finally:
        monkeypatch.undo()
        pictures.drawn.cache_clear()
    assert words_of(first.get("/personalizar/imagen")).count("<use") == 12


def test_every_picture_is_drawn_and_has_a_name() -> None:
    assert pictures.drawn() == set(pictures.NAMES) == set(PICTURES)


def test_the_phrase_is_kept_on_the_page_that_refuses_it(newcomer: Made, first: Client) -> None:
    assert first.get("/personalizar/imagen/frase").headers["Location"] == "/personalizar/imagen"
    take_picture(first)
    answer = first.post("/personalizar/imagen/frase", {"phrase": f"soy {newcomer.username}"})
    assert answer.status_code == 422
    assert f'value="soy {newcomer.username}"' in words_of(answer)
    assert "No ponga su usuario en la frase." in words_of(answer)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"answer_2": "si"}, "Escriba una respuesta de 3 letras o más."),
        ({"answer_2": ANSWERS[0].upper()}, "Escriba una respuesta distinta en cada pregunta."),
        ({"question_2": QUESTIONS[1]}, "Elija una pregunta distinta."),
        ({"question_2": "cedula"}, "Elija una pregunta."),
        ({"answer_3": ""}, "Escriba su respuesta."),
    ],
)
def test_answers_that_cannot_be_kept_say_why_and_stay(
    first: Client, newcomer: Made, changed: dict[str, str], said: str
) -> None:
    answer = first.post("/personalizar/preguntas", asked() | changed)
    assert answer.status_code == 422
    assert said in words_of(answer)
    assert 'value="Escuela República de Chile"' in words_of(answer)
    assert questions.chosen(newcomer.user_id) == ()


def test_answers_are_never_shown_again(first: Client) -> None:
    first.post("/personalizar/preguntas", asked())
    page = words_of(first.get("/personalizar/preguntas"))
    assert f'value="{QUESTIONS[1]}" selected' in page
    assert "Canelo" not in page


def test_the_generator_is_bound_only_by_its_own_code(newcomer: Made, first: Client) -> None:
    seed = key_of(words_of(first.get("/personalizar/metodo/generador")))
    assert key_of(words_of(first.get("/personalizar/metodo/generador"))) == seed
    others = newcomer.client()
    assert key_of(words_of(others.get("/personalizar/metodo/generador"))) != seed
    kept = SessionStore(first.cookies["sesion"].value)
    assert seed not in str(dict(kept.items()))
    right = {code_at(seed, present_step() + offset) for offset in range(-25, 26)}
    wrong = next(code for code in map("{:06}".format, range(60)) if code not in right)
    answer = first.post("/personalizar/metodo/generador", {"code": wrong})
    assert answer.status_code == 422
    assert "Ese no es el código que muestra ahora su aplicación" in words_of(answer)
    assert Step.FACTOR in missing(newcomer.user_id)
    with clock.frozen(now=clock.now()):
        data = {"code": code_at(seed, present_step() + 4)}
        answer = first.post("/personalizar/metodo/generador", data)
    assert "El reloj de su teléfono está 2 min fuera de hora" in words_of(answer)


def test_a_bound_factor_renews_the_session_and_ends_the_others(
    newcomer: Made, first: Client
) -> None:
    others = newcomer.client()
    assert others.get("/personalizar").status_code == 200
    before = first.cookies["sesion"].value
    seed = key_of(words_of(first.get("/personalizar/metodo/generador")))
    code = code_at(seed, present_step())
    first.post("/personalizar/metodo/generador", {"code": code})
    assert first.cookies["sesion"].value != before
    assert first.get("/personalizar").status_code == 200
    assert others.get("/personalizar").headers["Location"].startswith("/entrar")
    assert Step.FACTOR not in missing(newcomer.user_id)
    answer = first.get("/personalizar/metodo/generador")
    assert answer.headers["Location"] == "/personalizar/metodo"
    assert "Ya tiene un segundo método" in words_of(first.get("/personalizar/metodo"))
    # The door asks for it from now on, and the first code was used by binding it.
    door = Client(HTTP_HOST="localhost:8000")
    door.post("/entrar", {"username": newcomer.username, "password": PASSWORD})
    assert door.post("/entrar/segundo-paso", {"code": code}).status_code == 422


def test_the_codes_are_shown_once(first: Client, newcomer: Made) -> None:
    shown = re.compile(r"<li>(\d{5}(?: \d{5}){3})</li>")
    made = shown.findall(words_of(first.post("/personalizar/codigos", {"ver": "1"})))
    assert len(made) == 10
    assert not shown.findall(words_of(first.get("/personalizar/codigos")))
    assert Step.CODES in missing(newcomer.user_id)
    again = shown.findall(words_of(first.post("/personalizar/codigos", {"ver": "1"})))
    assert not set(made) & set(again)
    with db.transaction():
        assert not recovery_codes.take(user_id=newcomer.user_id, typed=made[0])


def test_codes_that_were_not_made_cannot_be_kept(first: Client) -> None:
    answer = first.post("/personalizar/codigos", {"guardados": "1"})
    assert answer.status_code == 422
    assert "Primero vea sus códigos" in words_of(answer)


def test_once_done_the_first_steps_are_closed(newcomer: Made, first: Client) -> None:
    all_but_contacts(first)
    first.post("/personalizar/contacto")
    for page in every_page():
        if page.name.startswith("first_"):
            for answer in (first.get(page.address()), first.post(page.address())):
                assert answer.status_code in {302, 405}, page.route
                assert answer.headers.get("Location", "/personalizar") == "/personalizar"
    assert first.get("/personalizar").headers["Location"] == "/inicio"


def test_a_password_that_is_due_comes_before_everything(marisol: Made) -> None:
    db.execute("UPDATE access_user SET password_due = true WHERE id = %s", [marisol.user_id])
    browser = marisol.client()
    assert browser.get("/inicio").headers["Location"] == "/personalizar"
    assert browser.post("/personalizar").headers["Location"] == "/personalizar/contrasena"
    assert browser.get("/personalizar/imagen").headers["Location"] == "/personalizar"
    same = {"current": PASSWORD, "new": PASSWORD}
    answer = browser.post("/personalizar/contrasena", same)
    assert "Escriba una distinta de la de ahora." in words_of(answer)
    new = {"current": PASSWORD, "new": "otra frase larga y serena 9"}
    assert browser.post("/personalizar/contrasena", new).headers["Location"] == "/inicio"
    assert browser.get("/inicio").status_code == 200


PARTS = ("imagen", "imagen/frase", "preguntas", "codigos", "contacto", "generador")


@pytest.mark.parametrize("part", PARTS)
def test_later_each_part_asks_for_a_factor_first(browser: Client, part: str) -> None:
    for answer in (browser.get(f"/perfil/{part}"), browser.post(f"/perfil/{part}")):
        assert answer.headers["Location"].startswith("/perfil/confirmar?seguir=%2Fperfil%2F")


@pytest.fixture
def fresh(marisol: Made, browser: Client) -> Client:
    store = SessionStore(browser.cookies["sesion"].value)
    mark_fresh(store)
    store.save()
    return browser


def test_later_everything_can_be_changed_and_is_told(marisol: Made, fresh: Client) -> None:
    own = re.findall(r'name="picture" value="([a-z]+)"', words_of(fresh.get("/perfil/imagen")))
    answer = fresh.post("/perfil/imagen", {"picture": own[0]})
    assert answer.headers["Location"] == "/perfil/imagen/frase"
    answer = fresh.post("/perfil/imagen/frase", {"phrase": "La casa amarilla"})
    assert answer.headers["Location"] == "/perfil/seguridad?hecho=imagen"
    assert "Guardamos su imagen" in words_of(fresh.get(answer.headers["Location"]))
    answer = fresh.post("/perfil/preguntas", asked())
    assert answer.headers["Location"] == "/perfil/seguridad?hecho=preguntas"
    fresh.post("/perfil/codigos", {"ver": "1"})
    answer = fresh.post("/perfil/codigos", {"guardados": "1"})
    assert answer.headers["Location"] == "/perfil/seguridad?hecho=codigos"
    seed = key_of(words_of(fresh.get("/perfil/generador")))
    answer = fresh.post("/perfil/generador", {"code": code_at(seed, present_step())})
    assert answer.headers["Location"] == "/perfil/seguridad?hecho=generador"
    assert fresh.get("/inicio").status_code == 200
    told = {row[0] for row in db.fetch_all("SELECT template FROM notifications_notice")}
    changed = {"image_changed", "questions_changed", "recovery_codes_made", "generator_replaced"}
    assert changed <= told


def test_a_pending_generator_is_no_factor(marisol: Made, fresh: Client) -> None:
    store = SessionStore(fresh.cookies["sesion"].value)
    shown = pending(store, username="marisol", issuer="Cooperativa")
    assert shown.uri.startswith("otpauth://totp/Cooperativa:marisol?secret=")
    assert marisol.code()
