"""A real mail server (aiosmtpd) on loopback that misbehaves as told.

Runs under the tools' own Python: `smtpd.py FOLDER OPTIONS...`. Prints its port,
writes every message it took into FOLDER, and ends when its standard input
does, so that it never outlives the judge.
"""

import argparse
import json
import logging
import os
import socket
import ssl
import sys
import time
import warnings
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

# What goes wrong on purpose is no news.
logging.getLogger("mail.log").setLevel(logging.CRITICAL)
warnings.simplefilter("ignore")

parser = argparse.ArgumentParser()
parser.add_argument("folder", type=Path)
parser.add_argument("--refuse", action="append", default=[], help="550 to this recipient")
parser.add_argument("--defer", action="append", default=[], help="451 to this recipient")
parser.add_argument("--die-after-data", type=int, default=0, help="end without an answer to message N")
parser.add_argument("--die-before", type=int, default=0, help="end at MAIL of message N")
parser.add_argument("--hang-up-after", type=int, default=0, help="421 at MAIL once, after N messages")
parser.add_argument("--die-after-bytes", type=int, default=0, help="end while N bytes have come in")
parser.add_argument("--refuse-sender", action="store_true", help="550 at MAIL")
parser.add_argument("--refuse-data", action="append", default=[], help="554 to the message for this recipient")
parser.add_argument("--limit", type=int, default=0, help="552 to messages of more bytes")
parser.add_argument("--slow", type=float, default=0, help="seconds a message takes")
parser.add_argument("--tls", type=Path, help="PEM with key and certificate")
parser.add_argument("--login", help="user:password")
args = parser.parse_args()


class Mortal(SMTP):
    """Ends in the middle of a message."""

    received = 0

    def data_received(self, data):
        Mortal.received += len(data)
        if args.die_after_bytes and Mortal.received > args.die_after_bytes:
            os._exit(0)
        super().data_received(data)


class Server(Controller):
    def factory(self):
        return Mortal(self.handler, **self.SMTP_kwargs)


class Handler:
    def __init__(self):
        self.mails = 0
        self.taken = 0
        self.hung_up = False

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.mails += 1
        if self.mails == args.die_before:
            os._exit(0)
        if args.hang_up_after and self.taken == args.hang_up_after and not self.hung_up:
            self.hung_up = True
            server.transport.write(b"421 enough for one connection\r\n")
            server.transport.close()
            return "421 enough for one connection"
        if args.refuse_sender:
            return "550 5.7.1 not from here"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in args.refuse:
            return "550 5.1.1 there is nobody of that name"
        if address in args.defer:
            return "451 4.3.0 come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if args.limit and len(envelope.original_content) > args.limit:
            return "552 5.3.4 too large"
        if any(address in args.refuse_data for address in envelope.rcpt_tos):
            return "554 5.7.1 not this one"
        self.taken += 1
        time.sleep(args.slow)
        name = args.folder / f"{self.taken:03}"
        name.with_suffix(".eml").write_bytes(envelope.original_content)
        about = {"at": time.monotonic(), "from": envelope.mail_from, "to": envelope.rcpt_tos, "tls": session.ssl is not None,
                 "login": session.authenticated}
        name.with_suffix(".json").write_text(json.dumps(about))
        if self.taken == args.die_after_data:
            os._exit(0)
        return "250 taken"


def authenticate(server, session, envelope, mechanism, data):
    good = f"{data.login.decode()}:{data.password.decode()}" == args.login
    return AuthResult(success=good)


options = {}
if args.tls:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(args.tls)
    options |= {"tls_context": context, "require_starttls": True}
if args.login:
    options |= {"authenticator": authenticate, "auth_required": True, "auth_require_tls": bool(args.tls)}
with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1]
controller = Server(Handler(), hostname="127.0.0.1", port=port, data_size_limit=64_000_000, **options)
controller.start()
print(port, flush=True)
sys.stdin.read()
controller.stop()
