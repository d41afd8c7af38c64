"""Every field of every form that takes a password: hidden, shown on wish, open to managers."""

import pytest
from django import forms

from coop.pages.forms import Form
from tests.rooms.web.every_form import every_form

PASSWORDS = [
    (f"{form.__name__}.{name}", field)
    for form in every_form()
    for name, field in form.base_fields.items()
    if isinstance(field.widget, forms.PasswordInput)
]
STAFFS = {
    f"{form.__name__}.{name}"
    for form in every_form()
    if form.__module__.startswith("coop.backoffice")
    for name in form.base_fields
}


def test_there_are_forms_and_passwords() -> None:
    assert len(every_form()) > 10
    assert len(PASSWORDS) >= 3


@pytest.mark.parametrize(("name", "field"), PASSWORDS, ids=[name for name, _ in PASSWORDS])
def test_every_password_field_is_hidden_and_may_be_shown(name: str, field: forms.Field) -> None:
    assert field.widget.input_type == "password"
    assert "data-reveal" in field.widget.attrs


@pytest.mark.parametrize(("name", "field"), PASSWORDS, ids=[name for name, _ in PASSWORDS])
def test_password_managers_and_paste_are_welcome(name: str, field: forms.Field) -> None:
    attributes = field.widget.attrs
    assert attributes["autocomplete"] in {"current-password", "new-password"}
    assert not {one for one in attributes if one.startswith("on")}
    assert "readonly" not in attributes


def test_no_form_reads_a_password_into_an_open_field() -> None:
    loose = [
        f"{form.__name__}.{name}"
        for form in every_form()
        for name, field in form.base_fields.items()
        if "password" in name and not isinstance(field.widget, forms.PasswordInput)
    ]
    assert not loose
    assert all(issubclass(form, Form) for form in every_form())


def test_staff_have_no_field_for_anybodys_password() -> None:
    theirs = [name for name, _ in PASSWORDS if name in STAFFS]
    assert STAFFS
    assert not theirs
