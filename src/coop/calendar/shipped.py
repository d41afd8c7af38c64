"""The holidays that ship with the product: Panama 2024-2030, each with sources and confidence."""

import json
from datetime import date
from functools import cache
from importlib import resources

from coop.calendar.ports import CalendarData, Holiday, Settings


@cache
def holidays() -> tuple[Holiday, ...]:
    """Return the listed days of `data/holidays_pa.json`, in order."""
    text = (resources.files("coop.calendar") / "data" / "holidays_pa.json").read_text("utf-8")
    return tuple(
        Holiday(
            date=date.fromisoformat(day["date"]),
            name_es=day["entries"][0]["name_es"],
            name_en=day["entries"][0]["name_en"],
            bank=day["bank"],
            branch=day["coop_default"],
            ash_wednesday=day["entries"][0]["kind"] == "public_sector_closure",
        )
        for day in json.loads(text)["days"]
    )


def calendar(settings: Settings) -> CalendarData:
    """Return the shipped days with the institution's own over them."""
    days = {day.date: day for day in (*holidays(), *settings.holidays)}
    last = max(day.date.year for day in holidays())
    return CalendarData(settings, days, date(last, 12, 31))
