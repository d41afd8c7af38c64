"""Answers about safety (questions 1, 2, 16 and 18 of the cooperative's list)."""

from django.utils.translation import gettext as _

from coop.pages.ports import House
from coop.web.answers import Part, Question, Way, ways


def part(house: House) -> Part:
    """Return them."""
    questions = (_is_it_safe(house), _care(), _fraud(house), _site(house))
    return Part("seguridad", _("Seguridad"), questions)


def _is_it_safe(house: House) -> Question:
    certificate = (
        _("Todo viaja cifrado, con un certificado a nombre de {holder}.").format(
            holder=house.certificate_holder
        )
        if house.secure
        else _("Esta es una instalación en su propio equipo: no usa certificado.")
    )
    return Question(
        row=1,
        anchor="es-seguro",
        asked=_("¿Es seguro este servicio?"),
        answers=(certificate, _("Además, su acceso tiene varias protecciones:")),
        points=(
            _("Una llave de acceso o un código, además de su contraseña."),
            _("La imagen y la frase que usted eligió, en los equipos que conocemos."),
            _("El soft token: su teléfono le muestra el monto y el destino antes de autorizar."),
            _("Las preguntas de seguridad, solo cuando recupera su acceso."),
            _("Un aviso por correo después de cada cambio importante."),
        ),
        ways=ways(
            Way("/ayuda/llaves-de-acceso", _("Qué es una llave de acceso")),
            Way("/ayuda/token", _("Qué es el soft token")),
            Way("/ayuda/imagen", _("Para qué son su imagen y su frase")),
        ),
    )


def _care() -> Question:
    return Question(
        row=2,
        anchor="cuidados",
        asked=_("¿Qué cuidados debo tener?"),
        answers=(),
        points=(
            _("No comparta su usuario, su contraseña ni sus códigos. No los necesitamos."),
            _("Cambie su contraseña de vez en cuando, y enseguida si sospecha algo."),
            _("Proteja su equipo con un antivirus y manténgalo actualizado."),
        ),
        ways=ways(
            Way("/ayuda/contrasena", _("Una buena contraseña")),
            Way("/ayuda/equipos", _("Su equipo y los lugares públicos")),
        ),
    )


def _fraud(house: House) -> Question:
    return Question(
        row=16,
        anchor="fraude",
        asked=_("¿Cómo evito un fraude o un engaño («phishing»)?"),
        answers=(),
        points=(
            _("¿La imagen o la frase no es la suya? No continúe y llame al {phone}.").format(
                phone=house.cis_phone
            ),
            _("No responda mensajes ni llamadas que pidan datos personales o de sus cuentas."),
            _("Nunca le pediremos usuario, contraseña, códigos, preguntas, imagen ni frase."),
            _("No entregue su usuario ni su contraseña a nadie, por ningún medio."),
            _("Mantenga actualizados su sistema y su antivirus."),
            _("No entre desde lugares públicos. Si tuvo que hacerlo, borre el historial después."),
        ),
        ways=ways(
            Way("/ayuda/mensajes-sospechosos", _("Mensajes y llamadas sospechosos")),
            Way("/ayuda/nunca-pedimos", _("Lo que nunca le pediremos")),
        ),
    )


def _site(house: House) -> Question:
    signs = [_("La dirección es exactamente {address}").format(address=house.public_url)]
    if house.secure:
        signs += [
            _("Hay un candado cerrado junto a la dirección."),
            _("El certificado está a nombre de {holder}").format(holder=house.certificate_holder),
        ]
    return Question(
        row=18,
        anchor="sitio-seguro",
        asked=_("¿Cómo sé que este es el sitio verdadero?"),
        answers=(_("Compruebe estas señales cada vez que entre:"),),
        points=signs,
        ways=ways(Way("/ayuda/sitio-seguro", _("Cómo comprobar este sitio"))),
    )
