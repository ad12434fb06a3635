"""Files brought by curl and by the inbox, and KPIs fetched by other tools, from the app as it runs."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from http.client import HTTPConnection
from pathlib import Path

import pytest
from watchfiles import watch

from custodian.commands import inbox
from custodian.intake import mending
from tests import browsing

ROOT = Path(__file__).parents[1]
CAMPAIGNS = (
    "platform,account,campaign,first_day,last_day,cost,currency\nads,main,fair,2026-10-01,2026-10-01,12.50,EUR\n"
)
DEALS = """tool,deal_id,company,outcome,amount,currency,created_on,closed_on
CRM,1,Alpha,won,100.00,EUR,2026-09-01,2026-10-05
CRM,2,Beta,lost,50.00,EUR,2026-09-02,2026-10-06
"""
ORDERS = """tool,document_no,company,ordered_on,amount,currency
Shop,1,Alpha,2026-10-05,100.00,EUR
Shop,2,Beta,2026-10-06,50.00,EUR
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory) -> Path:
    """A company's own data folder, without the sample."""
    place = tmp_path_factory.mktemp("api")
    (place / "first.csv").write_text(CAMPAIGNS)
    command = [sys.executable, "-m", "custodian", "import", str(place / "first.csv")]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "CUSTODIAN_DATA": str(place)}, check=True, capture_output=True)
    return place


@pytest.fixture(scope="module")
def address(data):
    with browsing.serving(data) as found:
        yield found.removeprefix("http://")


@pytest.fixture
def asked(address, data) -> Callable[..., tuple[int, object]]:
    def ask(path: str, *files: tuple[str, str], token: str = "", **fields: str) -> tuple[int, object]:
        bearer = token or (data / "api_token").read_text()
        headers = {"Authorization": f"Bearer {bearer}", "Content-Type": "multipart/form-data; boundary=B"}
        parts = [f'name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
        parts += [f'name="file"; filename="{name}"\r\n\r\n{text}' for name, text in files]
        body = "".join(f"--B\r\nContent-Disposition: form-data; {part}\r\n" for part in parts) + "--B--\r\n"
        with closing(HTTPConnection(address, timeout=30)) as connection:
            connection.request("POST" if parts else "GET", path, body.encode() if parts else None, headers)
            response = connection.getresponse()
            return response.status, json.loads(response.read())

    return ask


def test_a_file_that_is_sent_is_loaded_and_sent_again_is_unchanged(address, data, asked):
    status, told = asked("/api/imports", ("deals.csv", DEALS), source="Our CRM")
    assert (status, [(one["file"], one["status"], one["rows_added"], one["source"]) for one in told]) == (
        200,
        [("deals.csv", "loaded", 2, "Our CRM")],
    )
    status, told = asked("/api/imports", ("../../again.csv", DEALS), source="Our CRM")
    assert (status, told[0]["file"], told[0]["status"]) == (200, "again.csv", "unchanged")


def test_two_files_of_one_name_are_both_loaded_whatever_their_names(asked):
    name = "ü" * 300 + ".csv"
    first, second = (ORDERS.replace("Shop,", f"{tool},") for tool in ("North", "South"))
    status, told = asked("/api/imports", (name, first), (name, second), source="Two")
    assert (status, [(one["status"], one["rows_added"]) for one in told]) == (200, [("loaded", 2), ("loaded", 2)])
    assert {one["file"][-10:] for one in told} == {"üüüüüü.csv"}


def test_cells_that_cannot_be_read_come_back_mended_by_http(asked):
    wrong = ORDERS.replace("50.00", "fifty")
    status, told = asked("/api/imports", ("east.csv", wrong), source="East")
    assert (status, [(one["line"], one["column"]) for one in told[0]["problems"][:1]]) == (422, [(3, "amount")])
    mark = f"sha256:{sha256(wrong.encode()).hexdigest()}"
    cells = f"{','.join(mending.HEADER)}\neast.csv,,3,amount,fifty,,50.00,{mark}\n"
    status, told = asked("/api/imports", ("east.csv", wrong), ("refused cells.csv", cells), source="East")
    assert (status, [(one["file"], one["rows_added"]) for one in told]) == (200, [("east.csv", 2)])


def test_a_file_that_is_refused_answers_422_with_its_sentence(asked):
    status, told = asked("/api/imports", ("page.csv", "<!DOCTYPE html><html><body>Sign in</body></html>"))
    assert (status, told[0]["status"]) == (422, "refused")
    assert told[0]["problems"][0]["expected"].startswith("Expected a CSV file; found")


def test_a_request_without_a_file_says_how_to_send_one(asked):
    status, told = asked("/api/imports", source="x")
    assert (status, told["problem"]) == (
        400,
        "Expected a file in the form field “file”; found none. Send it with curl -F file=@export.csv.",
    )


def test_a_stranger_is_told_which_token_is_missing_and_nothing_else(asked):
    status, told = asked("/api/kpis", token="guessed")
    assert (status, told) == (
        401,
        {"problem": "Expected the token of data/api_token as “Authorization: Bearer …”; found another or none."},
    )


def test_kpis_answer_as_the_command_does(asked):
    asked("/api/imports", ("deals.csv", DEALS))
    status, rows = asked("/api/kpis?key=win_rate&from=2026-10&to=2026-10")
    assert (status, [(row["period"], row["numerator"], row["denominator"]) for row in rows]) == (
        200,
        [("2026-10", 1, 2)],
    )
    status, told = asked("/api/kpis?key=no_such_kpi")
    assert status == 400
    assert "no_such_kpi" in told["problem"]


def test_the_token_is_there_from_the_start_for_this_user_alone(address, data):
    assert stat.S_IMODE((data / "api_token").stat().st_mode) == 0o600


def test_a_file_in_the_inbox_is_loaded_and_put_away(address, data):
    place = data / "inbox"
    (place / "fair.csv").write_text(CAMPAIGNS.replace("fair", "autumn fair"))
    assert _next(place / inbox.LOADED).name.endswith(" fair.csv")
    assert not (place / "fair.csv").exists()


def test_a_file_in_the_inbox_that_cannot_be_loaded_gets_its_sentence_beside_it(address, data):
    place = data / "inbox"
    (place / "empty.csv").write_bytes(b"")
    kept = _next(place / inbox.WAITING, ending=".txt")
    assert kept.read_text().startswith("empty.csv: Expected a table of rows and columns; found an empty file.")
    assert kept.with_suffix("").exists()


def _next(folder: Path, ending: str = ".csv") -> Path:
    """The first file of the folder with this ending, as soon as it is there."""
    for _ in watch(folder, rust_timeout=100, yield_on_timeout=True, stop_event=None):
        if found := [one for one in folder.iterdir() if one.name.endswith(ending) and one.stat().st_size]:
            return found[0]
    raise AssertionError(f"nothing came into {folder}")
