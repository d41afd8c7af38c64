"""One sentence about what was just done, shown once on the next page."""

from django.http import HttpRequest, HttpResponseRedirect
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

NOTICES = {
    "salio": _("Usted salió del sistema del personal."),
    "desbloqueado": _("Listo: la persona puede intentar entrar de nuevo."),
    "bloqueado": _("Listo: el acceso quedó bloqueado y sus sesiones cerradas."),
    "activo": _("Listo: el acceso está activo de nuevo."),
    "codigo_enviado": _("Enviamos el código por correo. Usted no lo ve."),
    "elija_motivo": _("Elija para qué llama, y pruebe la llamada otra vez."),
    "registrada": _("La persona quedó registrada."),
    "ya_registrada": _("Ese documento ya estaba registrado: esta es la persona."),
    "pedido": _("Lo pedido espera la decisión de otra persona."),
    "decidido": _("Su decisión quedó registrada."),
    "hecho": _("Aprobado y hecho."),
    "retirado": _("Retiró su solicitud."),
    "funciones": _("Las funciones quedaron asignadas."),
    "cerrado": _("Listo: ya no puede entrar y sus sesiones terminaron."),
    "abierto": _("Listo: puede entrar de nuevo."),
    "llave": _("Quitamos la llave y cerramos sus sesiones."),
}


def take_notice(request: HttpRequest) -> str:
    """Return the sentence that the address names, or nothing."""
    name = request.GET.get("hecho", "")
    return gettext(NOTICES[name]) if name in NOTICES else ""


def redirect_saying(address: str, name: str) -> HttpResponseRedirect:
    """Send the person to `address`, where the page says what was done."""
    assert name in NOTICES
    return HttpResponseRedirect(f"{address}?hecho={name}")
