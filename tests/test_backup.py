"""Backups: what is in them, that they come back as they were, and that nothing is lost on the way."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

from custodian import settings
from custodian.__main__ import run
from custodian.domain import backups, house, measures, objectives, soundness
from custodian.domain.keyresults import KeyResult
from custodian.domain.periods import Period
from custodian.intake import archive
from custodian.warehouse import catalogues
from tests import browsing, loading, packed
from tests.test_commands import answered, typed

AT = datetime(2026, 11, 3, 9, 0)
TOML = 'company = "Voltara"\n'
ELSEWHERE = {"ledger": "ducklake:postgres:dbname=lake password=secret", "records": "postgres:password=secret"}


@pytest.fixture
def data(tmp_path, monkeypatch):
    """A company's data folder with one import, one objective, a format of its own and settings."""
    folder = tmp_path / "data"
    monkeypatch.setenv("CUSTODIAN_DATA", str(folder))
    (folder / "formats" / "own").mkdir(parents=True)
    (folder / "formats" / "own" / "till.toml").write_text(DECLARED)
    (folder / "custodian.toml").write_text(TOML)
    assert run(["import", str(loading.orders(tmp_path, "october.csv", "1 100 2026-10-05")), "--yes"]) == 0
    promise("First")
    yield folder
    house.close(settings.load())


DECLARED = (Path(__file__).parents[1] / "data/formats/trustpilot_reviews.toml").read_text()


def promise(title: str) -> None:
    year = (date(2026, 1, 1), date(2026, 12, 31))
    draft = objectives.Draft(title, "", *year, "Ana", "Ben", (KeyResult("branded_searches", 1, 2),))
    objectives.save(house.open_once(settings.load()), draft, "Ana", AT)


def held() -> tuple[float, list[str]]:
    """Revenue of October and the titles of the objectives."""
    october = Period(date(2026, 10, 1), date(2026, 10, 31))
    with house.open_once(settings.load()).reading() as cursor:
        (revenue,) = measures.kept_months(cursor, ["revenue"], october).values()
        return revenue.numerator, [one.title for one in objectives.current(cursor)]


def hashes(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): archive.hash_of(path) for path in folder.rglob("*") if path.is_file()}


def test_a_backup_comes_back_as_it_was_and_what_stood_there_is_kept_aside(data, tmp_path, capsys) -> None:
    assert run(["backup", str(tmp_path / "safe")]) == 0
    said = capsys.readouterr().out
    assert (
        f"The backup is in {tmp_path / 'safe'}: ledger, records, 1 file of the archive, 1 format of your own and"
        in said
    )
    assert "keep it as safe as the data folder itself" in said and "Not in it: files in the inbox" in said

    assert run(["import", str(loading.orders(tmp_path, "more.csv", "2 40 2026-10-06")), "--yes"]) == 0
    promise("Second")
    (data / "custodian.toml").write_text('company = "Other"\n')
    assert held() == (140.0, ["First", "Second"])

    assert run(["restore", str(tmp_path / "safe"), "--replace"]) == 0
    assert "1 file of the archive" in (said := capsys.readouterr().out) and "kept in" in said
    assert held() == (100.0, ["First"])
    assert (data / "custodian.toml").read_text() == TOML
    assert soundness.faults(house.open_once(settings.load()), settings.load()) == []
    (aside,) = (data / "replaced").iterdir()
    assert (aside / "custodian.toml").read_text() == 'company = "Other"\n'
    assert sorted(path.name for path in aside.iterdir()) == [
        "archive", "custodian.toml", "formats", "hash.key", "ledger.duckdb", "records.duckdb",
    ]  # fmt: skip
    older = catalogues.open_warehouse(settings.load(data=aside))
    with older.reading() as cursor:
        assert [one.title for one in objectives.current(cursor)] == ["First", "Second"]
    older.close()
    assert not (data / ".restoring").exists()


def test_a_backup_is_restored_into_an_empty_folder_without_asking(data, tmp_path, monkeypatch, capsys) -> None:
    assert run(["backup", str(tmp_path / "safe")]) == 0
    monkeypatch.setenv("CUSTODIAN_DATA", str(tmp_path / "anew"))
    assert run(["restore", str(tmp_path / "safe")]) == 0
    assert "kept in" not in capsys.readouterr().out
    assert held() == (100.0, ["First"])
    assert (tmp_path / "anew" / "hash.key").stat().st_mode & 0o077 == 0
    house.close(settings.load())


def test_nothing_is_overwritten_unless_somebody_says_so(data, tmp_path, capsys) -> None:
    assert run(["backup", str(tmp_path / "safe")]) == 0
    house.close(settings.load())
    before = hashes(data)
    assert run(["restore", str(tmp_path / "safe")]) == 1
    assert "Expected an empty data folder; found ledger.duckdb, records.duckdb" in (said := capsys.readouterr().err)
    assert "Say --replace" in said and hashes(data) == before


