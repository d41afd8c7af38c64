"""The addresses of members' pages, in Spanish."""

from django.urls import path

from coop.web import choices, helping, signing

urlpatterns = [
    path("", signing.landing, name="landing"),
    path("entrar", signing.enter, name="enter"),
    path("salir", signing.leave, name="leave"),
    path("sesion/seguir", signing.stay, name="stay"),
    path("sesion/terminada", signing.ended, name="ended"),
    path("idioma", choices.language, name="language"),
    path("saldos", choices.balances, name="balances"),
    path("perfil/vista", choices.view, name="view"),
    path("ayuda", helping.help_page, name="help"),
    path("ayuda/sitio-seguro", helping.safe_site, name="safe_site"),
]
