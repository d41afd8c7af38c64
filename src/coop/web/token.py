"""The token's own page on a phone: it knows nobody's session, and opens without a connection."""

import json
from functools import cache
from hashlib import sha256
from typing import Any

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from coop.access.signed_in import TooManyTries
from coop.access.tokens.pairing import PairingUnknown, join
from coop.pages import assets, words
from coop.pages.middleware import PERMISSIONS
from coop.pages.ports import slot
from coop.web.addresses import client_address

ADDRESS, MANIFEST = "/token", "/token/manifest.webmanifest"
FILES = (
    "token.css",
    "token.js",
    "qr-reader.js",
    "qr-code.js",
    "source-sans-3.woff2",
    "source-serif-4.woff2",
    "mark.svg",
    "token-192.png",
)
POLICY = {"manifest-src": ["'self'"], "worker-src": ["'self'"], "trusted-types": ["token"]}
CAMERA = PERMISSIONS.replace("camera=()", "camera=(self)").replace("autoplay=()", "autoplay=(self)")


@require_safe
@csp_update(POLICY)
def page(request: HttpRequest) -> HttpResponse:
    """Show the token: the same bytes for everybody, whoever is signed in beside it."""
    response = render(request, "web/token.html", {"manifest": MANIFEST})
    response["Permissions-Policy"] = CAMERA
    return response


@require_safe
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django passes it
    """Answer with the service worker, which keeps the token's page and its files only."""
    response = HttpResponse(_worker(slot.get().accent), content_type="text/javascript")
    response["Service-Worker-Allowed"] = ADDRESS
    return response


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - as above
    """Answer with what a phone needs to keep the token among its applications."""
    house = slot.get()
    icons = [
        {"src": assets.address(f"token-{size}.png"), "sizes": f"{size}x{size}", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    said: dict[str, Any] = {
        "id": ADDRESS,
        "name": _("Token de {site_name}").format(site_name=house.site_name),
        "short_name": "Token",
        "description": _("Autoriza sus operaciones, también sin conexión."),
        "lang": "es-PA",
        "start_url": ADDRESS,
        "scope": ADDRESS,
        "display": "standalone",
        "background_color": "#f7f5f0",
        "theme_color": house.accent,
        "icons": [{"type": "image/png", **icon} for icon in icons],
    }
    return HttpResponse(json.dumps(said), content_type="application/manifest+json")


@csrf_exempt  # no session stands behind it: the pairing's secret is all that it acts upon
@require_POST
def pair(request: HttpRequest) -> HttpResponse:
    """Agree a key with the phone that brings a pairing's secret."""
    try:
        joined = join(
            secret=request.POST.get("secret", "")[:40],
            phone_public=request.POST.get("public", ""),
            name=words.browser(request.headers.get("User-Agent", "")),
            address=client_address(request),
        )
    except PairingUnknown as refused:
        return JsonResponse({"error": refused.code}, status=422)
    except TooManyTries as refused:
        return JsonResponse({"error": refused.code}, status=429)
    return JsonResponse({"public": joined.public, "nonce": joined.nonce})


@cache
def _worker(accent: str) -> str:  # noqa: ARG001 - the addresses follow it
    shell = [ADDRESS, *map(assets.address, FILES)]
    body = (assets.FOLDER / "token-worker.js").read_text(encoding="utf-8")
    name = "token-" + sha256(json.dumps(shell).encode() + body.encode()).hexdigest()[:16]
    return f"const NAME = {json.dumps(name)};\nconst SHELL = {json.dumps(shell)};\n{body}"
