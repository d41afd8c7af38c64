"""Inicio: what a person has, what moved, and what waits for them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from coop.access.desk.call import waiting_call
from coop.kernel import clock
from coop.ledger.queries import movements, now_and_business_date
from coop.members.queries import names
from coop.orders.queries import drafts
from coop.products.reach import accounts_of
from coop.web.labels import in_language, usable_first
from coop.web.member import MemberRequest, members_only
from coop.web.security import Guarding
from coop.web.service import service_notices

SHOWN_MOVEMENTS = 5
NOON, DUSK = 12, 18
MORE = (
    Guarding(
        "/beneficiarios",
        "people",
        gettext_noop("Beneficiarios"),
        gettext_noop("Las personas a las que transfiere"),
    ),
    Guarding(
        "/limites",
        "limit",
        gettext_noop("Límites"),
        gettext_noop("Cuánto puede salir por vez, por día y por mes"),
    ),
    Guarding(
        "/perfil",
        "person",
        gettext_noop("Perfil"),
        gettext_noop("Sus datos, contraseña, sesiones y cómo ve las páginas"),
    ),
    Guarding(
        "/llamada",
        "phone",
        gettext_noop("Llamada de la Cooperativa"),
        gettext_noop("Compruebe que quien le llama es de aquí"),
    ),
    Guarding(
        "/ayuda",
        "help",
        gettext_noop("Ayuda"),
        gettext_noop("Preguntas y respuestas"),
    ),
    Guarding(
        "/verificar",
        "document",
        gettext_noop("Verificar un comprobante"),
        gettext_noop("Si alguien le entregó uno"),
    ),
    Guarding(
        "/ayuda/sitio-seguro",
        "globe",
        gettext_noop("Cómo comprobar este sitio"),
        gettext_noop("Dirección, candado y certificado"),
    ),
)


@require_safe
@members_only
def home(request: MemberRequest) -> HttpResponse:
    """Show the balance first, then every account, drafts and the last movements."""
    member = request.member
    accounts = accounts_of(member.person_id)
    main = next((account for account in accounts if account.can_debit), None)
    rows = movements(main.ledger_account_id, limit=SHOWN_MOVEMENTS).rows if main else ()
    now, books = now_and_business_date()
    context = {
        "greeting": _greeting(names([member.person_id])[member.person_id].first),
        "main": main,
        "accounts": usable_first(accounts),
        "movements": rows,
        "drafts": in_language(drafts(person_id=member.person_id, at=now)),
        "notices": service_notices(now=now, books=books),
        "call": waiting_call(member.user_id),
    }
    return render(request, "web/home.html", context)


@require_safe
@members_only
def more(request: MemberRequest) -> HttpResponse:
    """List what the menu has no room for."""
    return render(request, "web/more.html", {"pages": MORE})


def _greeting(name: str) -> str:
    hour = clock.panama(clock.now()).hour
    if hour < NOON:
        words = _("Buenos días, {name}")
    elif hour < DUSK:
        words = _("Buenas tardes, {name}")
    else:
        words = _("Buenas noches, {name}")
    return words.format(name=name)
