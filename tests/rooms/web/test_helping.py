"""The help centre answers the cooperative's list whole, from the profile; guides and machines'
addresses are there for everybody."""

import re
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from coop.calendar import ports as calendar
from coop.calendar.ports import Window
from coop.kernel import clock
from coop.pages.ports import slot
from coop.web import hours
from coop.web.answers import Question
from coop.web.helping import GUIDES, Guide

ANSWERS = re.compile(r'<div class="prose stack tight" id="([^"]+)">')


@pytest.fixture
def questions(stranger: Client) -> list[Question]:
    """What the page of help shows, with its answers."""
    parts = stranger.get("/ayuda").context["parts"]
    return [question for part in parts for question in part.questions]


def test_every_row_of_the_list_is_answered_once(questions: list[Question]) -> None:
    rows = sorted(question.row for question in questions if question.row)
    assert rows == list(range(1, 19))


def test_every_question_is_in_sight_and_its_answer_at_its_own_anchor(
    stranger: Client, questions: list[Question]
) -> None:
    page = stranger.get("/ayuda").content.decode()
    assert re.findall(r"<summary><h3>([^<]+)</h3>", page) == [one.asked for one in questions]
    assert ANSWERS.findall(page) == [one.anchor for one in questions]
    assert len(set(re.findall(r' id="([^"]+)"', page))) == len(re.findall(r' id="', page))
    assert "<details open" not in page
    opened = stranger.get("/ayuda?abrir=todas").content.decode()
    assert opened.count("<details open>") == len(questions)


def test_what_this_release_lacks_is_said(stranger: Client) -> None:
    page = stranger.get("/ayuda").content.decode()
    assert page.count("Todavía no") >= 7
    for lacking in ("tarjetas", "préstamos", "seguros", "servicios externos", "reclamos"):
        assert lacking in page


def test_every_way_leads_somewhere(
    browser: Client, stranger: Client, questions: list[Question]
) -> None:
    addresses = {way.address for question in questions for way in question.ways}
    addresses |= {f"/ayuda/{guide.path}" for guide in GUIDES}
    assert len(addresses) > 12
    for address in sorted(addresses):
        answers = [one.get(address).status_code for one in (browser, stranger)]
        assert 200 in answers, (address, answers)


@pytest.mark.parametrize(
    ("wanted", "found", "left"),
    [
        ("CONTRASEÑA", "bloqueo", "tarjetas"),
        ("contrasena", "bloqueo", "tarjetas"),
        ("panapass", "pagos-externos", "bloqueo"),
        ("6:00", "tarjetas", "bloqueo"),
    ],
)
def test_words_find_questions(stranger: Client, wanted: str, found: str, left: str) -> None:
    page = stranger.get("/ayuda", {"buscar": wanted}).content.decode()
    assert found in ANSWERS.findall(page)
    assert left not in ANSWERS.findall(page)
    assert "<details>" not in page


@pytest.mark.parametrize(
    ("wanted", "address"),
    [
        ("perdí", "/olvide/token"),
        ("ROBARON", "/olvide/token"),
        ("bloquear", "/bloquear"),
        ("antivirus", "/ayuda/equipos"),
    ],
)
def test_words_find_guides_and_pages_where_one_acts(
    stranger: Client, wanted: str, address: str
) -> None:
    page = stranger.get("/ayuda", {"buscar": wanted}).content.decode()
    main = page[page.index("<main") : page.index("</main")]
    assert f'href="{address}"' in main
    assert 'href="/ayuda/llaves-de-acceso"' not in main
    assert "Ninguna pregunta habla de eso" not in page


def test_the_telephone_of_an_answer_can_be_dialled(stranger: Client) -> None:
    page = stranger.get("/ayuda").content.decode()
    answers = page[page.index('<div class="asked">') : page.index("<footer")]
    assert 'teléfono <a class="num" href="tel:8000100">800-0100</a>' in answers
    assert "&lt;a" not in page


def test_what_nothing_speaks_of_is_told_with_the_way_on(stranger: Client) -> None:
    page = stranger.get("/ayuda", {"buscar": "<b>zzz</b>"}).content.decode()
    assert "Ninguna pregunta habla de eso" in page
    assert slot.get().cis_phone in page
    assert "<b>zzz" not in page


