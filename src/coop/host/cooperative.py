"""Which cooperative a command is about: the one of the given settings, else this folder's."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from coop.config.environment import environment
from coop.host.demonstration import Demonstration
from coop.host.home import Home, state_folder
from coop.host.run import database_up, uses_embedded


@contextmanager
def cooperative() -> Iterator[None]:
    """Have settings and database ready for one command, and leave them as they were found.

    Raises:
        Stop: no database is named and there is none in this folder.
        EnvironmentWrong: the given settings cannot be used.
    """
    if not uses_embedded(os.environ):
        environment()
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coop.config.django")
        yield
        return
    home = Home(state_folder(os.environ))
    with database_up(home):
        demonstration = Demonstration(home)
        if demonstration.begun():
            os.environ.update(demonstration.present_environment())
        else:
            os.environ.update(home.environment(os.environ))
        environment()
        yield
