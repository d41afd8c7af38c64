"""The ground that tests stand on: real settings and a real PostgreSQL, made before Django loads."""

import django

from tests.ground import ground

ground.enter_environment()
django.setup()

pytest_plugins = ["tests.database"]
