"""Every address of the site."""

from django.urls import URLPattern, URLResolver, include, path

from coop.pages import assets

urlpatterns: list[URLPattern | URLResolver] = [
    path("recursos/<slug:digest>/<str:name>", assets.serve, name="asset"),
    path("", include("coop.backoffice.urls")),
    path("", include("coop.web.urls")),
]

handler400 = "coop.web.faults.unreadable"
handler403 = "coop.web.faults.forbidden"
handler404 = "coop.web.faults.not_found"
handler500 = "coop.web.faults.broken"
