"""Serves the demo on this machine: a web worker with threads, and beside it a ticker that does the periodic work."""

import os
import signal
import socket
import time

from django.core.wsgi import get_wsgi_application
from django.db import Error, close_old_connections
from gunicorn.app.base import BaseApplication

from portal.demo.people import PASSWORD
from portal.periodic.work import run_due

_READY = """
Ready: http://localhost:{port}/

  Belgium       http://be.localhost:{port}/
  Staff         http://localhost:{port}/admin/
  Mail          var/mail/ (one file per message)

  Password of every account: {password}
  admin@demo.example        accounts, roles and settings
  editor@demo.example       pages and their translations
  manager@demo.example      referrals and cases of Overijssel (8011)
  manager2@demo.example     referrals and cases of Noord-Brabant (5611)
  manager-be@demo.example   referrals and cases of Brussels (1000), at http://be.localhost:{port}/admin/
  trainer@demo.example      reports of candidates; trainer2@, trainer-be@ and trainer2-be@ too
  candidate@demo.example    took the training and writes a report
  coach@demo.example        coach in Belgium, at http://be.localhost:{port}/my/; nadine@ is the coordinator
  coordinator@demo.example  is asked for a conference; says what she can do and when

Ctrl-C stops it; `make demo` goes on where it was; `make demo-reset` starts over.
"""


class DemoServer(BaseApplication):
    """gunicorn on the loopback addresses only: the demo's accounts are known to everybody."""

    def __init__(self, *, port: int):
        self.port = port
        super().__init__()

    def load_config(self):
        options = {
            "bind": [f"127.0.0.1:{self.port}", *([f"[::1]:{self.port}"] if _has_ipv6() else [])],
            "workers": 1,  # sessions of the demo share one cache in memory
            "worker_class": "gthread",
            "threads": 8,
            "graceful_timeout": 2,
            "timeout": 120,
            "preload_app": True,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": lambda arbiter: print(_READY.format(port=self.port, password=PASSWORD), flush=True),
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self):
        return get_wsgi_application()


def start_ticker() -> None:
    """Fork a process that does the due periodic work every second, until this one is gone, however it went."""
    server = os.getpid()
    if os.fork():
        return
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the server's end is ours
    while os.getppid() == server:
        close_old_connections()
        try:
            run_due()
        except Error:
            pass  # a busy database; the next tick comes in a second
        time.sleep(1)
    os._exit(0)


def is_taken(port: int) -> bool:
    """Does a program on this machine answer at this port already?"""
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as trying:
            trying.bind(("::1", 0))
    except OSError:
        return False
    return True
