"""The words for statuses and kinds, and the tone that a tag takes beside the word."""

from typing import Protocol

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

ORDER = {
    "DRAFTED": _("Sin terminar"),
    "AUTHORIZED": _("En proceso"),
    "POSTED": _("Aplicada"),
    "BATCHED": _("Enviada"),
    "SETTLED": _("Aplicada"),
    "HELD": _("En proceso"),
    "UNCERTAIN": _("En proceso"),
    "RETURNED": _("Devuelta"),
    "REFUSED": _("Rechazada"),
    "EXPIRED": _("Vencida sin enviar"),
    "CANCELLED": _("Cancelada por usted"),
}
HEADLINE = {
    "DRAFTED": _("Transferencia sin terminar"),
    "POSTED": _("Transferencia hecha"),
    "SETTLED": _("Transferencia hecha"),
    "RETURNED": _("Transferencia devuelta"),
    "REFUSED": _("Transferencia rechazada"),
    "EXPIRED": _("Transferencia vencida: no se envió"),
    "CANCELLED": _("Transferencia cancelada: no se envió"),
}
IN_PROCESS = _("Transferencia en proceso")
TONE = {
    "POSTED": "good",
    "SETTLED": "good",
    "RETURNED": "bad",
    "REFUSED": "bad",
    "EXPIRED": "",
    "CANCELLED": "",
}
WAITING = "wait"
ACCOUNT = {
    "active": _("Activa"),
    "dormant": _("Inactiva"),
    "blocked": _("Bloqueada"),
    "closed": _("Cerrada"),
}
WHY_NOT = {  # codes of products: why nothing may leave or enter an account
    "blocked": _("La cuenta está bloqueada."),
    "dormant": _("La cuenta está inactiva."),
    "closed": _("La cuenta está cerrada."),
    "never_transfers": _("De este producto no se transfiere."),
    "never_to_others": _("De este producto solo se transfiere a sus propias cuentas."),
    "matures": _("Se puede mover desde su fecha de vencimiento."),
    "only_titular": _("Solo el titular puede mover este dinero."),
    "never_receives": _("Este producto no recibe transferencias."),
}
PASSWORD_FLAW = {  # codes of access: why a password would be guessed early
    "short": _("Escriba al menos 12 caracteres; varias palabras seguidas sirven bien."),
    "long": _("Escriba 256 caracteres o menos."),
    "common": _("Esa está entre las primeras que alguien probaría."),
    "own_words": _("No use su nombre, su usuario ni el nombre de la Cooperativa."),
    "repeated": _("No repita lo mismo ni siga el orden del teclado."),
    "same": _("Escriba una distinta de la de ahora."),
}
PHRASE_FLAW = {  # codes of access: why a phrase cannot stand beside the password
    "short": _("Use 4 letras o más."),
    "long": _("Use 60 letras o menos."),
    "own_name": _("No ponga su usuario en la frase."),
    "password": _("La frase se ve en la pantalla: no puede ser su contraseña."),
}
CLOCK_BEHIND = _(
    "El reloj de su teléfono parece atrasado unos {minutes} min: ponga la hora automática y "
    "escriba el código nuevo."
)
CLOCK_AHEAD = _(
    "El reloj de su teléfono parece adelantado unos {minutes} min: ponga la hora automática y use "
    "un código dentro de {minutes} min."
)
ANSWER_FLAW = {  # codes of access: why an answer cannot be kept
    "short": _("Escriba una respuesta de 3 letras o más."),
    "long": _("Escriba una respuesta de 100 letras o menos."),
    "own_name": _("No use su nombre de usuario como respuesta."),
    "equal": _("Escriba una respuesta distinta en cada pregunta."),
}
QUESTION = {  # codes of access: what a person chose to be asked
    "first_school": _("¿Cómo se llamaba su primera escuela?"),
    "favourite_teacher": _("¿Cómo se llamaba su maestra o maestro favorito?"),
    "childhood_friend": _("¿Cómo se llamaba su mejor amistad de la niñez?"),
    "first_pet": _("¿Cómo se llamaba su primera mascota?"),
    "childhood_street": _("¿En qué calle o barriada vivió en su niñez?"),
    "grandmother_town": _("¿En qué pueblo nació una de sus abuelas?"),
    "grandmother_dish": _("¿Qué plato le preparaba su abuela?"),
    "first_job": _("¿En qué lugar tuvo su primer trabajo?"),
    "first_boss": _("¿Cómo se llamaba su primer jefe o jefa?"),
    "first_concert": _("¿A qué artista vio en su primer concierto?"),
    "first_book": _("¿Cuál fue el primer libro que le gustó?"),
    "first_journey": _("¿A dónde fue su primer viaje largo?"),
    "childhood_nickname": _("¿Qué apodo le decían en su niñez?"),
    "neighbour": _("¿Cómo se llamaba el vecino que más recuerda?"),
    "childhood_song": _("¿Qué canción le cantaban en su niñez?"),
    "childhood_toy": _("¿Qué juguete recuerda más?"),
    "wished_profession": _("¿Qué quería ser cuando fuera grande?"),
    "met_best_friend": _("¿En qué lugar conoció a su mejor amistad?"),
}
KIND = {
    "transfer_own": _("Transferencia entre sus cuentas"),
    "transfer_third_party": _("Transferencia a otra persona"),
}

