"""Panama's clocks, by which everything is decided and written: UTC-5 all year."""

from zoneinfo import ZoneInfo

PANAMA = ZoneInfo("America/Panama")
