"""Olvidé mi contraseña, Olvidé mi usuario, and what to do when every factor is lost."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coop.access.errands import errand, recovery
from coop.access.errands.recovery import KINDS, RecoveryVoid
from coop.access.factors import PASSKEY, TOKEN, TOTP
from coop.access.proofs.typed import CODES
from coop.members.documents import DocumentType
from coop.pages.forms import Form
from coop.pages.passkeys import answered, asked
from coop.pages.responses import form_page
from coop.web import errands
from coop.web.addresses import client_address
from coop.web.enrolment_forms import ContactCode, Document
from coop.web.errands import ErrandRequest, strangers_only
from coop.web.recovery_forms import (
    CodesProof,
    PasskeyProof,
    RecoveredPassword,
    TokenProof,
    TotpProof,
    Who,
)

GET_POST = ["GET", "HEAD", "POST"]
START = "/olvide/contrasena"
waiting = errands.Stage(kinds=KINDS, proved=False, start=START)
proved = errands.Stage(kinds=KINDS, proved=True, start=START)
PROOFS: dict[str, type[Form]] = {
    TOTP: TotpProof,
    TOKEN: TokenProof,
    PASSKEY: PasskeyProof,
    CODES: CodesProof,
}
NAMES = {"aplicacion": TOTP, "token": TOKEN, "llave": PASSKEY, "codigos": CODES}


@require_http_methods(GET_POST)
@strangers_only
def begin(request: HttpRequest) -> HttpResponse:
    """Ask who it is, and send a code; the page goes on the same for whatever was typed."""
    form = Who(request.POST or None)
    if request.method == "POST" and form.is_valid():
        errand_id = recovery.begin(
            typed=form.cleaned_data["who"],
            address=client_address(request),
            language=get_language() or "es",
        )
        errands.keep(request, errand_id)
        return HttpResponseRedirect("/olvide/contrasena/codigo")
    context = {
        "heading": _("Olvidé mi contraseña"),
        "lead": _("Le enviaremos un código a sus correos registrados. Después le pediremos su "
                  "llave, su token o su aplicación de códigos."),
        "act": _("Continuar"),
        "back": "/entrar",
    }  # fmt: skip
    return form_page(request, "web/recover_begin.html", form, context)


@require_http_methods(GET_POST)
@waiting
def code(request: ErrandRequest) -> HttpResponse:
    """Take the mailed code."""
    form = ContactCode(request.POST or None)
    if request.method == "POST" and form.is_valid():
        typed, errand_id = form.cleaned_data["code"], request.errand.errand_id
        if form.attempt(lambda: _prove(errand_id, typed)):
            errands.renew(request)
            return HttpResponseRedirect("/olvide/contrasena/prueba")
    context = {
        "heading": _("Escriba el código"),
        "kicker": _("Olvidé mi contraseña"),
        "act": _("Continuar"),
        "again": "/olvide/contrasena/otro-codigo",
        "start": START,
    }
    return form_page(request, "web/mailed_code.html", form, context)


@require_POST
@waiting
def another_code(request: ErrandRequest) -> HttpResponse:
    """Send another code to whom the first one went, or to nobody."""
    errand.again(errand_id=request.errand.errand_id)
    return HttpResponseRedirect("/olvide/contrasena/codigo?hecho=otro_codigo")


@require_safe
@proved
def choose_proof(request: ErrandRequest) -> HttpResponse:
    """Show the factors that the person may prove with; without one, the way to staff."""
    methods = recovery.methods(errand_id=request.errand.errand_id)
    names = [name for name in NAMES if NAMES[name] in methods]
    if len(names) == 1:
        return HttpResponseRedirect(f"/olvide/contrasena/prueba/{names[0]}")
    return render(request, "web/recover_proofs.html", {"names": names})


@require_http_methods(GET_POST)
@proved
def give_proof(request: ErrandRequest, name: str) -> HttpResponse:
    """Take the proof of one factor."""
    errand_id, method = request.errand.errand_id, NAMES.get(name, "")
    methods = recovery.methods(errand_id=errand_id)
    if method not in methods:
        return HttpResponseRedirect("/olvide/contrasena/prueba")
    form = PROOFS[method](request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            given = form.attempt(lambda: _give(request, method, form))
        except RecoveryVoid as refusal:
            errands.forget(request)
            return render(request, "web/recover_stopped.html", {"why": refusal}, status=422)
        if given:
            return HttpResponseRedirect("/olvide/contrasena/nueva")
    context = {
        "method": method,
        "others": len(methods) > 1,
        "nonce": recovery.token_nonce(errand_id=errand_id) if method == TOKEN else "",
    }
    return form_page(request, "web/recover_proof.html", form, context)


@require_POST
@proved
def options(request: ErrandRequest) -> HttpResponse:
    """Answer the passkey's button with the question for the device."""
    return asked(recovery.ask_passkey(errand_id=request.errand.errand_id))


