"""Runs the jobs of one queue: `python -m coop.host.worker NAME QUEUE`."""

import sys

CONCURRENCY = 4
GRACE = 15.0  # seconds for running jobs at a stop; a job that is cut is run again


def work(*, name: str, queue: str) -> None:
    """Run the jobs of `queue` until a signal asks to stop."""
    import django
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector
    from setproctitle import setproctitle

    django.setup()
    setproctitle(f"coop-{name}")
    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    with app.replace_connector(connector.get_worker_connector()):
        app.run_worker(
            queues=[queue],
            name=name,
            concurrency=CONCURRENCY,
            shutdown_graceful_timeout=GRACE,
            delete_jobs="successful",
        )


if __name__ == "__main__":
    work(name=sys.argv[1], queue=sys.argv[2])
