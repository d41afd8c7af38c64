"""Renders Django's forms with our parts: label above, hint, error beside the field."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Named in FORM_RENDERER."""

    form_template_name = "pages/forms/form.html"
    field_template_name = "pages/forms/field.html"