@pytest.mark.parametrize("harm", ["changed", "lost"])
def test_a_damaged_backup_is_refused_by_the_name_of_the_file_and_changes_nothing(data, tmp_path, capsys, harm) -> None:
    assert run(["backup", str(tmp_path / "safe")]) == 0
    house.close(settings.load())
    before, records = hashes(data), tmp_path / "safe" / "records.duckdb"
    if harm == "lost":
        records.unlink()
    else:
        records.write_bytes(records.read_bytes()[:-1] + b"?")
    assert run(["restore", str(tmp_path / "safe"), "--replace"]) == 1
    assert "found records.duckdb missing or damaged" in capsys.readouterr().err
    assert hashes(data) == before


def test_what_is_no_finished_backup_or_a_newer_one_is_refused(data, tmp_path, capsys) -> None:
    (tmp_path / "half").mkdir()
    assert run(["restore", str(tmp_path / "half")]) == 1
    assert "Expected the folder of a finished backup with its backup.json" in capsys.readouterr().err
    assert run(["backup", str(tmp_path / "safe")]) == 0
    told = json.loads((tmp_path / "safe" / "backup.json").read_text())
    (tmp_path / "safe" / "backup.json").write_text(json.dumps(told | {"versions": {"ledger": 999}}))
    assert run(["restore", str(tmp_path / "safe"), "--replace"]) == 1
    assert "made by a newer Custodian" in capsys.readouterr().err
    assert held() == (100.0, ["First"])


def test_a_ledger_that_is_damaged_is_replaced_like_any_other(data, tmp_path, capsys) -> None:
    assert run(["backup", str(tmp_path / "safe")]) == 0
    house.close(settings.load())
    (data / "ledger.duckdb").write_bytes(b"no database any more")
    assert run(["restore", str(tmp_path / "safe"), "--replace"]) == 0
    assert held() == (100.0, ["First"])


def test_a_backup_within_what_is_backed_up_is_refused(data, capsys) -> None:
    assert run(["backup", str(data / "archive" / "safe")]) == 1
    assert "Expected a folder outside of what is backed up" in capsys.readouterr().err


def test_a_backup_never_overwrites_one(data, tmp_path, capsys) -> None:
    (tmp_path / "safe").mkdir()
    (tmp_path / "safe" / "mine").write_text("mine")
    assert run(["backup", str(tmp_path / "safe")]) == 1
    assert "Expected a new or an empty folder" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "safe").iterdir()] == ["mine"]
    assert not (tmp_path / "safe.unfinished").exists()


def test_a_name_that_leads_out_of_the_backup_is_refused(data, tmp_path, capsys) -> None:
    assert run(["backup", str(tmp_path / "safe")]) == 0
    (tmp_path / "outside").write_text("x")
    told = json.loads((tmp_path / "safe" / "backup.json").read_text())
    told["files"]["../outside"] = archive.hash_of(tmp_path / "outside")
    (tmp_path / "safe" / "backup.json").write_text(json.dumps(told))
    assert run(["restore", str(tmp_path / "safe"), "--replace"]) == 1
    assert "../outside missing or damaged" in capsys.readouterr().err


def test_what_lies_in_a_database_of_its_own_is_named_as_left_out_and_its_password_is_not(memory, tmp_path) -> None:
    shared = settings.load(data=tmp_path / "data", **ELSEWHERE)
    made = backups.make(memory, shared, tmp_path / "safe", AT)
    assert made.elsewhere == {"ledger": "a DuckLake", "records": "PostgreSQL"} and made.files == {}
    assert "secret" not in (tmp_path / "safe" / "backup.json").read_text()


def test_the_running_app_packs_backs_up_and_restores_and_serves_on(data, tmp_path) -> None:
    house.close(settings.load())
    with browsing.serving(data) as address:
        packs = typed(data, "pack", "--month", "2026-10", "--to", "board.xlsx", at=tmp_path)
        assert (packs.returncode, packs.stderr) == (0, "")
        kept = typed(data, "backup", "safe", at=tmp_path)
        assert (kept.returncode, kept.stderr) == (0, "") and (tmp_path / "safe" / "backup.json").exists()
        more = loading.orders(tmp_path, "more.csv", "2 40 2026-10-06")
        assert typed(data, "import", str(more), "--yes").returncode == 0
        back = typed(data, "restore", "safe", "--replace", at=tmp_path)
        assert (back.returncode, back.stderr) == (0, "")
        assert answered(address, "/healthz")[0] == 200
    assert packed.sheet((tmp_path / "board.xlsx").read_bytes(), "Overview").height == 31
    assert held() == (100.0, ["First"])
