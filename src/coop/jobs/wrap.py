"""What every task shares: its name, its queue, and what the four families of errors mean to it."""

import functools
import logging
from collections.abc import Callable
from typing import Any

from django.db import InterfaceError, OperationalError
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from coop.kernel.errors import Refused, Unavailable, Uncertain

log = logging.getLogger("coop.jobs")

LATER = RetryStrategy(
    max_attempts=12,
    exponential_wait=3,
    retry_exceptions=[Unavailable, Uncertain, OperationalError, InterfaceError],
)

Verb = Callable[..., Any]


def task(name: str, *, queue: str = "default") -> Callable[[Verb], Verb]:
    """Register a task that is asked for by `name`; trouble outside is tried again, for hours.

    A refusal ends it quietly: a person would have to act, and a job is nobody. `Broken` and every
    surprise end it as failed, where `coop doctor` finds it.
    """

    def register(verb: Verb) -> Verb:
        app.task(name=name, queue=queue, retry=LATER)(judged(name, verb))
        return verb

    return register


def each(cron: str, name: str) -> Callable[[Verb], Verb]:
    """Register a task of the clock: one waits at most, and two never overlap."""

    def register(verb: Verb) -> Verb:
        once = judged(name, verb)

        @functools.wraps(verb)
        def run(timestamp: int) -> None:
            del timestamp
            once()

        made = app.task(name=name, queue="clock", queueing_lock=name, lock=name)(run)
        app.periodic(cron=cron, periodic_id=name)(made)
        return verb

    return register


def judged(name: str, verb: Verb) -> Verb:
    """Return `verb` with the families of errors given their meaning for a job."""

    @functools.wraps(verb)
    def run(**arguments: Any) -> None:
        try:
            verb(**arguments)
        except Refused as refusal:
            log.info("job refused", extra={"task": name, "code": refusal.code})
        except (Unavailable, Uncertain) as trouble:
            log.warning("job waits", extra={"task": name, "code": trouble.code})
            raise

    return run
