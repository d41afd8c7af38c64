"""The pages about a person, as staff read them."""

from django.test import Client

from tests.world import Made


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def of(person: Made, act: str = "") -> str:
    return f"/personal/personas/{person.person_id}{'/' if act else ''}{act}"
