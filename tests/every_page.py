"""Every address of the site as its URLconf knows it, filled in with ids of somebody's own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import UUIDConverter

FILES = "asset"


@dataclass(frozen=True, slots=True)
class Page:
    """One address: its name, its route, and the id parameters that it takes."""

    name: str
    route: str
    parameters: Mapping[str, object]

    def address(self, **known: UUID | str) -> str:
        """Return the address with known ids, and invented ones for the others."""
        path = "/" + self.route
        for name, converter in self.parameters.items():
            kind = "uuid" if isinstance(converter, UUIDConverter) else "str"
            value = known.get(name) or (uuid4() if kind == "uuid" else "algo")
            for written in (f"<uuid:{name}>", f"<str:{name}>", f"<slug:{name}>", f"<int:{name}>"):
                path = path.replace(written, str(value))
        return path


def every_page() -> list[Page]:
    """Return every address but those of files, which belong to nobody."""
    return [page for page in _below(get_resolver()) if page.name != FILES]


def _below(resolver: URLResolver, before: str = "") -> Iterator[Page]:
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _below(one, route)
        else:
            assert isinstance(one, URLPattern)
            yield Page(one.name or "", route, one.pattern.converters)
