"""Loading the sample company through the ordinary intake, and removing it without a trace; never beside own files."""

import shutil
from datetime import datetime
from pathlib import Path

from custodian import settings as all_settings
from custodian.domain import house, imports
from custodian.domain.imports import SAMPLE, Desk, Progress
from custodian.intake.staging import Refused
from custodian.sample import company, exports, happenings, meetings, promises, pulse, surveys
from custodian.settings import Settings
from custodian.warehouse import queries
from custodian.warehouse.catalogues import CATALOGUES, Warehouse

LOADED, REMOVED = "loaded", "removed"
# Each survey, and each account, is a source of its own, as it would be for whoever loads it by hand.
ACCOUNTS = {"google_ads_iberia": "Google Ads Ibéria"}
SITE = "voltara.example"


def is_loaded(warehouse: Warehouse) -> bool:
    return _state(warehouse) == LOADED


def was_removed(warehouse: Warehouse) -> bool:
    """Somebody removed it once: it must not come back by itself."""
    return _state(warehouse) == REMOVED


def is_first_start(warehouse: Warehouse) -> bool:
    """Nothing was ever loaded or promised here, nor the sample company sent away."""
    return not _state(warehouse) and not _has_own(warehouse)


def load(warehouse: Warehouse, settings: Settings, by: str, at: datetime, progress: Progress | None = None) -> Settings:
    """Import every file of the sample, write its promises, and return the settings in force from now on: the sample's.

    Raises Refused beside own files or own objectives.
    """
    _refuse_beside_own(warehouse)
    try:
        in_force = _take_settings(warehouse, settings)
        _set_state(warehouse, LOADED)
        files = sorted(path for path in exports.FOLDER.glob("*/*") if path.is_file())
        desk = imports.opened(warehouse, in_force)
        for done, path in enumerate(files):
            if progress:
                progress(done, len(files), path.name)
            _import(desk, path, by, at)
        promises.write(warehouse)
        happenings.write(warehouse)
        pulse.write(warehouse)
        meetings.write(warehouse, in_force.currency)
    except BaseException:
        _empty(warehouse, settings)
        raise
    if progress:
        progress(len(files), len(files), "The sample company is loaded")
    return in_force


def remove(warehouse: Warehouse, settings: Settings) -> Settings:
    """Empty both catalogues and the archive; own settings are in force again. Raises Refused where no sample is."""
    if not is_loaded(warehouse):
        raise Refused("the sample company to be loaded", "none", "Own files are undone one by one on the Import page.")
    in_force = _empty(warehouse, settings)
    _set_state(warehouse, REMOVED)
    return in_force


def _import(desk: Desk, path: Path, by: str, at: datetime) -> None:
    source = path.stem.rsplit(" ", 1)[0] if path.parent.name == "surveymonkey" else ACCOUNTS.get(path.parent.name, "")
    for previewed in imports.preview(
        desk, path, source=source, answers=_answers(path, source), is_sample=True, with_moves=False
    ):
        if previewed.status == "passed_over":
            continue
        if previewed.questions or previewed.problems or previewed.refusal:
            found = previewed.refusal or [*previewed.questions, *previewed.problems][0]
            raise Refused(f"{path.name} of the sample to load as it is", str(found), "Write the sample anew.")
        imports.commit(desk, previewed, by, at)


def _answers(path: Path, source: str) -> dict[str, str]:
    """What the files cannot say of themselves, answered as a person would on the Import page."""
    if path.parent.name == "search_console":
        return {"account": SITE}
    if path.parent.name == "meta_business_suite":
        return {"account": company.NAME}
    questions = surveys.meaning().get(source, {})
    answers = {f"survey:{question}": "/".join(meaning) for question, meaning in questions.items()}
    return answers | ({"account": source} if questions else {})


def _refuse_beside_own(warehouse: Warehouse) -> None:
    if is_loaded(warehouse):
        raise Refused(
            "a ledger without the sample company", "the sample company", "It is loaded; there is nothing to do."
        )
    if _has_own(warehouse):
        raise Refused(
            "an empty ledger",
            "files or objectives of your own",
            "The sample is never mixed with them: choose an empty data folder with CUSTODIAN_DATA to look at it.",
        )


def _has_own(warehouse: Warehouse) -> bool:
    with warehouse.reading() as cursor:
        return any(queries.run(cursor, name).item() for name in ("sample/has_files", "sample/has_promises"))


def _take_settings(warehouse: Warehouse, settings: Settings) -> Settings:
    settings.data.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(exports.FOLDER / "company.toml", settings.sample_in_force)
    return _follow(warehouse, settings)


def _empty(warehouse: Warehouse, settings: Settings) -> Settings:
    for catalogue in CATALOGUES:
        with warehouse.writing() as cursor:
            for table in queries.run(cursor, "sample/tables", catalogue=catalogue)["table_name"]:
                cursor.execute(queries.naming("sample/empty", catalogue=catalogue, table=table))
    shutil.rmtree(settings.archive, ignore_errors=True)
    settings.sample_in_force.unlink(missing_ok=True)
    return _follow(warehouse, settings)


def _follow(warehouse: Warehouse, settings: Settings) -> Settings:
    in_force = all_settings.load(data=settings.data, ledger=settings.ledger, records=settings.records)
    warehouse.follow(in_force)
    house.count_with(warehouse, in_force)
    return in_force


def _state(warehouse: Warehouse) -> str:
    with warehouse.reading() as cursor:
        state = queries.run(cursor, "imports/state", name=SAMPLE)
    return "" if state.is_empty() else str(state.item(0, 0))


def _set_state(warehouse: Warehouse, value: str) -> None:
    with warehouse.writing() as cursor:
        queries.do(cursor, "imports/forget_state", name=SAMPLE)
        queries.do(cursor, "imports/set_state", name=SAMPLE, value=value)
