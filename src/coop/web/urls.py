"""The addresses of members' pages, in Spanish."""

from django.urls import path
from django.views.generic.base import RedirectView

from coop.web import (
    accounts,
    choices,
    helping,
    history,
    home,
    instructions,
    limits,
    payees,
    profile,
    security,
    signing,
    transfers,
    verify,
    well_known,
)

urlpatterns = [
    path("", signing.landing, name="landing"),
    path("entrar", signing.enter, name="enter"),
    path("salir", signing.leave, name="leave"),
    path("sesion/seguir", signing.stay, name="stay"),
    path("sesion/terminada", signing.ended, name="ended"),
    path("idioma", choices.language, name="language"),
    path("saldos", choices.balances, name="balances"),
    path("inicio", home.home, name="home"),
    path("mas", home.more, name="more"),
    path("cuentas", accounts.accounts, name="accounts"),
    path("cuentas/<uuid:account_id>", accounts.account, name="account"),
    path("cuentas/<uuid:account_id>/nombre", accounts.alias, name="account_alias"),
    path("transferir", transfers.choose, name="transfer"),
    path("transferir/propia", transfers.own, name="transfer_own"),
    path("transferir/tercero", RedirectView.as_view(url="/transferir")),
    path("transferir/tercero/<uuid:payee_id>", transfers.third_party, name="transfer_third_party"),
    path("beneficiarios", payees.payees, name="payees"),
    path("beneficiarios/nuevo", payees.new, name="payee_new"),
    path("beneficiarios/nuevo/confirmar", payees.confirm, name="payee_confirm"),
    path("beneficiarios/<uuid:payee_id>", payees.one, name="payee"),
    path("beneficiarios/<uuid:payee_id>/quitar", payees.remove, name="payee_remove"),
    path("instrucciones/<uuid:order_id>", instructions.receipt, name="order"),
    path("instrucciones/<uuid:order_id>/revisar", instructions.review, name="order_review"),
    path("instrucciones/<uuid:order_id>/cancelar", instructions.cancel, name="order_cancel"),
    path("instrucciones/<uuid:order_id>/comprobante.pdf", instructions.document, name="order_pdf"),
    path("historial", history.history, name="history"),
    path("limites", limits.limits, name="limits"),
    path("perfil", profile.profile, name="profile"),
    path("perfil/seguridad", security.security, name="security"),
    path("perfil/contrasena", profile.password, name="password"),
    path("perfil/sesiones", profile.sessions, name="sessions"),
    path("perfil/vista", choices.view, name="view"),
    path("ayuda", helping.help_page, name="help"),
    *(
        path(f"ayuda/{one.path}", helping.guide, {"name": one.name}, name=f"help_{one.name}")
        for one in helping.GUIDES
    ),
    path("verificar", verify.verify, name="verify"),
    path(".well-known/security.txt", well_known.security, name="security_txt"),
    path(".well-known/change-password", well_known.change_password, name="change_password"),
    path("robots.txt", well_known.robots, name="robots_txt"),
]
