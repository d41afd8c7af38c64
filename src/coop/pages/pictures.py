"""The pictures against false sites, as pages draw and name them.

All stand in one file, `assets/pictures.svg`, a symbol each, which a browser asks for once. A
picture that the file lacks, or the whole file missing, is a plain tile with the picture's name.
"""

import re
from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from coop.pages import assets

SPRITE = "pictures.svg"
_SYMBOL = re.compile(r'<symbol id="([a-z]+)"')

NAMES = {
    "abanico": _("Abanico"),
    "abeja": _("Abeja"),
    "aguacate": _("Aguacate"),
    "ancla": _("Ancla"),
    "arcoiris": _("Arcoíris"),
    "avion": _("Avión"),
    "ballena": _("Ballena"),
    "balon": _("Balón"),
    "barco": _("Velero"),
    "bicicleta": _("Bicicleta"),
    "bombillo": _("Bombillo"),
    "bota": _("Bota"),
    "buho": _("Búho"),
    "bus": _("Bus"),
    "cactus": _("Cactus"),
    "cafe": _("Taza de café"),
    "camara": _("Cámara"),
    "campana": _("Campana"),
    "cangrejo": _("Cangrejo"),
    "caracol": _("Caracol"),
    "casa": _("Casa"),
    "cayuco": _("Cayuco"),
    "cereza": _("Cerezas"),
    "coco": _("Coco"),
    "cohete": _("Cohete"),
    "colibri": _("Colibrí"),
    "cometa": _("Cometa"),
    "corona": _("Corona"),
    "dado": _("Dado"),
    "estrella": _("Estrella de mar"),
    "faro": _("Faro"),
    "flor": _("Flor"),
    "fresa": _("Fresa"),
    "gallo": _("Gallo"),
    "gato": _("Gato"),
    "globo": _("Globo"),
    "guitarra": _("Guitarra"),
    "hamaca": _("Hamaca"),
    "helado": _("Helado"),
    "hongo": _("Hongo"),
    "lapiz": _("Lápiz"),
    "libro": _("Libro"),
    "llave": _("Llave"),
    "luna": _("Luna"),
    "maiz": _("Maíz"),
    "maracas": _("Maracas"),
    "mariposa": _("Mariposa"),
    "mola": _("Mola"),
    "naranja": _("Naranja"),
    "palma": _("Palma"),
    "paraguas": _("Paraguas"),
    "pez": _("Pez"),
    "pina": _("Piña"),
    "platano": _("Plátanos"),
    "puente": _("Puente"),
    "pulpo": _("Pulpo"),
    "rana": _("Rana dorada"),
    "regalo": _("Regalo"),
    "reloj": _("Reloj"),
    "sandia": _("Sandía"),
    "sol": _("Sol"),
    "sombrero": _("Sombrero pintao"),
    "tambor": _("Tambor"),
    "tijeras": _("Tijeras"),
    "tortuga": _("Tortuga"),
    "tren": _("Tren"),
    "trompeta": _("Trompeta"),
    "trompo": _("Trompo"),
    "tucan": _("Tucán"),
    "uvas": _("Uvas"),
    "volcan": _("Volcán"),
    "zanahoria": _("Zanahoria"),
}


def name(picture: str) -> str:
    """Return what the picture shows, in words."""
    return gettext(NAMES[picture]) if picture in NAMES else ""


def drawing(picture: str) -> SafeString:
    """Draw the picture; its name stands beside it, so a screen reader passes over it."""
    if picture not in drawn():
        return format_html('<span class="picture" aria-hidden="true">{}</span>', name(picture))
    return format_html(
        '<svg class="picture" aria-hidden="true"><use href="{}#{}"/></svg>',
        assets.address(SPRITE),
        picture,
    )


@cache
def drawn() -> frozenset[str]:
    """Return the pictures that the file holds; none if it cannot be read."""
    try:
        text = assets.FILES[SPRITE].read_text(encoding="utf-8")
    except OSError:
        return frozenset()
    return frozenset(_SYMBOL.findall(text))
