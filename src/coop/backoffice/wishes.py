"""The page of the back office to which a form says that it goes on."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from coop.backoffice.door import SIGN_IN

HOME = "/personal/inicio"


def wish_of(request: HttpRequest) -> str:
    """Return the page that was wished for if it is one of ours, else the first page."""
    wish = request.POST.get("seguir") or request.GET.get("seguir") or ""
    ours = wish.startswith("/personal/") and not wish.startswith(SIGN_IN)
    return wish if ours and url_has_allowed_host_and_scheme(wish, allowed_hosts=None) else HOME
