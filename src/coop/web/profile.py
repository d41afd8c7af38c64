"""Perfil: what the cooperative has on file, the password, the sign-ins."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods, require_safe

from coop.access.passwords.change import change_password
from coop.members.queries import Person, person
from coop.pages import display, masks
from coop.pages.responses import form_page
from coop.web.forms import ChangePassword
from coop.web.member import MemberRequest, members_only
from coop.web.notices import redirect_saying
from coop.web.security import Guarding

GET_POST = ["GET", "HEAD", "POST"]
PAGES = (
    Guarding(
        "/perfil/seguridad",
        "shield",
        gettext_noop("Seguridad"),
        gettext_noop("Todo lo que protege su acceso"),
    ),
    Guarding(
        "/perfil/llaves",
        "key",
        gettext_noop("Llaves de acceso"),
        gettext_noop("Entre y autorice con la huella, la cara o el PIN"),
    ),
    Guarding(
        "/perfil/token",
        "token",
        gettext_noop("Token"),
        gettext_noop("Autorice lo que envía desde su teléfono"),
    ),
    Guarding(
        "/perfil/contrasena",
        "lock",
        gettext_noop("Cambiar la contraseña"),
        gettext_noop("Le recomendamos hacerlo de vez en cuando"),
    ),
    Guarding(
        "/perfil/sesiones",
        "exit",
        gettext_noop("Accesos y sesiones"),
        gettext_noop("Vea sus últimos accesos y cierre la sesión en todas partes"),
    ),
)


@require_safe
@members_only
def profile(request: MemberRequest) -> HttpResponse:
    """Show the data on file, partly covered, and the choices of this browser."""
    found = person(request.member.person_id)
    context = {
        "person": found,
        "pages": PAGES,
        "shown": display.chosen(request.COOKIES),
        **_covered(found),
    }
    return render(request, "web/profile.html", context)


@require_http_methods(GET_POST)
@members_only
def password(request: MemberRequest) -> HttpResponse:
    """Change the password; every other session ends."""
    form = ChangePassword(request.POST or None)
    sent = request.method == "POST" and form.is_valid()
    if sent and form.attempt(lambda: _change(request, form.cleaned_data)):
        request.session.cycle_key()
        rotate_token(request)
        return redirect_saying("/perfil", "contrasena")
    context = {
        "heading": _("Cambiar la contraseña"),
        "lead": _("Nadie de la Cooperativa se la pedirá nunca."),
        "act": _("Cambiar la contraseña"),
        "back": "/perfil",
    }
    return form_page(request, "web/form_page.html", form, context)


def _change(request: MemberRequest, given: Mapping[str, str]) -> bool:
    change_password(
        user_id=request.member.user_id,
        present=given["current"],
        new=given["new"],
        session_key=request.session.session_key,
    )
    return True


def _covered(found: Person) -> dict[str, object]:
    return {
        "document": masks.tail(found.document_number),
        "emails": [masks.email(one) for one in found.notice_addresses],
        "phones": [masks.tail(one.shown) for one in found.phones if one.on_file],
    }
