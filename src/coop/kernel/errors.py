"""The four families of errors, divided by who must act.

A room declares each of its errors as a subclass with a stable, unique `code`
(`room.what_happened`) beside the verb that raises it. The words a person reads live in
`coop.pages`; the list in `docs/reference/errors.md` is made from the docstrings here below.
"""

from typing import ClassVar


class Problem(Exception):  # noqa: N818 - the families are named for who must act, not for the language
    """The root of the four families; never raised itself."""

    code: ClassVar[str]
    registry: ClassVar[dict[str, type["Problem"]]] = {}

    def __init__(self, **data: object) -> None:
        """Keep `data`, the facts that the translated sentence of this code names."""
        self.data = data
        super().__init__(self.code, data)

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        code = cls.__dict__.get("code")
        if code is None:
            return
        other = Problem.registry.get(code)
        if other is not None and other.__qualname__ != cls.__qualname__:
            message = f"{code} is the code of both {other.__qualname__} and {cls.__qualname__}"
            raise TypeError(message)
        Problem.registry[code] = cls

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={value!r}" for name, value in self.data.items())
        return f"{self.code}({facts})"


class Refused(Problem):
    """The person can act: the same page says why. 4xx."""


class Unavailable(Problem):
    """Something outside is down and nothing was sent: try later. 503."""


class Uncertain(Problem):
    """Sent, and the answer is unknown: in process, and a job finds out. 202."""


class Broken(Problem):
    """An invariant of ours failed: roll back, stop, page someone. 500 with a reference."""
