"""How far long work is, on stderr: what is being done, how many of how many, time left."""

from collections.abc import Iterator
from contextlib import contextmanager

from custodian.commands import caller
from custodian.domain import imports


@contextmanager
def shown(quiet: bool = False) -> Iterator[imports.Progress]:
    if quiet:
        yield lambda done, total, doing: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=caller.console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=None, visible=False)
        before = ""

        def told(done: int, total: int, doing: str) -> None:
            nonlocal before
            if doing != before:
                bar.reset(task)  # the time left is that of this step
                before = doing
            bar.update(task, description=doing, completed=done, total=total or None, visible=True, refresh=True)

        yield told