def test_another_house_reads_its_own_facts(stranger: Client) -> None:
    facts: dict[str, Any] = {
        "public_url": "https://banca.otra.example",
        "certificate_holder": "Otra Cooperativa, R.L.",
        "cis_name": "Mesa de Ayuda",
        "cis_phone": "900-7777",
        "mail_from": "hola@otra.example",
        "security_contact": "mailto:fallas@otra.example",
    }
    with slot.replaced(replace(slot.get(), **facts)):
        pages = {
            path: stranger.get(path).content.decode()
            for path in ("/ayuda", *(f"/ayuda/{guide.path}" for guide in GUIDES))
        }
    everything = "".join(pages.values())
    for fact in facts.values():
        assert fact.removeprefix("mailto:") in everything
    for page in pages.values():
        assert "900-7777" in page
        assert "800-0100" not in page
    assert "candado cerrado" in pages["/ayuda/sitio-seguro"]
    assert "Otra Cooperativa, R.L." in pages["/ayuda/sitio-seguro"]


def test_hours_and_their_reasons_are_the_calendars_own(stranger: Client) -> None:
    changed = calendar.Settings(
        card_cut_off=time(16, 15),
        card_cut_off_short_day=time(11, 5),
        bill_cut_off=time(14, 40),
        weekday_roll=time(20, 20),
        saturday_roll=time(13, 10),
        windows=(Window(frozenset({1, 3}), time(21), time(0)),),
        off_during_close=frozenset({"movements", "top_up"}),
    )
    with calendar.slot.replaced(replace(calendar.slot.get(), settings=changed)):
        page = stranger.get("/ayuda").content.decode().replace("\N{NO-BREAK SPACE}", " ")
    for said in (
        "4:15 p. m.",
        "11:05 a. m.",
        "2:40 p. m.",
        "8:20 p. m.",
        "1:10 p. m.",
        "cada lunes y miércoles, de 9:00 p. m. a medianoche",
        "no están disponibles: consulta de movimientos.",
        "no estarán disponibles: recargas.",
    ):
        assert said in page, said


@pytest.mark.parametrize(
    ("days", "spanish", "english"),
    [
        ({1, 2, 3, 4, 5}, "de lunes a viernes", "Monday to Friday"),
        ({6}, "cada sábado", "every Saturday"),
        ({6, 7}, "cada sábado y domingo", "every Saturday and Sunday"),
        ({1, 3, 5}, "cada lunes, miércoles y viernes", "every Monday, Wednesday and Friday"),
    ],
)
def test_weekdays_in_words(days: set[int], spanish: str, english: str) -> None:
    with translation.override("es"):
        assert hours.weekdays(days) == spanish
    with translation.override("en"):
        assert hours.weekdays(days) == english


def test_every_service_has_its_words() -> None:
    assert set(hours.SERVICES) == set(calendar.Service.__args__)  # type: ignore[attr-defined]


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.name)
def test_a_guide_stands_in_both_languages_and_names_whom_to_call(
    stranger: Client, guide: Guide
) -> None:
    path = f"/ayuda/{guide.path}"
    spanish = stranger.get(path).content.decode()
    assert slot.get().cis_phone in spanish
    stranger.post("/idioma", {"idioma": "en", "seguir": path})
    english = stranger.get(path).content.decode()
    assert 'lang="en"' in english
    said = re.findall(r"<(?:li|p|h1|h2|h3)[^>]*>([^<]{12,})<", spanish.partition("<main")[2])
    same = [one for one in said if one in english and one.strip()]
    assert not [one for one in same if "Istmeña" not in one], same


def test_researchers_are_told_whom_to_tell(stranger: Client) -> None:
    answer = stranger.get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    said = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert said["Contact"] == slot.get().security_contact
    assert said["Canonical"] == "http://localhost:8000/.well-known/security.txt"
    assert stranger.get(said["Policy"].removeprefix("http://localhost:8000")).status_code == 200
    until = date.fromisoformat(said["Expires"][:10])
    assert 30 < (until - clock.now().date()).days < 365


def test_password_managers_find_the_page(stranger: Client, browser: Client) -> None:
    answer = stranger.get("/.well-known/change-password")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/perfil/contrasena")
    assert browser.get(answer.headers["Location"]).status_code == 200
    assert stranger.get("/.well-known/no-existe").status_code == 404


def test_search_engines_stay_away(stranger: Client) -> None:
    assert stranger.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
    assert '<meta name="robots" content="noindex">' in stranger.get("/ayuda").content.decode()


def test_the_page_of_security_leads_only_to_what_exists(browser: Client) -> None:
    page = browser.get("/perfil/seguridad").content.decode().partition("<main")[2]
    links = re.findall(r'href="(/perfil/[^"]+|/ayuda/[^"]+)"', page.partition("</main>")[0])
    assert {"/perfil/contrasena", "/perfil/sesiones"} <= set(links)
    for link in links:
        assert browser.get(link).status_code in {200, 302}, link
    assert "/perfil/seguridad" in browser.get("/perfil").content.decode()
