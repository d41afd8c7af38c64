"""`coop demo`: a whole cooperative on this machine, with people, a mailbox and a clock to set."""

import os
from collections.abc import Mapping

from coop.config.environment import EnvironmentWrong, read, unknown
from coop.host import extras, processes
from coop.host.demonstration import HEEDED, Demonstration
from coop.host.home import FOREIGN, Home, state_folder
from coop.host.listen import listen, port_of, reserve
from coop.host.run import migrate, start_database, supervised, wait_for_web
from coop.host.say import OK, complain, say
from coop.host.staff import new_first_link

MAILBOX_PORT = 8025
SMTP_PORT = 2525


def demo(*, port: int, reset: bool) -> int:
    """Run the demonstration until somebody asks to stop; return the exit code."""
    extras.require("embedded", "demo", "pdf")
    _judge_shell(os.environ)
    home = Home(state_folder(os.environ))
    with home.held(f"the demonstration at http://localhost:{port}"), supervised() as supervisor:
        say("Cooperativa en Línea, demonstration")
        with (
            listen(address="127.0.0.1", port=port) as listening,
            reserve(SMTP_PORT) as smtp,
            reserve(MAILBOX_PORT) as page,
        ):
            if reset:
                home.forget()
            home.prepare()
            demonstration = Demonstration(home)
            environment = demonstration.environment(
                port=port, smtp_port=port_of(smtp), mailbox_port=port_of(page)
            )
            given = read(environment)  # every wrong variable is named before anything starts
            first_link, sealed = new_first_link(key=given.secret_key.get_secret_value())
            environment["COOP_FIRST_ADMIN"] = sealed
            start_database(supervisor, home.cluster)
            if not demonstration.schema_is_current():
                migrate(supervisor, home.owner_environment(environment), "--demonstration")
                demonstration.remember_schema()
            if not demonstration.loaded():
                demonstration.load(supervisor, environment)
            supervisor.add(
                processes.mailbox(
                    environment, folder=home.mail, smtp=smtp.fileno(), page=page.fileno(),
                    log=home.log("mailbox"),
                )
            )  # fmt: skip
            log = home.log("web")
            supervisor.add(processes.web(environment, socket=listening.fileno(), log=log))
            for name in processes.QUEUES:
                supervisor.add(processes.worker(name, environment, log=home.log(name)))
            wait_for_web(supervisor, listening, environment, log)
            if not supervisor.asked_to_stop:
                say(demonstration.welcome(environment, first_link=first_link))
            supervisor.watch()
            say("\nStopping ...")
    say("Stopped. The data stays; `make run` (or `coop demo`) goes on from here.")
    return OK


def _judge_shell(variables: Mapping[str, str]) -> None:
    """Refuse settings that there are not, and say which ones a demonstration makes itself.

    Raises:
        EnvironmentWrong: one line for each unknown variable.
    """
    if strange := unknown(variables):
        raise EnvironmentWrong("\n".join(strange))
    own = sorted(
        name
        for name in variables
        if name.startswith(("COOP_", *FOREIGN)) and name not in {*HEEDED, "COOP_STATE_DIR"}
    )
    if own:
        complain(f"coop: a demonstration makes these settings itself: {', '.join(own)}")