BACK = (  # where a page leads back to, by how its address ends
    ("/transferir", _("Volver a Transferir")),
    ("/perfil", _("Volver a Perfil")),
    ("/seguridad", _("Volver a Seguridad")),
    ("/perfil/token", _("Volver a Token")),
    ("/personalizar", _("Volver a los pasos")),
    ("/metodo", _("Volver a los métodos")),
    ("/imagen", _("Volver a las imágenes")),
    ("/contacto", _("Volver a Correo y teléfono")),
    ("/contacto/correo", _("Volver a escribir el correo")),
    ("/registro", _("Volver al documento")),
    ("/olvide/token", _("Volver a la guía")),
    ("/entrar", _("Volver a Entrar")),
)
BROWSERS = (  # the first mark that stands in a browser's own words tells its name
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


class HasStatus(Protocol):
    """An order, as far as its words are concerned."""

    @property
    def status(self) -> str:
        """The state of its life."""


def order_status(status: str) -> str:
    """Return the honest word for an order's state."""
    return gettext(ORDER.get(status, "") or _("En proceso"))


def tone(status: str) -> str:
    """Return the colour class of a state's tag; the word itself says the same."""
    return TONE.get(status, WAITING)


def headline(order: HasStatus) -> str:
    """Return the heading of an order's permanent page."""
    return gettext(HEADLINE.get(order.status, IN_PROCESS))


def account_status(status: str) -> str:
    """Return the word for an account's state."""
    return gettext(ACCOUNT[status]) if status in ACCOUNT else status


def why_not(code: str) -> str:
    """Return why nothing may leave or enter an account."""
    return gettext(WHY_NOT[code]) if code in WHY_NOT else ""


def password_flaw(code: str) -> str:
    """Return what is wrong with a password that somebody wanted."""
    return gettext(PASSWORD_FLAW[code]) if code in PASSWORD_FLAW else ""


def phrase_flaw(code: str) -> str:
    """Return why a phrase cannot stand beside the password."""
    return gettext(PHRASE_FLAW[code]) if code in PHRASE_FLAW else ""


def phone_clock(minutes: str) -> str:
    """Return what to do about a phone that is some minutes ahead, or behind if negative."""
    off = int(minutes)
    if not off:
        return ""
    return gettext(CLOCK_AHEAD if off > 0 else CLOCK_BEHIND).format(minutes=abs(off))


def answer_flaw(code: str) -> str:
    """Return why an answer to a security question cannot be kept."""
    return gettext(ANSWER_FLAW[code]) if code in ANSWER_FLAW else ""


def question(code: str) -> str:
    """Return the words of a security question."""
    return gettext(QUESTION[code]) if code in QUESTION else ""


def kind(code: str) -> str:
    """Return what kind of instruction it is."""
    return gettext(KIND[code]) if code in KIND else ""


def browser(agent: str) -> str:
    """Return a browser's own words in short: `Chrome en Android`."""
    name = next((shown for mark, shown in BROWSERS if mark in agent), "")
    system = next((shown for mark, shown in SYSTEMS if mark in agent), "")
    if name and system:
        return gettext("{browser} en {system}").format(browser=name, system=system)
    return name or system or gettext("Navegador desconocido")


def way_back(address: str) -> str:
    """Return the words of the link that leads back to a page."""
    path = address.partition("?")[0]
    if path.startswith("/cuentas/"):
        return gettext("Volver a la cuenta")
    return next((gettext(said) for end, said in BACK if path.endswith(end)), gettext("Volver"))
