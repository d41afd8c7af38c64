"""The back office's words for roles, factors, states and what the trail tells."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from coop.access.staff.rules import Role
from coop.kernel import dates

ROLES = {
    Role.CIS: _("CIS"),
    Role.PLATAFORMA: _("Plataforma"),
    Role.OPERATIONS: _("Operaciones"),
    Role.AUDITOR: _("Auditoría"),
    Role.ADMIN: _("Administración"),
}
ROLE_HINTS = {
    Role.CIS: _("Atiende por teléfono: activa, desbloquea y comprueba llamadas."),
    Role.PLATAFORMA: _("Atiende en la sucursal con el documento a la vista."),
    Role.OPERATIONS: _("Aprueba lo que otros piden."),
    Role.AUDITOR: _("Lee el rastro de todo; no cambia nada."),
    Role.ADMIN: _("Invita al personal y asigna funciones."),
}
FACTORS = {
    "passkey": _("Llave de acceso"),
    "token": _("Token del teléfono"),
    "totp": _("Aplicación de códigos"),
}
ASSISTED = {
    "waiting": _("Espera la respuesta de la persona"),
    "matched": _("La respuesta coincide"),
    "not_matched": _("La respuesta no coincide"),
    "expired": _("Venció sin respuesta"),
    "void": _("Se empezó otra"),
}
REQUEST = {
    "waiting": _("Espera decisión"),
    "approved": _("Aprobada, sin hacer"),
    "refused": _("Rechazada"),
    "withdrawn": _("Retirada"),
    "expired": _("Vencida"),
    "used": _("Aprobada y hecha"),
}
REQUEST_TONE = {"waiting": "wait", "approved": "wait", "refused": "bad", "used": "good"}
CALL = {
    "waiting": _("Esperando a la persona"),
    "confirmed": _("Confirmada"),
    "refused": _("La persona dijo que no"),
    "expired": _("Venció"),
    "void": _("Reemplazada por otra"),
}
CALL_TONE = {"waiting": "wait", "confirmed": "good", "refused": "bad"}
KIND = {  # of requests, as `coop.config.wiring` names them
    "access.reset_factors": _("Quitar los métodos de una persona"),
    "access.staff_roles": _("Cambiar las funciones de alguien"),
    "access.staff_new_passkey": _("Dar una llave nueva a alguien del equipo"),
}
TOLD = {  # of a colleague; and of oneself
    "code_given": _("Se dio un código para una llave nueva de {name} ({moment})."),
    "passkey_added": _("{name} registró una llave nueva ({moment})."),
}
TOLD_OWN = {
    "code_given": _("Se dio un código para una llave nueva suya ({moment})."),
    "passkey_added": _("Se registró una llave nueva suya ({moment})."),
}
PEOPLE = {"asociado": _("Asociado"), "tercero": _("Tercero")}
DOCUMENTS = {"cedula": _("Cédula"), "passport": _("Pasaporte"), "ruc": _("RUC")}
PROOFS = {
    "document_checked": _("Su documento, a la vista en la sucursal."),
    "matched_at": _("Su respuesta de seguridad coincidió ({moment})."),
}
ACTORS = {
    "nobody": _("Sin identificar"),
    "operator": _("Operador del sistema"),
    "ledger": _("Los libros"),
    "first_link": _("Enlace inicial"),
    "jobs": _("Tarea automática"),
}
DATA = {
    "reason": _("motivo"),
    "roles": _("funciones"),
    "before": _("antes"),
    "kind": _("tipo"),
    "sessions": _("sesiones"),
    "found": _("encontrados"),
    "method": _("método"),
    "purpose": _("para"),
    "hours": _("horas"),
    "until": _("hasta"),
    "path": _("página"),
    "document_checked": _("documento a la vista"),
    "on_paper": _("en papel"),
}


def role(one: Role) -> str:
    """Return a role's name."""
    return gettext(ROLES[one])


def role_names(roles: frozenset[Role]) -> str:
    """Return some roles in a line, in their usual order."""
    return ", ".join(role(one) for one in Role if one in roles)


def proofs(facts: Mapping[str, Any]) -> str:
    """Return what a request says that was proven; nothing if it says so of nothing."""
    said = []
    if facts.get("document_checked"):
        said.append(gettext(PROOFS["document_checked"]))
    if facts.get("matched_at"):
        moment = dates.moment(datetime.fromisoformat(facts["matched_at"]))
        said.append(gettext(PROOFS["matched_at"]).format(moment=moment))
    return " ".join(said)


def of(table: dict[str, str], code: str) -> str:
    """Return the word for a code; the code itself where there is none."""
    return gettext(table[code]) if code in table else code
