"""`coop demo-code` and `coop demo-clock`: what only a demonstration may tell and do."""

import os
import time
from datetime import UTC, date, datetime

from coop.host.demonstration import Demonstration
from coop.host.home import Home, state_folder
from coop.host.run import database_up
from coop.host.say import MISUSED, NOT_NOW, OK, Stop, complain, say

YEARS = range(2000, 2100)  # far beyond, the arithmetic of dates ends


def demo_code(name: str) -> int:
    """Print a code that a demonstration person could type now; wait for one if all were used.

    Raises:
        Stop: there is no demonstration here, or nobody of that name in it.
    """
    demonstration = here()
    os.environ.update(demonstration.present_environment())
    with database_up(demonstration.home):
        import django

        django.setup()
        from coop.access.codes.totp import CodeNotYet, present_code
        from coop.access.factors import TOTP, factors_of
        from coop.access.queries import user_named

        user = user_named(name.strip().casefold())
        if user is None or TOTP not in factors_of(user.user_id):
            there = ", ".join(person.username for person in demonstration.people())
            raise Stop(f"Nobody here is called {name}. There are: {there}.", MISUSED)
        while True:
            try:
                say(present_code(user_id=user.user_id))
            except CodeNotYet as wait:
                seconds = float(str(wait.data["seconds"]))
                complain(f"The codes of now were used; the next comes in {seconds:.0f} s ...")
                time.sleep(seconds)
            else:
                return OK


def demo_clock(when: str | None) -> int:
    """Set the clock by which the cooperative decides; None goes back to real time.

    Raises:
        Stop: not a time, or this database serves a real cooperative.
    """
    demonstration = here()
    os.environ.update(demonstration.present_environment())
    with database_up(demonstration.home):
        import django

        django.setup()
        from coop.kernel import clock

        wished = clock.now() if when is None else clock.at_panama(*moment_of(when))
        try:
            clock.set_business_now(wished)
        except clock.DemonstrationOnly as refused:
            raise Stop("This database is not a demonstration's: its clock is real.") from refused
        reads = clock.panama(clock.business_now())
        say(f"The cooperative's clock reads {reads:%Y-%m-%d %H:%M} in Panama.")
    return OK


def here() -> Demonstration:
    """Return the demonstration of this folder.

    Raises:
        Stop: production is set, or there is none.
    """
    if os.environ.get("COOP_MODE") == "production" or "DATABASE_URL" in os.environ:
        raise Stop("This is for a demonstration; production's codes and clock are real.", MISUSED)
    demonstration = Demonstration(Home(state_folder(os.environ)))
    if not demonstration.loaded():
        message = f"There is no demonstration in {demonstration.home.folder}. Start it: coop demo"
        raise Stop(message, NOT_NOW)
    return demonstration


def moment_of(text: str) -> tuple[date, int, int]:
    """Return the day, hour and minute that a person typed.

    Raises:
        Stop: it is not a time of this century.
    """
    wrong = Stop(f"{text!r} is not a time; write it as in '2026-11-23 18:00'.", MISUSED)
    try:
        moment = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    except ValueError as error:
        raise wrong from error
    if moment.year not in YEARS:
        raise wrong
    return moment.date(), moment.hour, moment.minute
