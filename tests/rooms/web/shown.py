"""What a page shows."""

import re


def key_of(page: str) -> str:
    found = re.search(r'class="code">([A-Z2-7 ]+)<', page)
    assert found is not None
    return found[1].replace(" ", "")


def words_of(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]
