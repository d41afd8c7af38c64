"""The web server's own words, as JSON lines like all others."""

from logging.config import dictConfig

from gunicorn.config import Config
from gunicorn.glogging import Logger


class WebLog(Logger):  # type: ignore[misc]  # gunicorn has no types
    """Hands gunicorn's lines to the house's logging; the application logs the requests."""

    def setup(self, cfg: Config) -> None:
        """Let the lines rise to the root logger."""
        from coop.config.environment import environment
        from coop.config.logs import configure, logging_config

        super().setup(cfg)
        dictConfig(logging_config(environment().log_level))
        configure()
        for log in (self.error_log, self.access_log):
            log.handlers.clear()
            log.propagate = True
