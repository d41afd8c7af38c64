"""Every form that an entrance declares, those of the rooms that come later included."""

import importlib
import pkgutil

import coop
from coop.pages.forms import Form

ENTRANCES = ("coop.web", "coop.backoffice")


def every_form() -> list[type[Form]]:
    """Return the forms of members' and of staff's pages."""
    for module in pkgutil.walk_packages(coop.__path__, "coop."):
        if module.name.startswith(ENTRANCES) and "migrations" not in module.name:
            importlib.import_module(module.name)
    return sorted(_below(Form), key=lambda form: f"{form.__module__}.{form.__qualname__}")


def _below(form: type[Form]) -> set[type[Form]]:
    found = {one for one in form.__subclasses__() if one.__module__.startswith(ENTRANCES)}
    return found.union(*(_below(one) for one in form.__subclasses__()))
