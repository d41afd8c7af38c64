"""The addresses of members' pages, in Spanish."""

from django.urls import path

from coop.web import choices, helping

urlpatterns = [
    path("idioma", choices.language, name="language"),
    path("saldos", choices.balances, name="balances"),
    path("perfil/vista", choices.view, name="view"),
    path("ayuda", helping.help_page, name="help"),
    path("ayuda/sitio-seguro", helping.safe_site, name="safe_site"),
]
