"""Every open page is drawn anew once somebody has written, without anyone reloading: a wall shows what a laptop saves.

The server asks the pages' own sessions, so a page needs no connection, no script and no clock for it.
"""

import asyncio
import logging
from asyncio import Semaphore
from collections.abc import Callable, Coroutine

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime import Runtime

from custodian.ui import live

LOOKS_EVERY = 0.1  # seconds; comparing a few values
LOOKS_ELSEWHERE_EVERY = 1.0  # seconds; a query for each table, where other processes may write too
AT_ONCE = 2  # pages drawn at the same time, so that fifty walls leave room for whoever is working
PATIENCE = 5  # seconds that a page may take before the next one's turn comes

_LOG = logging.getLogger(__name__)


async def follow() -> None:
    await asyncio.gather(
        _again_and_again(_draw_those_behind, LOOKS_EVERY),
        _again_and_again(lambda: asyncio.to_thread(live.look_elsewhere), LOOKS_ELSEWHERE_EVERY),
    )


async def _again_and_again(look: Callable[[], Coroutine[None, None, None]], every: float) -> None:
    """A look that fails, because a setting cannot be read or a database does not answer, is told and not the last."""
    while True:
        await asyncio.sleep(every)
        looking = asyncio.create_task(look())
        await asyncio.wait([looking])
        if fault := looking.exception():
            _LOG.warning("Open pages could not be brought up to date; trying again.", exc_info=fault)
            await asyncio.sleep(PATIENCE)


async def _draw_those_behind() -> None:
    turns = Semaphore(AT_ONCE)
    await asyncio.gather(*(_draw_anew(session, turns) for session in live.behind()))


async def _draw_anew(id: str, turns: Semaphore) -> None:
    """Nothing while the page is busy: a rerun would cut off what its visitor has just asked for. It stays behind and
    comes with the next look."""
    async with turns:
        session = Runtime.instance().get_app_session(id)
        if session is None:
            live.left(id)
            return
        session.track_settling()
        if not session.is_settled:
            return
        wanted = ClientState()
        wanted.CopyFrom(session._client_state)  # else it would forget which page it shows, and the page's URL
        wanted.fragment_id = live.asked(id)
        session.request_rerun(wanted)
        try:
            await asyncio.wait_for(session.wait_until_settled(), PATIENCE)
        except TimeoutError:
            return
