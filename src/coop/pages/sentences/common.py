"""The sentences that many codes share."""

from django.utils.translation import gettext_noop as _

TRY_LATER = _("Intente de nuevo en unos minutos. No se envió nada.")
OURS = _("Algo falló de nuestro lado. No tiene que hacer nada más; ya lo estamos revisando.")
