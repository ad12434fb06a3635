"""The command line: `python -m custodian COMMAND`. Exit code 0 done, 1 refused, 2 wrong usage, 3 needs an answer."""

import sys

import typer

from custodian import settings
from custodian.commands import figures, handover, imports, sample, serve, upkeep
from custodian.domain.kpis import CatalogueFault
from custodian.settings import SettingsFault
from custodian.warehouse.catalogues import CatalogueInUse, CatalogueTooNew

app = typer.Typer(
    name="custodian",
    help="The brand-experience dashboard that sales and marketing share.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command()(serve.serve)
app.command("import")(imports.import_)
app.command("imports")(imports.imports_)
app.command()(imports.undo)
app.command()(upkeep.check)
app.command()(upkeep.rebuild)
app.command()(figures.kpis)
app.command()(figures.rows)
app.command()(sample.sample)


def run(arguments: list[str]) -> int:
    """Run one command; what goes wrong becomes a sentence and an exit code."""
    try:
        app(arguments, prog_name="python -m custodian", obj=run)
    except SystemExit as ended:
        return int(ended.code or 0)
    except CatalogueInUse as fault:
        running = handover.running_app(settings.load())
        return handover.to(running, arguments) if running else _refused(fault)
    except (SettingsFault, CatalogueTooNew, CatalogueFault) as fault:
        return _refused(fault)
    return 0


def _refused(fault: Exception) -> int:
    print(fault, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
