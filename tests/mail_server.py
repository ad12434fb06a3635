"""A real mail server on this machine, small enough to read: it keeps what it is sent and refuses what it is told to."""

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

CERTIFICATE = Path(__file__).with_name("mail_server.pem")  # of nobody: for 127.0.0.1 in tests alone


@dataclass
class Server:
    offers: str = "none"  # starttls, tls or none, as in the settings
    password: str = ""
    refuses: tuple[str, ...] = ()  # recipients; "*" all
    port: int = 0
    mails: list[tuple[list[str], bytes]] = field(default_factory=list)
    logins: list[tuple[str, str, bool]] = field(default_factory=list)  # name, password, was it encrypted


@contextmanager
def running(**wishes) -> Iterator[Server]:
    told = Server(**wishes)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)

    class Talk(_Talk):
        server_told, tls = told, context

    with _Quiet(("127.0.0.1", 0), Talk) as server:
        told.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield told
        server.shutdown()


class _Quiet(socketserver.ThreadingTCPServer):
    def handle_error(self, _request, _address) -> None:
        """Whoever does not trust the certificate hangs up."""


class _Talk(socketserver.BaseRequestHandler):
    server_told: Server
    tls: ssl.SSLContext

    def handle(self) -> None:
        self.is_encrypted = False
        if self.server_told.offers == "tls":
            self._encrypt()
        else:
            self.lines = self.request.makefile("rb")
        self._say("220 here")
        self.to: list[str] = []
        while line := self.lines.readline():
            verb, _, rest = line.decode().strip().partition(" ")
            if verb.upper() == "QUIT":
                self._say("221 bye")
                return
            getattr(self, f"_{verb.lower()}", self._unknown)(rest)

    def finish(self) -> None:
        self.request.close()

    def _encrypt(self) -> None:
        self.request = self.tls.wrap_socket(self.request, server_side=True)
        self.lines, self.is_encrypted = self.request.makefile("rb"), True

    def _say(self, answer: str) -> None:
        self.request.sendall(f"{answer}\r\n".encode())

    def _unknown(self, _rest: str) -> None:
        self._say("502 unknown")

    def _ehlo(self, _rest: str) -> None:
        can_encrypt = self.server_told.offers == "starttls" and not self.is_encrypted
        offers = ["here", *(["STARTTLS"] if can_encrypt else []), "8BITMIME"]
        self._say("".join(f"250-{one}\r\n" for one in offers) + "250 AUTH PLAIN")

    def _starttls(self, _rest: str) -> None:
        self._say("220 go on")
        self._encrypt()

    def _auth(self, rest: str) -> None:
        _, name, password = base64.b64decode(rest.split()[1]).decode().split("\0")
        self.server_told.logins.append((name, password, self.is_encrypted))
        right = password == self.server_told.password
        self._say("235 welcome" if right else f"535 no such name, or not with\t{password}")

    def _mail(self, _rest: str) -> None:
        self._say("250 ok")

    def _rcpt(self, rest: str) -> None:
        address = rest.partition("<")[2].partition(">")[0]
        if address in self.server_told.refuses or "*" in self.server_told.refuses:
            self._say("550 nobody here of that name")
        else:
            self.to.append(address)
            self._say("250 ok")

    def _data(self, _rest: str) -> None:
        self._say("354 go on")
        written = b""
        while (line := self.lines.readline()) != b".\r\n":
            written += line.removeprefix(b".") if line.startswith(b"..") else line
        self.server_told.mails.append((self.to, written))
        self._say("250 kept")

    def _rset(self, _rest: str) -> None:
        self._say("250 ok")
