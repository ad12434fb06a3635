"""How the app reaches a browser: compressed only over a network, and told at once where its server is."""

import json
from collections.abc import Iterable
from ipaddress import ip_address
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

AHEAD = {"kpi": ("PlotlyChart", "BidiComponent", "Selectbox")}  # page → Streamlit's scripts


class CompressedOverNetworks(GZipMiddleware):
    """Brings Plotly's script from 4.7 to 1.4 MB. On one machine, compressing takes longer than it saves."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = scope.get("client")
        if client and ip_address(client[0]).is_loopback:
            await self.app(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


class KnownServer:
    """Otherwise the page looks for its server below its own address first and waits to hear that it is not there.

    The page is told as well when its server was `started`, so that it notices when another one has taken its place, and
    what of Streamlit's scripts it will need.
    """

    def __init__(self, app: ASGIApp, started: str) -> None:
        self._app = app
        script = Path(__file__).with_suffix(".js").read_text("utf-8")
        ahead = {page: _scripts(names) for page, names in AHEAD.items()}
        script = script.replace("{started}", started).replace("{ahead}", json.dumps(ahead))
        self._head = f"<head><script>\n{script}</script>".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        readable = [header for header in scope["headers"] if header[0] != b"accept-encoding"]
        await self._app({**scope, "headers": readable}, receive, _Telling(send, self._head))


class _Telling:
    """Passes everything on as it is, except the body of a web page."""

    def __init__(self, send: Send, head: bytes) -> None:
        self._send = send
        self._head = head
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._tell(self._start)

    async def _tell(self, start: Message) -> None:
        body = self._body.replace(b"<head>", self._head, 1)
        if self._body:  # an answer to HEAD or "not modified" has none
            MutableHeaders(raw=start["headers"])["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def _scripts(names: Iterable[str]) -> list[str]:
    """Their addresses: Streamlit names each after what is in it."""
    import streamlit  # not at the top, where every command that is typed would wait for it

    folder = Path(streamlit.__file__).parent / "static" / "static" / "js"
    return [f"/static/js/{found.name}" for name in names for found in folder.glob(f"{name}.*.js")]


def _is_page(start: Message) -> bool:
    return MutableHeaders(raw=start["headers"]).get("content-type", "").startswith("text/html")
