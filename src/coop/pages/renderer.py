"""Renders Django's forms with our parts: label above, hint, error beside the field."""

from collections.abc import Mapping
from typing import Any

from django.forms import BoundField
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

FIELD = '<div class="field{}"><label for="{}">{}</label>{}{}{}</div>'
HINT = '<p class="hint" id="{}_helptext">{}</p>'
ERROR = '<p class="error" id="{}_error">{}</p>'
PLAIN = frozenset(f"django/forms/widgets/{kind}.html" for kind in ("text", "date", "hidden"))


class Renderer(TemplatesSetting):
    """Named in FORM_RENDERER."""

    form_template_name = "pages/forms/form.html"
    field_template_name = "pages/forms/field.html"

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """Render a part; what most forms are made of is written here, for a part of the cost."""
        if template_name == self.field_template_name and not context["field"].use_fieldset:
            return _field(context["field"])
        if template_name in PLAIN:
            return _input(context["widget"])
        return super().render(template_name, context, request)


def _field(field: BoundField) -> SafeString:
    hint = error = ""
    if field.help_text:
        hint = format_html(HINT, field.auto_id, field.help_text)
    if field.errors:
        error = format_html(ERROR, field.auto_id, field.errors[0])
    wrong = " wrong" if error else ""
    return format_html(FIELD, wrong, field.id_for_label, field.label, hint, error, field)


def _input(widget: Mapping[str, Any]) -> SafeString:
    given = {"type": widget["type"], "name": widget["name"], "value": widget["value"]}
    given |= widget["attrs"]
    words = [
        f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
        for name, value in given.items()
        if value is not None and value is not False
    ]
    return mark_safe(f"<input{''.join(words)}>")  # noqa: S308 - escaped above; the names are ours
