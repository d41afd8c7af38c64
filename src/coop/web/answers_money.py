"""Answers about what can be done here, at which hours, and what went wrong (6 to 10, 13 to 15)."""

from django.utils.translation import gettext as _

from coop.calendar.queries import settings
from coop.pages.ports import House
from coop.products.ports import slot as products
from coop.web import hours
from coop.web.answers import Part, Question, Way, not_yet, ways

INSIDE = frozenset({"own_transfer", "third_party_transfer", "movements", "loan_payment"})
OUTSIDE = frozenset({"bill_payment", "top_up"})


def doing(house: House) -> Part:
    """Return what can be done, on what and when."""
    questions = (_acts(house), _seen(), _amounts(), _inside(), _outside(house), _history())
    return Part("operaciones", _("Qué puede hacer y a qué hora"), questions)


def wrong(house: House) -> Part:
    """Return what to do when something went wrong."""
    return Part("reclamos", _("Si algo salió mal"), (_mistaken(house), _claims(house)))


def _acts(house: House) -> Question:
    return Question(
        row=6,
        anchor="transacciones",
        asked=_("¿Qué puedo hacer aquí?"),
        answers=(_("Hoy puede:"),),
        points=(
            _("Consultar sus cuentas y sus movimientos."),
            _("Transferir entre sus cuentas."),
            _("Transferir a otras personas de la Cooperativa."),
        ),
        then=(
            _("Todavía no puede pagar aquí tarjetas, préstamos, seguros ni celulares."),
            _("Tampoco puede pagar todavía servicios externos ni hacer recargas."),
            not_yet(house, _("Esas opciones llegarán más adelante.")),
            _(
                "Los planes corporativos de celular de la Cooperativa nunca se pagan como "
                "servicio externo."
            ),
        ),
        ways=ways(Way("/cuentas", _("Ver mis cuentas")), Way("/transferir", _("Transferir"))),
    )


def _seen() -> Question:
    others = {
        "hidden": _("Las cuentas donde usted es cotitular no aparecen."),
        "see": _("También ve, sin moverlas, las cuentas donde es cotitular."),
        "operate": _("También ve y mueve las cuentas donde es cotitular."),
    }
    return Question(
        row=9,
        anchor="cuentas",
        asked=_("¿Qué cuentas puedo ver?"),
        answers=(
            _("Todas sus cuentas activas de las que usted es titular."),
            others[products.get().co_holders],
            _("Las inactivas y las bloqueadas aparecen con esa palabra al lado."),
            _("Todavía no se muestran aquí préstamos, tarjetas ni pólizas."),
        ),
        ways=ways(Way("/cuentas", _("Ver mis cuentas"))),
    )


def _amounts() -> Question:
    return Question(
        row=0,
        anchor="saldos",
        asked=_("¿Qué significa disponible, retenido y saldo en libros?"),
        answers=(
            _("Disponible es lo que puede usar ahora."),
            _("Retenido es dinero apartado para algo que aún no termina."),
            _("El saldo en libros es la suma de los dos."),
        ),
    )


def _inside() -> Question:
    rules = settings()
    off = hours.services(rules.off_during_close & INSIDE)
    return Question(
        row=7,
        anchor="horario",
        asked=_("¿A qué hora puedo consultar y transferir?"),
        answers=(
            _("Todos los días, salvo lo que se detiene en el cierre diario.")
            if off
            else _("A cualquier hora, todos los días."),
            *([_("Hacemos el cierre diario en este horario:")] if rules.windows else []),
        ),
        points=[hours.window(one) for one in rules.windows],
        then=(
            _("Durante el cierre no están disponibles: {services}.").format(services=off)
            if off
            else _("Durante el cierre todo sigue disponible."),
            _(
                "Los libros del día cierran a las {weekday} de lunes a viernes y a las "
                "{saturday} el sábado."
            ).format(
                weekday=hours.hour(rules.weekday_roll), saturday=hours.hour(rules.saturday_roll)
            ),
            _("Por eso, lo que haga después lleva la fecha siguiente."),
        ),
    )


def _outside(house: House) -> Question:
    off = hours.services(settings().off_during_close & OUTSIDE)
    return Question(
        row=8,
        anchor="horario-pagos",
        asked=_("¿A qué hora puedo pagar servicios y hacer recargas?"),
        answers=(
            not_yet(house, _("Todavía no puede hacerlo aquí.")),
            _("Cuando pueda, será a cualquier hora, también en feriados."),
            _("Durante el cierre diario no estarán disponibles: {services}.").format(services=off)
            if off
            else _("Solo se detendrán por un mantenimiento, y lo avisaremos antes."),
        ),
    )


def _history() -> Question:
    return Question(
        row=15,
        anchor="historial",
        asked=_("¿Dónde veo mis transferencias, pagos y recargas?"),
        answers=(
            _("En «Historial», arriba en todas las páginas después de entrar."),
            _("Ahí están sus transferencias, con su comprobante."),
            _("Los pagos y las recargas aparecerán ahí cuando se puedan hacer."),
        ),
        ways=ways(Way("/historial", _("Ver mi historial"))),
    )


def _mistaken(house: House) -> Question:
    return Question(
        row=13,
        anchor="error",
        asked=_("¿Qué hago si envié algo por error?"),
        answers=(
            _("Antes de enviar, cada instrucción se muestra completa para que la revise."),
            _("Lo que usted confirma queda hecho y es su responsabilidad."),
            _("Si aun así hubo un error, tenga a mano el comprobante."),
            _(
                "Presente su reclamo en una Plataforma de Servicio o en el {name}, "
                "teléfono {phone}. Lo atienden por el sistema SARS."
            ).format(name=house.cis_name, phone=house.cis_phone),
            _("Todavía no puede presentar reclamos en este sitio."),
        ),
        ways=ways(Way("/historial", _("Ver mi historial"))),
    )


def _claims(house: House) -> Question:
    return Question(
        row=14,
        anchor="reclamos-externos",
        asked=_("¿Cómo reclamo un pago de servicios externos?"),
        answers=(_("Depende de lo que pasó:"),),
        points=(
            _("El monto o la empresa no eran los correctos: reclame directamente a la empresa."),
            _(
                "Todo era correcto, pero la empresa no lo aplicó: presente un «SAR-reclamos "
                "externos» en el {name}, teléfono {phone}."
            ).format(name=house.cis_name, phone=house.cis_phone),
        ),
        then=(
            _("No se puede pagar más de lo que debe en la factura."),
            _("La Cooperativa no devuelve esos pagos: cada empresa tiene sus reglas."),
            _("Todavía no se pagan servicios ni se presentan reclamos en este sitio."),
        ),
    )
