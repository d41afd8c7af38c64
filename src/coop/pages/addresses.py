"""From where a request comes."""

from django.http import HttpRequest

from coop.pages.ports import slot


def client_address(request: HttpRequest) -> str:
    """Return the client's address: behind trusted proxies, the one that the first of them saw."""
    proxies = slot.get().proxies
    chain = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies and len(chain) >= proxies and chain[-proxies]:
        return chain[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
