"""What the web server loads: the pages, with bounds on how long a form and a statement may take.

Jobs, intake, migrations and proofs load something else, and wait as long as they need.
"""

import os

from django.core.wsgi import get_wsgi_application
from django.db import DEFAULT_DB_ALIAS, connections

from coop.config.bodies import InTime
from coop.config.environment import Environment, environment


def bounds(given: Environment) -> str:
    """Return the options of a page's connection: `kernel.database_busy` is what they end in."""
    seconds = {
        "lock_timeout": given.web_lock_seconds,
        "statement_timeout": given.web_statement_seconds,
    }
    return " ".join(f"-c {name}={value}s" for name, value in seconds.items())


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coop.config.django")
application = InTime(get_wsgi_application())
options = connections.settings[DEFAULT_DB_ALIAS]["OPTIONS"]
options["options"] = f"{options.get('options', '')} {bounds(environment())}".strip()
