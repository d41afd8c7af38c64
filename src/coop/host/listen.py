"""Ports: taken once by the parent, lent to the web servers and mailboxes that it starts."""

import errno
import socket

from coop.host.say import NOT_NOW, Stop


def listen(*, address: str, port: int) -> socket.socket:
    """Return a listening socket.

    Raises:
        Stop: the port is taken or may not be used, with the way out.
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    taken = socket.socket(family, socket.SOCK_STREAM)
    taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        taken.bind((address, port))
        taken.listen(2048)
    except OSError as error:
        taken.close()
        way_out = f"Choose another: make run PORT={port + 123}, or coop demo --port {port + 123}."
        if error.errno == errno.EADDRINUSE:
            message = f"Port {port} is taken by another program. {way_out}"
        elif error.errno == errno.EACCES:
            message = f"Port {port} needs more rights than you have. {way_out}"
        else:
            message = f"Cannot listen on {address}, port {port}: {error.strerror}. {way_out}"
        raise Stop(message, NOT_NOW) from error
    return taken


def reserve(wished: int) -> socket.socket:
    """Return a socket that listens on `wished`, or any free port, of the loopback address.

    It listens at once, for a port that is only bound can be bound by another too; the part that
    serves it comes later.

    Raises:
        Stop: no port is free.
    """
    for port in (wished, 0):
        held = socket.socket()
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind(("127.0.0.1", port))
            held.listen()
        except OSError:
            held.close()
        else:
            return held
    raise Stop("No port of this machine is free.", NOT_NOW)


def free_port(wished: int) -> int:
    """Return `wished` if nobody listens there, else any free port of the loopback address."""
    with reserve(wished) as held:
        return port_of(held)


def port_of(held: socket.socket) -> int:
    """Return the port of a bound socket."""
    return int(held.getsockname()[1])
