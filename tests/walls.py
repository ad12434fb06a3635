"""Screens without a browser: each opens a page as a browser does, with Streamlit's own messages, and notes what it is
shown and when."""

import asyncio
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

STREAM = "_stcore/stream"
LARGEST = 50_000_000  # bytes of a message


class Walls:
    """Many screens on one page. All that is asked of them waits until it is so."""

    def __init__(self, address: str, page: str, number: int) -> None:
        self._address = f"ws{address.removeprefix('http')}/{STREAM}"
        self._page = page
        self._shown: list[list[tuple[float, bytes]]] = [[] for _ in range(number)]
        self._runs = [0] * number  # that were drawn to the end
        self._changed = threading.Condition()

    def drawn(self, times: int, within: float) -> bool:
        """Has every screen been drawn that often?"""
        with self._changed:
            return self._changed.wait_for(lambda: min(self._runs) >= times, within)

    def show(self, text: str, within: float) -> bool:
        """Does every screen show the text?"""
        with self._changed:
            return self._changed.wait_for(lambda: None not in self._first(text), within)

    def first_shown(self, text: str) -> list[float]:
        """When each screen that shows it did so first, on the clock of `time.monotonic`."""
        with self._changed:
            return [at for at in self._first(text) if at is not None]

    def _first(self, text: str) -> list[float | None]:
        wanted = text.encode()
        return [next((at for at, said in shown if wanted in said), None) for shown in self._shown]

    async def hang(self, stop: asyncio.Event) -> None:
        screens = [asyncio.create_task(self._screen(place)) for place in range(len(self._shown))]
        await stop.wait()
        for screen in screens:
            screen.cancel()
        await asyncio.gather(*screens, return_exceptions=True)

    async def _screen(self, place: int) -> None:
        async with websockets.connect(self._address, subprotocols=["streamlit"], max_size=LARGEST) as line:
            hello = BackMsg()
            hello.rerun_script.page_name = self._page
            await line.send(hello.SerializeToString())
            async for said in line:
                self._note(place, said)

    def _note(self, place: int, said: bytes) -> None:
        message = ForwardMsg.FromString(said)
        with self._changed:
            self._shown[place].append((time.monotonic(), said))
            self._runs[place] += message.WhichOneof("type") == "script_finished"
            self._changed.notify_all()


@contextmanager
def hung(address: str, page: str, number: int) -> Iterator[Walls]:
    """That many screens which show the page, until the end of the block."""
    walls, loop = Walls(address, page, number), asyncio.new_event_loop()
    stop = asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(walls.hang(stop),))
    thread.start()
    try:
        yield walls
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
        loop.close()
