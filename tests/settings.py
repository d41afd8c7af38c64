"""The product's settings on the tests' ground, for the type checker's Django plugin."""

from tests.ground import ground

ground.enter_environment()

from coop.config.django import *  # noqa: E402, F403 - settings are read once the environment is set
