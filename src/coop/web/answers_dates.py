"""Answers about when money arrives (questions 10 to 12), from the calendar's own settings."""

from django.utils.translation import gettext as _

from coop.calendar.queries import settings
from coop.pages.ports import House
from coop.web import hours
from coop.web.answers import Part, Question, Way, not_yet, ways

DAYS_BEFORE_DUE = 3


def part(house: House) -> Part:
    """Return them."""
    return Part("fechas", _("Cuándo llega el dinero"), (_transfers(), _cards(house), _bills(house)))


def _transfers() -> Question:
    rules = settings()
    return Question(
        row=10,
        anchor="transferencias",
        asked=_("¿Cuándo se hace efectiva una transferencia?"),
        answers=(
            _("El saldo cambia de inmediato, en su cuenta y en la de destino."),
            _("La fecha efectiva es la que llevan los libros de la Cooperativa."),
            _("Después de las {weekday}, o de las {saturday} el sábado, es la siguiente.").format(
                weekday=hours.hour(rules.weekday_roll), saturday=hours.hour(rules.saturday_roll)
            ),
            _("La página de revisión le dice la fecha y el motivo, antes de enviar."),
        ),
        ways=ways(Way("/transferir", _("Transferir"))),
    )


def _cards(house: House) -> Question:
    rules = settings()
    return Question(
        row=11,
        anchor="tarjetas",
        asked=_("¿Cuándo se refleja un pago a mi tarjeta de crédito?"),
        answers=(
            not_yet(house, _("Todavía no puede pagar su tarjeta aquí.")),
            _("Los pagos a tarjetas se reflejan así:"),
        ),
        points=(
            _(
                "Antes de las {hour} de un día hábil, de lunes a viernes: el día hábil siguiente."
            ).format(hour=hours.hour(rules.card_cut_off)),
            _("Antes de las {hour} del sábado o de un medio día: también.").format(
                hour=hours.hour(rules.card_cut_off_short_day)
            ),
            _("Más tarde, domingo o feriado: como si pagara el próximo día hábil."),
        ),
        then=(_("El motivo: los pagos van al procesador de tarjetas al cerrar las sucursales."),),
    )


def _bills(house: House) -> Question:
    rules = settings()
    return Question(
        row=12,
        anchor="pagos-externos",
        asked=_("¿Cuándo se reflejan los pagos de servicios y las recargas?"),
        answers=(
            not_yet(house, _("Todavía no puede pagarlos aquí.")),
            _("Cuando pueda, será así:"),
        ),
        points=(
            _("El monto sale de su cuenta de ahorro de inmediato y le avisamos por correo."),
            _("Panapass y las recargas de celular aparecen de inmediato."),
            _("Los demás se compensan cada día bancario, de lunes a viernes."),
            _("Lo pagado después de las {hour} entra en el siguiente día de compensación.").format(
                hour=hours.hour(rules.bill_cut_off)
            ),
            _("Los fondos llegan al banco de la empresa por medio de Telered."),
        ),
        then=(
            _("El motivo: siguen el calendario bancario y la Cámara de Compensación."),
            _("Le conviene pagar {days} días de compensación antes del vencimiento.").format(
                days=DAYS_BEFORE_DUE
            ),
        ),
    )
