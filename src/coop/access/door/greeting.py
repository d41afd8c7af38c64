"""The picture and phrase beside the password field: the person's own, on a device that is known.

Anywhere else nobody's is shown, whether the name exists or not. Where the operator has them shown
always, a name without any gets one that is made of the name, the same each time: who asks cannot
tell it from one that a person chose.
"""

import hmac
import json
from functools import cache
from uuid import UUID

from allauth.mfa.utils import decrypt, encrypt

from coop.access.models import User
from coop.access.personal import image
from coop.access.personal.image import Shown
from coop.access.personal.pictures import PICTURES
from coop.access.ports import slot
from coop.access.sessions.device import recognise
from coop.kernel.text import fold

NOBODY = UUID(int=0)
THINGS = (
    "el patio", "la lluvia", "mi abuela", "el mercado", "la montaña", "mi primer carro",
    "el río", "la playa", "el domingo", "mi perro", "la cosecha", "el café", "mi barrio",
    "la cocina", "el verano", "mi hermana", "la escuela", "el parque", "mi gato", "la fonda",
    "el tranvía", "la bahía", "mi tío", "el mango", "la comparsa", "el volcán", "mi guitarra",
    "la tarde", "el carnaval", "mi madrina", "la luna", "el puente",
)  # fmt: skip
PLACES = (
    "de Boquete", "de Penonomé", "de mi infancia", "de los lunes", "en diciembre", "de Colón",
    "en bicicleta", "de las seis", "con lluvia", "de Chitré", "de antes", "sin prisa",
    "de la esquina", "en Taboga", "de Las Tablas", "con sol", "de la casa vieja", "a las cinco",
    "de Santiago", "en enero", "de David", "con música", "del interior", "de madrugada",
    "de Pedasí", "en familia", "de Portobelo", "sin zapatos", "de la feria", "con abuelo",
    "de Aguadulce", "en silencio",
)  # fmt: skip


def shown_for(*, username: str, device: str) -> Shown | None:
    """Return what stands beside the password field of this name in this browser, or None.

    Args:
        username: as typed, whether anybody has it or not.
        device: the secret by which this browser may be recognised.
    """
    name = fold(username[:200])
    known = recognise(secret=device, name=name) is not None
    always = slot.get().image_shown == "always"
    if not (known or always):
        return None
    user_id = User.objects.filter(username=name).values_list("id", flat=True).first()
    kept, invented = image.of(user_id or NOBODY), decoy(name)
    if kept is None:
        decrypt(_sealed())  # the same work for a name without any
    if kept is not None and kept.whole:
        return kept
    return invented if always else None


def decoy(name: str) -> Shown:
    """Return the picture and phrase of a name that has none, the same each time."""
    key = slot.get().factor_key.encode()
    made = hmac.digest(key, b"coop.access.greeting\0" + name.encode(), "sha256")
    thing, place = THINGS[made[2] % len(THINGS)], PLACES[made[3] % len(PLACES)]
    picture = PICTURES[int.from_bytes(made[:2]) % len(PICTURES)]
    return Shown(picture, f"{thing} {place}".capitalize())


@cache
def _sealed() -> str:
    return str(encrypt(json.dumps(["estrella", "una frase como las que eligen las personas"])))
