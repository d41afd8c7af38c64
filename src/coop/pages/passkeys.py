"""Between the browser's passkey button and the rooms: what it is answered, what it sends."""

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from coop.access.passkeys.ceremony import Ceremony, CeremonyOver


def asked(ceremony: Ceremony) -> HttpResponse:
    """Answer the button with the question for the device."""
    body = {"ceremony": str(ceremony.id), "options": json.loads(ceremony.options)}
    return HttpResponse(json.dumps(body), content_type="application/json")


def answered(request: HttpRequest) -> tuple[UUID, str]:
    """Return the ceremony's id and the device's answer, as the button's form carries them.

    Raises:
        CeremonyOver: `access.ceremony_over`, there is none.
    """
    try:
        ceremony = UUID(request.POST.get("ceremony", ""))
    except ValueError:
        raise CeremonyOver from None
    return ceremony, request.POST.get("credential", "")
