"""How a person wants pages to look: kept in a cookie of the browser, no secret and no identity."""

from collections.abc import Mapping

COOKIE = "coop_vista"
LARGE, SHARP = "large", "sharp"
HIDDEN = "hidden"
KNOWN = (LARGE, SHARP, HIDDEN)
ONE_YEAR_SECONDS = 365 * 24 * 3600


def chosen(cookies: Mapping[str, str]) -> frozenset[str]:
    """Return which of the known choices the browser holds."""
    return frozenset(cookies.get(COOKIE, "").split(".")) & frozenset(KNOWN)


def cookie_value(choices: frozenset[str]) -> str:
    """Return the cookie's value for these choices."""
    return ".".join(name for name in KNOWN if name in choices)


def classes(cookies: Mapping[str, str]) -> str:
    """Return the classes of the page's root element."""
    return " ".join(name for name in (LARGE, SHARP) if name in chosen(cookies))


def balances_hidden(cookies: Mapping[str, str]) -> bool:
    """Tell whether balances are written as dots."""
    return HIDDEN in chosen(cookies)
