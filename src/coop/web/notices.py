"""One sentence about what a person just did, shown once on the next page.

The address carries only the name of the sentence, so that showing it changes nothing.
"""

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

NOTICES = {
    "salio": _("Usted salió. Nada de sus cuentas quedó en este equipo."),
    "paso": _("Pasaron más de cinco minutos desde su contraseña. Escriba su usuario otra vez."),
    "sesion": _("Cerramos esa sesión."),
    "equipo": _("Ya no reconocemos ese equipo y cerramos sus sesiones."),
    "todas": _("Cerramos su sesión en todas partes."),
    "nombre": _("Guardamos el nombre."),
    "quitado": _("Quitamos a la persona de sus beneficiarios."),
    "guardado": _("Guardamos a la persona entre sus beneficiarios."),
    "cancelada": _("Cancelamos la transferencia. No se envió nada."),
    "limites": _("Guardamos sus límites."),
    "llave": _("Agregamos la llave de acceso. Se lo avisamos también por correo."),
    "llave_quitada": _("Quitamos la llave de acceso. Se lo avisamos también por correo."),
    "imagen": _("Guardamos su imagen y su frase. Se lo avisamos también por correo."),
    "preguntas": _("Guardamos sus respuestas. Se lo avisamos también por correo."),
    "codigos": _("Sus códigos nuevos ya sirven. Los anteriores no."),
    "generador": _("Cambiamos su generador de códigos. Se lo avisamos también por correo."),
    "datos": _("Gracias. Sus datos quedaron confirmados."),
    "correo": _("Cambiamos el correo. Se lo avisamos al anterior y al nuevo."),
    "correo_no": _("Ese código ya no sirve y el correo no cambió. Empiece el cambio otra vez."),
    "metodo": _("Elija primero su segundo método. Después podrá hacer ese cambio."),
    "empiece": _("Pasó mucho tiempo o este paso ya terminó. Empiece de nuevo; nada cambió."),
    "otro_codigo": _("Si los datos coinciden, otro código va en camino. El anterior ya no sirve."),
    "token": _("Su teléfono ya es un token. Se lo avisamos también por correo."),
    "token_quitado": _("Quitamos el token. Se lo avisamos también por correo."),
    "llamada_probada": _("Confirmó la llamada. Puede seguir hablando con tranquilidad."),
    "llamada_negada": _("Gracias por avisar. Cuelgue; nadie le pedirá datos por teléfono."),
    "contrasena": _("Cambiamos su contraseña y cerramos sus otras sesiones."),
}


def take_notice(request: HttpRequest) -> str:
    """Return the sentence that the address names, or nothing."""
    name = request.GET.get("hecho", "")
    return gettext(NOTICES[name]) if name in NOTICES else ""


def redirect_saying(page: str, name: str, **arguments: object) -> HttpResponseRedirect:
    """Send the person to a page, by name or address, which says what was done."""
    assert name in NOTICES
    return HttpResponseRedirect(f"{resolve_url(page, **arguments)}?hecho={name}")
