"""`serve`: the app in the browser, its HTTP routes, and the door for commands typed while it runs."""

import asyncio
import importlib
import os
import signal
import socket
import sys
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from custodian import settings
from custodian.commands import api, garbage, handover, inbox, sample
from custodian.commands.delivery import CompressedOverNetworks, KnownServer
from custodian.commands.handover import Run, Running
from custodian.domain import house
from custodian.sample import loading
from custodian.settings import PROJECT, Settings
from custodian.warehouse import queries
from custodian.warehouse.catalogues import CatalogueInUse

if TYPE_CHECKING:  # every other command starts a third of a second sooner without it
    import streamlit as st

SECONDS_FOR_OPEN_PAGES = 2  # a page's connection never ends by itself, so stopping would wait for it
COMPRESSED_FROM = 1000  # bytes
USED_BY_PAGES = ("custodian.ui.overview", "custodian.ui.objectives", "custodian.ui.importing", "custodian.ui.kpi")


def serve(
    context: typer.Context,
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 8501,
    host: str = "127.0.0.1",
    opens: Annotated[bool, typer.Option("--open", help="Open the browser too.")] = False,
) -> None:
    """The app, its HTTP API and the inbox."""
    chosen = settings.load()
    try:
        warehouse = house.open_once(chosen, datetime.now())
    except CatalogueInUse as fault:
        raise typer.Exit(_already_running(chosen, fault, opens)) from None
    try:
        warehouse.use(chosen.cores or cores_for_files())
        with _listening(host, port) as door:
            if loading.is_first_start(warehouse):
                sample.load(warehouse, chosen)
            _serve(chosen, door, context.obj, opens)
    finally:
        house.close(chosen)


def cores_for_files() -> int:
    """All but one, on which the pages stay quick while a large file loads."""
    return max(1, (os.cpu_count() or 1) - 1)


def _serve(chosen: Settings, door: socket.socket, run: Run, opens: bool) -> None:
    import uvicorn

    host, port = door.getsockname()[:2]
    began = datetime.now().isoformat()
    with handover.announced(chosen, port) as running, inbox.watched(chosen, run), suppress(KeyboardInterrupt):
        shown = f"http://{host}:{port}"
        config = uvicorn.Config(
            _app(_routes(chosen, running, run, began), lambda: _say(shown, opens), began),
            log_level="warning",
            access_log=False,
            proxy_headers=False,
            timeout_graceful_shutdown=SECONDS_FOR_OPEN_PAGES,
        )
        # uvicorn lets open pages finish and then passes the signal on; the ledger must be closed after that.
        signal.signal(signal.SIGTERM, _stop)
        uvicorn.Server(config).run(sockets=[door])


def _say(shown: str, opens: bool) -> None:
    print(f"Custodian is at {shown} (stop with Ctrl+C)", flush=True)
    if opens:
        _open(shown)


def _routes(chosen: Settings, running: Running, run: Run, began: str) -> list[Route]:
    return [Route("/healthz", _healthz(chosen, began)), handover.route(running, run), *api.routes(chosen, run)]


def _app(routes: list[Route], say: Callable[[], None], began: str) -> "st.App":
    import streamlit as st

    from custodian.commands import live

    @asynccontextmanager
    async def started(_: "st.App") -> AsyncIterator[None]:
        # Not before: only now does uvicorn answer a signal that asks it to stop.
        say()
        ready = asyncio.create_task(asyncio.to_thread(_make_ready))
        beside = [asyncio.create_task(task) for task in (live.follow(), garbage.freeze_what_is_loaded())]
        yield
        for task in beside:
            task.cancel()
        await ready

    return st.App(
        PROJECT / "app.py",
        lifespan=started,
        routes=routes,
        middleware=[
            Middleware(CompressedOverNetworks, minimum_size=COMPRESSED_FROM),
            Middleware(KnownServer, started=began),
        ],
    )


def _make_ready() -> None:
    """Import what the pages use before somebody waits for it."""
    for name in USED_BY_PAGES:
        importlib.import_module(name)
    garbage.freeze()


def _healthz(chosen: Settings, began: str) -> Callable[[Request], JSONResponse]:
    def healthz(_: Request) -> JSONResponse:
        with house.open_once(chosen).reading() as cursor:  # `rebuild` and `restore` put another in its place
            version: int = queries.run(cursor, "schema/ledger_version").item()
        return JSONResponse({"status": "ok", "ledger_version": version, "started": began})

    return healthz


def _listening(host: str, port: int) -> socket.socket:
    """Taken before anything else is done, and listening before the first answer: an early visitor waits."""
    try:
        door = socket.create_server((host, port))
    except OSError as fault:
        reason = os.strerror(fault.errno or 0)
        print(
            f"Expected {host}:{port} to be free for Custodian; found it cannot be used ({reason}). "
            f"Stop the program that uses it, or choose another: python -m custodian serve --port {port + 1}",
            file=sys.stderr,
        )
        raise typer.Exit(1) from None
    # Inherited by every connection. Otherwise an answer's body waits until its head is acknowledged: 0.04 s each.
    door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return door


def _already_running(chosen: Settings, fault: CatalogueInUse, opens: bool) -> int:
    running = handover.running_app(chosen)
    if running is None:
        print(fault, file=sys.stderr)
        return 1
    print(f"Custodian is already running with this data: {running.url}", file=sys.stderr)
    if opens:
        _open(running.url)
        return 0
    return 1


def _open(url: str) -> None:
    # Without a screen, webbrowser would start a text browser inside this very terminal.
    if sys.platform in ("darwin", "win32") or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(url)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
