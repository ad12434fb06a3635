"""The command line: `python -m custodian COMMAND`. Exit code 0 done, 1 refused, 2 wrong usage, 3 needs an answer."""

import os
import sys
from importlib import import_module

import typer

from custodian import settings
from custodian.settings import SettingsFault

COMMANDS = {  # in the order of the help: name, module, function
    "serve": ("serve", "serve"),
    "import": ("imports", "import_"),
    "imports": ("imports", "imports_"),
    "undo": ("imports", "undo"),
    "check": ("upkeep", "check"),
    "rebuild": ("upkeep", "rebuild"),
    "kpis": ("figures", "kpis"),
    "rows": ("figures", "rows"),
    "pack": ("pack", "pack"),
    "digest": ("digest", "digest"),
    "backup": ("backup", "backup"),
    "restore": ("backup", "restore"),
    "sample": ("sample", "sample"),
}
# DuckDB looks for them as soon as it is handed a value, only to know one of theirs from it: half a second for nothing.
NOT_FOR_FILES = ("numpy", "pandas", "pyarrow.dataset")


def run(arguments: list[str]) -> int:
    """Run one command; what goes wrong becomes a sentence and an exit code."""
    from custodian.domain.kpis import CatalogueFault
    from custodian.warehouse.catalogues import CatalogueInUse, CatalogueTooNew

    try:
        _app(arguments)(arguments, prog_name="python -m custodian", obj=run)
    except SystemExit as ended:
        return int(ended.code or 0)
    except CatalogueInUse as fault:
        from custodian.commands import handover

        running = handover.running_app(settings.load())
        return handover.to(running, arguments) if running else _refused(fault)
    except (SettingsFault, CatalogueTooNew, CatalogueFault) as fault:
        return _refused(fault)
    return 0


def _app(arguments: list[str]) -> typer.Typer:
    """The command that was typed, or all of them for the help: what the others need would take a second to load."""
    app = typer.Typer(
        name="custodian",
        help="The brand-experience dashboard that sales and marketing share.",
        add_completion=False,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    app.callback()(lambda: None)  # with a single command Typer would not ask for its name
    for name in arguments[:1] if arguments[:1] and arguments[0] in COMMANDS else COMMANDS:
        module, function = COMMANDS[name]
        app.command(name)(getattr(import_module(f"custodian.commands.{module}"), function))
    return app


def _refused(fault: Exception) -> int:
    print(fault, file=sys.stderr)
    return 1


if __name__ == "__main__":
    if COMMANDS.get("".join(sys.argv[1:2]), ("", ""))[0] == "imports":
        sys.modules.update(dict.fromkeys(NOT_FOR_FILES))  # type: ignore[arg-type]
    if sys.argv[1:2] == ["serve"]:  # a large file leaves one core to the pages; Polars asks once, when it is loaded
        os.environ.setdefault("POLARS_MAX_THREADS", str(max(1, (os.cpu_count() or 1) - 1)))
    sys.exit(run(sys.argv[1:]))
