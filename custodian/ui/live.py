"""Which pages are open, and what was written when each of them was last drawn: so it is known which ones are behind."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ThreadState

from custodian.ui import remembered


@dataclass(frozen=True)
class Drawn:
    """`form` is the fragment of a form that somebody is writing in, '' if none is open."""

    written: Hashable
    form: str = ""


_drawn: dict[str, Drawn] = {}  # by session
_elsewhere = [""]  # what other processes had written when last looked


def begins() -> None:
    """The page of this session is drawn from here on. Before it reads anything: better drawn once too often."""
    _note()


def written_in(form: Callable[..., None]) -> Callable[..., None]:
    """A form in a dialog. While it is open only the form is drawn anew: with the whole page Streamlit would close it
    and lose what was typed. Closing it draws the page anyway."""

    @wraps(form)
    def shown(*given: Any) -> None:  # noqa: ANN401
        _note(ThreadState.get().fragment_id or "")
        form(*given)

    return shown


def leave_alone() -> None:
    """What was typed on this page would be lost if it were drawn anew; what its visitor does next will do that."""
    context = get_script_run_ctx(suppress_warning=True)
    if context:
        left(context.session_id)


def behind() -> list[str]:
    """The sessions whose page was drawn before the newest write. First those opened last: in front of them somebody
    sits more likely than in front of a tab that has been open since Monday."""
    now = written()
    return [session for session, drawn in reversed(list(_drawn.items())) if drawn.written != now]


def asked(session: str) -> str:
    """What of it is to be drawn anew: the fragment of its form, '' for the whole page. It is not asked twice, whatever
    becomes of that."""
    form = _drawn[session].form
    _drawn[session] = Drawn(written(), form)
    return form


def left(session: str) -> None:
    _drawn.pop(session, None)


def written() -> Hashable:
    """Another value after each write and after each change of the settings."""
    return remembered.in_force(), remembered.warehouse().state, *_elsewhere


def look_elsewhere() -> None:
    """One look for all pages at what other processes may have written."""
    _elsewhere[0] = remembered.elsewhere()


def _note(form: str = "") -> None:
    context = get_script_run_ctx(suppress_warning=True)
    if context:
        _drawn[context.session_id] = Drawn(written(), form)
