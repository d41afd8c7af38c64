"""Questions and answers: the institution's facts come from its profile."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coop.pages.ports import House, slot


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its short answers, and where to go on."""

    asked: str
    answers: tuple[str, ...]
    link: str = ""
    link_words: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Questions about one thing."""

    title: str
    questions: tuple[Question, ...]


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Show the questions."""
    house = slot.get()
    return render(request, "web/help.html", {"parts": (_entering(house), _money(), _safety(house))})


@require_safe
def safe_site(request: HttpRequest) -> HttpResponse:
    """Teach how to check that this is the real site."""
    return render(request, "web/safe_site.html")


def _entering(house: House) -> Part:
    call = _("Llame al {name}, teléfono {phone}.").format(
        name=house.cis_name, phone=house.cis_phone
    )
    return Part(
        _("Entrar"),
        (
            Question(
                _("¿Cómo entro?"),
                (
                    _("Escriba {address} en su navegador.").format(address=house.public_url),
                    _("Entre con su usuario y su contraseña. Sirven desde que los recibe."),
                ),
            ),
            Question(
                _("¿Quién puede tener acceso?"),
                (
                    _("Todo asociado o tercero con al menos un producto activo."),
                    _("Para pedirlo: {call}").format(call=call),
                ),
            ),
            Question(_("¿Qué hago si no recuerdo mi contraseña o se bloqueó mi usuario?"), (call,)),
        ),
    )


def _money() -> Part:
    return Part(
        _("Cuentas y transferencias"),
        (
            Question(
                _("¿Qué cuentas puedo ver?"),
                (_("Todas sus cuentas activas de las que usted es titular."),),
                "/cuentas",
                _("Ver mis cuentas"),
            ),
            Question(
                _("¿Qué significa disponible, retenido y saldo en libros?"),
                (
                    _("Disponible es lo que puede usar ahora."),
                    _("Retenido es dinero apartado para algo que aún no termina."),
                    _("El saldo en libros es la suma de los dos."),
                ),
            ),
            Question(
                _("¿Cuándo se hace efectiva una transferencia?"),
                (
                    _("El saldo cambia de inmediato, en su cuenta y en la de destino."),
                    _(
                        "La fecha efectiva es la fecha que llevan los libros. La página de "
                        "revisión se la dice, con el motivo, antes de enviar."
                    ),
                ),
            ),
            Question(
                _("¿Qué hago si transferí por error?"),
                (
                    _("Tenga a mano el comprobante: está en su historial."),
                    _("Llámenos o visite una Plataforma de Servicio para presentar el reclamo."),
                ),
                "/historial",
                _("Ver mi historial"),
            ),
        ),
    )


def _safety(house: House) -> Part:
    return Part(
        _("Seguridad"),
        (
            Question(
                _("¿Cómo sé que este es el sitio verdadero?"),
                (_("Revise la dirección, el candado y el nombre en el certificado."),),
                "/ayuda/sitio-seguro",
                _("Cómo comprobar este sitio"),
            ),
            Question(
                _("Me piden mi contraseña o un código. ¿Lo doy?"),
                (
                    _("No. Nadie de la Cooperativa se lo pedirá por ningún medio."),
                    _("Cuelgue o borre el mensaje, y llame al {phone}.").format(
                        phone=house.cis_phone
                    ),
                ),
            ),
        ),
    )
