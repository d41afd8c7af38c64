import datetime as dt
from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coop.kernel import clock, db
from coop.members import queries
from coop.members.new_person import BirthDateInFuture, NameMissing, NewPerson
from coop.members.register_people import DocumentTaken, register_people
from coop.members.register_person import register_person

pytestmark = pytest.mark.django_db

JOINED = dt.date(2019, 4, 2)


def new(document: str = "8-0123-04567", **changes: object) -> NewPerson:
    given = NewPerson(
        kind="asociado",
        document_type="cedula",
        document_number=document,
        given_names="  María  José ",
        family_names="Núñez Ávila",
        joined_date=JOINED,
        birth_date=dt.date(1990, 5, 17),
        emails=("Maria@Correo.EXAMPLE", "otra@correo.example"),
        telephones=("6123-4567", "+507 205 0911"),
        province="Panamá",
        district="San Miguelito",
        chapter="Panamá",
        retired=True,
    )
    return replace(given, **changes)  # type: ignore[arg-type]


def test_a_person_is_kept_in_canonical_form() -> None:
    found = queries.person(register_person(person=new()))
    assert found.document_number == "8-123-4567"
    assert found.full_name == "María José Núñez Ávila"
    assert found.given_name == "María"
    assert found.notice_addresses == ("Maria@correo.example", "otra@correo.example")
    assert [(phone.kind, phone.shown) for phone in found.phones] == [
        ("mobile", "6123-4567"),
        ("landline", "205-0911"),
    ]
    assert not found.emails[0].verified
    assert found.address == "San Miguelito, Panamá"
    assert (found.kind, found.status, found.retired) == ("asociado", "active", True)


def test_one_document_is_one_person_however_it_is_typed() -> None:
    register_person(person=new("8-123-4567"))
    with pytest.raises(DocumentTaken):
        register_person(person=new("08 - 0123 - 04567"))


def test_nobody_is_born_tomorrow() -> None:
    noon = dt.datetime(2026, 11, 24, 3, tzinfo=dt.UTC)  # still the 23rd in Panama
    with clock.frozen(business=noon):
        register_person(person=new("8-1-1", birth_date=dt.date(2026, 11, 23)))
        with pytest.raises(BirthDateInFuture):
            register_person(person=new("8-1-2", birth_date=dt.date(2026, 11, 24)))
    assert queries.person_by_document(document_type="cedula", number="8-1-2") is None


def test_the_same_number_is_another_document_in_another_country() -> None:
    for country in ("CR", "CO"):
        register_person(
            person=new(
                document_type="passport", document_number="AB123456", document_country=country
            )
        )
    found = queries.person_by_document(document_type="passport", number="ab 123456", country="co")
    assert found is not None
    assert found.document_country == "CO"


def test_a_company_has_one_name_and_computed_check_digits() -> None:
    company = new("57983-56-340439", document_type="ruc", given_names="Taller Uno, S.A.")
    found = queries.person(register_person(person=replace(company, family_names="")))
    assert found.document_check_digits == "65"
    assert found.full_name == "Taller Uno, S.A."


def test_a_person_without_family_names_is_refused() -> None:
    with pytest.raises(NameMissing):
        register_person(person=new(family_names=" "))


def test_many_people_are_written_in_few_statements_and_are_whole() -> None:
    people = [new(f"8-{number // 900 + 1}-{number}") for number in range(1, 2001)]
    with db.transaction(), CaptureQueriesContext(connection) as seen:
        assert register_people(people=iter(people)) == 2000
    assert len(seen) <= 4
    assert len(list(queries.ids_by_document())) == 2000
    assert queries.person(people[-1].id).emails


def test_one_wrong_person_among_many_fails_the_whole() -> None:
    people = [new("8-1-1"), new("8-1-2"), new("8-1-1")]
    with pytest.raises(DocumentTaken), db.transaction():
        register_people(people=people)
    assert list(queries.ids_by_document()) == []


def test_an_unknown_person_is_not_found() -> None:
    with pytest.raises(queries.PersonNotFound):
        queries.person(uuid4())
    assert queries.names([uuid4()]) == {}
