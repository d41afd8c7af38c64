"""Where a form sends the person next: only to an address of ours."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

HOME = "/inicio"


def next_address(request: HttpRequest, default: str = HOME) -> str:
    """Return the wish in `seguir` if it is a path of this site, else the default."""
    wish = request.POST.get("seguir") or request.GET.get("seguir") or ""
    local = wish.startswith("/") and url_has_allowed_host_and_scheme(wish, allowed_hosts=None)
    return wish if local else default
