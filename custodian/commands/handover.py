"""A command typed while the app runs: the app holds the ledger, so it does the work and the caller hears the result."""

import hmac
import json
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

from custodian.commands import caller
from custodian.commands.caller import Caller, Voice
from custodian.settings import Settings

if TYPE_CHECKING:  # a command that finds no app running has no use for it
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

PATH = "/api/commands"
SECONDS_TO_ANSWER = 5
Run = Callable[[list[str]], int]


@dataclass(frozen=True)
class Running:
    """Where the running app listens, and the token that only this user's other processes can read."""

    port: int
    token: str

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def announced(settings: Settings, port: int) -> Iterator[Running]:
    """While the app runs, data/serve.json tells the commands where it is."""
    running = Running(port, secrets.token_urlsafe(32))
    place = _place(settings)
    place.unlink(missing_ok=True)
    with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(running), file)
    try:
        yield running
    finally:
        place.unlink(missing_ok=True)


def running_app(settings: Settings) -> Running | None:
    """The app that answers where data/serve.json says; None where it was left behind by one that is gone."""
    try:
        running = Running(**json.loads(_place(settings).read_text("utf-8")))
        with closing(_connection(running)) as connection:
            connection.request("GET", PATH, headers=_bearer(running))
            return running if connection.getresponse().status == 204 else None
    except (OSError, HTTPException, ValueError, TypeError):
        return None


def to(running: Running, arguments: list[str]) -> int:
    """Let the app run the command; say what it says as it says it; its exit code."""
    asked = {"arguments": arguments, "directory": os.getcwd(), "columns": _columns()}
    asked["is_terminal"] = sys.stderr.isatty()
    streams = {"out": sys.stdout, "err": sys.stderr}
    with closing(_connection(running)) as connection:
        connection.request("POST", PATH, json.dumps(asked), _bearer(running))
        connection.sock.settimeout(None)  # an import of millions of rows is silent for a while
        for line in connection.getresponse():
            said = json.loads(line)
            if "exit" in said:
                return int(said["exit"])
            for voice, text in said.items():
                print(text, end="", file=streams[voice], flush=True)
    print("The running app stopped before the command was done; see its terminal, then try again.", file=sys.stderr)
    return 1


def route(running: Running, run: Run) -> "Route":
    from starlette.responses import PlainTextResponse, Response, StreamingResponse
    from starlette.routing import Route

    async def commands(request: "Request") -> "Response":
        given = request.headers.get("authorization", "")
        if not hmac.compare_digest(given.encode(), _bearer(running)["Authorization"].encode()):
            return PlainTextResponse("Expected the token of data/serve.json.\n", 401)
        if request.method == "GET":
            return Response(status_code=204)
        return StreamingResponse(_heard(run, await request.json()), media_type="application/x-ndjson")

    return Route(PATH, commands, methods=["GET", "POST"])


def _heard(run: Run, asked: dict[str, Any]) -> Iterator[str]:
    """One JSON object a line: {"out": text}, {"err": text}, and at the end {"exit": code}."""
    said: SimpleQueue[dict[str, str | int]] = SimpleQueue()

    def hears(voice: Voice, text: str) -> None:
        said.put({voice: text})

    def work() -> None:
        code = 1
        try:
            of = Caller(Path(asked["directory"]), int(asked["columns"]), hears, bool(asked.get("is_terminal")))
            with caller.speaking_to(of):
                code = run(list(asked["arguments"]))
        finally:
            said.put({"exit": code})

    Thread(target=work, name="command", daemon=True).start()
    while True:
        piece = said.get()
        yield json.dumps(piece) + "\n"
        if "exit" in piece:
            return


def _place(settings: Settings) -> Path:
    return settings.data / "serve.json"


def _columns() -> int:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else caller.TO_BE_READ_BY_PROGRAMS


def _connection(running: Running) -> HTTPConnection:
    return HTTPConnection("127.0.0.1", running.port, timeout=SECONDS_TO_ANSWER)


def _bearer(running: Running) -> dict[str, str]:
    return {"Authorization": f"Bearer {running.token}"}
