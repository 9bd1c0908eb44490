# A real mail server (aiosmtpd) for tests: says its port, then each letter that it took, a JSON object a line.
# Run: /usr/bin/python3 smtp_server.py [--tls CERT KEY] [--starttls CERT KEY] [--user NAME PASSWORD] [--port N]
import argparse
import asyncio
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


def say(**fields):
    print(json.dumps(fields), flush=True)


class Postbox:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return "550 no such user"
        if address.startswith("busy@"):
            return "451 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        say(sender=envelope.mail_from, to=envelope.rcpt_tos, text=envelope.content.decode("latin-1"),
            tls=server.transport.get_extra_info("ssl_object") is not None, user=session.auth_data)
        return "250 OK"


def context_of(files):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*files)
    return context


options = argparse.ArgumentParser()
options.add_argument("--tls", nargs=2)
options.add_argument("--starttls", nargs=2)
options.add_argument("--user", nargs=2)
options.add_argument("--port", type=int, default=0)
asked = options.parse_args()


def is_known(server, session, envelope, mechanism, data):
    wanted = [part.encode() for part in asked.user]
    known = [data.login, data.password] == wanted
    return AuthResult(success=known, handled=not known, message=None if known else "535 wrong", auth_data=asked.user[0])


async def serve():
    kinds = {"hostname": "localhost"}
    if asked.starttls:
        kinds.update(tls_context=context_of(asked.starttls), require_starttls=True)
    if asked.user:
        kinds.update(authenticator=is_known, auth_required=True, auth_require_tls=bool(asked.starttls))
    loop = asyncio.get_running_loop()
    tls = context_of(asked.tls) if asked.tls else None
    server = await loop.create_server(lambda: SMTP(Postbox(), loop=loop, **kinds), "127.0.0.1", asked.port, ssl=tls)
    say(port=server.sockets[0].getsockname()[1])
    await loop.run_in_executor(None, sys.stdin.read)  # Until whoever started it goes.


asyncio.run(serve())