@require_http_methods(GET_POST)
@proved
def new_password(request: ErrandRequest) -> HttpResponse:
    """Take the new password; nobody is signed in by it."""
    if not request.errand.factor_given:
        return HttpResponseRedirect("/olvide/contrasena/prueba")
    form = RecoveredPassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wish, errand_id = form.cleaned_data["new"], request.errand.errand_id
        if form.attempt(lambda: _finish(errand_id, wish)):
            errands.forget(request)
            return HttpResponseRedirect("/olvide/contrasena/listo")
    context = {
        "heading": _("Elija su contraseña nueva"),
        "lead": _("Al guardarla se cierran todas sus sesiones."),
        "kicker": _("Olvidé mi contraseña"),
        "act": _("Guardar la contraseña"),
    }
    return form_page(request, "web/form_page.html", form, context)


@require_safe
@strangers_only
def ready(request: HttpRequest) -> HttpResponse:
    """Say that the new password works, and where the door is."""
    return render(request, "web/recover_ready.html")


@require_http_methods(GET_POST)
@strangers_only
def username(request: HttpRequest) -> HttpResponse:
    """Have the user name mailed to the contacts on file; the page is the same for everybody."""
    form = Document(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if form.attempt(lambda: _remind(request, given["type"], given["number"])):
            return HttpResponseRedirect("/olvide/usuario/enviado")
    context = {
        "heading": _("Olvidé mi usuario"),
        "lead": _("Se lo recordaremos en un correo a sus direcciones registradas."),
        "act": _("Recordarme mi usuario"),
        "back": "/entrar",
    }
    return form_page(request, "web/form_page.html", form, context)


@require_safe
@strangers_only
def username_sent(request: HttpRequest) -> HttpResponse:
    """Say where the user name went, if it went anywhere."""
    return render(request, "web/recover_username_sent.html")


@require_safe
def lost_factor(request: HttpRequest) -> HttpResponse:
    """Explain what to do without the phone, the token or the passkey."""
    return render(request, "web/lost_factor.html")


def _prove(errand_id: UUID, typed: str) -> bool:
    recovery.prove(errand_id=errand_id, typed=typed)
    return True


def _give(request: ErrandRequest, method: str, form: Form) -> bool:
    errand_id = request.errand.errand_id
    if method == PASSKEY:
        ceremony, credential = answered(request)
        recovery.give_passkey(errand_id=errand_id, ceremony_id=ceremony, credential=credential)
    else:
        proof = "\n".join(form.cleaned_data[name] for name in form.fields)
        recovery.give_factor(errand_id=errand_id, method=method, proof=proof)
    return True


def _finish(errand_id: UUID, password: str) -> bool:
    recovery.finish(errand_id=errand_id, password=password)
    return True


def _remind(request: HttpRequest, type_: DocumentType, number: str) -> bool:
    recovery.remind(
        document_type=type_,
        document_number=number,
        address=client_address(request),
        language=get_language() or "es",
    )
    return True
