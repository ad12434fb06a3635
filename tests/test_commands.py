"""The commands as somebody types them, with the app running and without: same words, same JSON, same exit codes."""

import asyncio
import gc
import importlib
import json
import os
import re
import signal
import stat
import subprocess
import sys
from contextlib import closing, contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path

import pytest

from custodian import __main__, settings
from custodian.commands import garbage
from custodian.commands.delivery import AHEAD, CompressedOverNetworks
from custodian.domain import house
from custodian.warehouse import catalogues
from tests import browsing, pictures, sample

ROOT = Path(__file__).parents[1]
WAYS = ("alone", "beside the app")
CAMPAIGNS = (
    "platform,account,campaign,first_day,last_day,cost,currency\nads,main,fair,2026-10-01,2026-10-01,12.50,EUR\n"
)


def typed(data: Path, *arguments: str, at: Path = ROOT) -> subprocess.CompletedProcess[str]:
    told = {**os.environ, "CUSTODIAN_DATA": str(data), "PYTHONPATH": str(ROOT), "COLUMNS": "200"}
    command = [sys.executable, "-m", "custodian", *arguments]
    return subprocess.run(command, cwd=at, env=told, capture_output=True, text=True, timeout=120, check=False)


def answered(address: str, path: str, body: str | None = None, **headers: str) -> tuple[int, str]:
    with closing(HTTPConnection(address.removeprefix("http://"), timeout=10)) as connection:
        connection.request("POST" if body else "GET", path, body, headers)
        response = connection.getresponse()
        return response.status, response.read().decode()


@contextmanager
def company(way: str, data: Path):
    if way == "alone":
        yield data
        return
    with browsing.serving(data):
        yield data


@pytest.fixture(scope="module", params=WAYS)
def voltara(request, tmp_path_factory):
    """The sample company's data folder, where nobody is at work or the app is."""
    with company(request.param, sample.copied(tmp_path_factory.mktemp("voltara"))) as data:
        yield data


@pytest.fixture
def here(monkeypatch, capsys):
    """As `typed`, by this process: one of its own takes two seconds to start."""
    monkeypatch.setenv("COLUMNS", "200")

    def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        monkeypatch.setenv("CUSTODIAN_DATA", str(data))
        code = __main__.run(list(arguments))
        house.close(settings.load())
        said = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, said.out, said.err)

    return run


@pytest.fixture
def told(here, voltara):
    return partial(here, voltara)


def test_kpis_prints_one_json_document_with_the_promised_fields(voltara):
    answer = typed(voltara, "kpis", "win_rate", "revenue", "--from", "2026-08", "--to", "2026-10", "--json")
    assert (answer.returncode, answer.stderr) == (0, "")
    rows = json.loads(answer.stdout)
    assert [(row["key"], row["period"]) for row in rows] == [
        (key, month) for key in ("revenue", "win_rate") for month in ("2026-08", "2026-09", "2026-10")
    ]
    promised = "key period split numerator denominator value low high n target verdict complete"
    assert all(list(row) == promised.split() for row in rows)


def test_quarters_are_added_up_from_their_months(told):
    months = json.loads(told("kpis", "revenue", "--from", "2026-07", "--to", "2026-09", "--json").stdout)
    quarter = json.loads(
        told("kpis", "revenue", "--from", "2026-07", "--to", "2026-09", "--by", "quarter", "--json").stdout
    )
    assert [row["period"] for row in quarter] == ["2026-Q3"]
    assert quarter[0]["value"] == pytest.approx(sum(row["value"] for row in months))


def test_rows_behind_a_kpi_say_their_file_and_line(told):
    answer = told("rows", "win_rate", "--month", "2026-10", "--json")
    rows = json.loads(answer.stdout)
    figure = json.loads(told("kpis", "win_rate", "--from", "2026-10", "--to", "2026-10", "--json").stdout)[0]
    assert sum(row["denominator"] for row in rows) == figure["denominator"]
    assert all(row["file"].endswith(".csv") and row["line"] > 1 for row in rows)
    assert f"{len(rows)} rows behind Win rate in October 2026." in told("rows", "win_rate", "--month", "2026-10").stdout


@pytest.mark.parametrize(
    "wrong, said",
    [
        (["kpis", "win_rat"], "win_rate"),
        (["kpis", "--from", "2026-13"], "2026-10"),
        (["kpis", "--from", "2026-05", "--to", "2026-04"], "Swap"),
        (["kpis", "win_rate", "--split", "colour"], "win_rate splits by"),
        (["rows", "revenu", "--month", "2026-10"], "revenue"),
        (["kpis", "--by", "week"], "quarter"),
    ],
)
def test_wrong_usage_is_answered_with_what_is_expected(told, wrong, said):
    answer = told(*wrong, "--json")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert said in " ".join(answer.stderr.replace("│", " ").split())


def test_the_sample_is_loaded_once_and_refused_a_second_time(told):
    answer = told("sample")
    assert answer.returncode == 1
    assert "there is nothing to do" in answer.stderr


@pytest.mark.parametrize("way", WAYS)
def test_the_sample_goes_without_a_trace_and_does_not_come_back_by_itself(here, tmp_path, way):
    data = sample.copied(tmp_path)
    with company(way, data):
        assert typed(data, "sample", "--remove").returncode == 0
        assert json.loads(here(data, "kpis", "--json").stdout) == []
        assert json.loads(here(data, "imports", "--json").stdout) == []
        assert here(data, "sample", "--remove").returncode == 1
    with browsing.serving(data):
        assert json.loads(here(data, "imports", "--json").stdout) == []


@pytest.fixture
def pictured(tmp_path):
    return small(tmp_path / "data")


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A small ledger and the address of the app at work on it."""
    data = small(tmp_path_factory.mktemp("running"))
    with browsing.serving(data) as address:
        yield data, address


def small(data: Path) -> Path:
    """A ledger of our own, quick to make, so that a start loads no sample."""
    warehouse = catalogues.open_warehouse(settings.load(data=data))
    pictures.fill(warehouse)
    warehouse.close()
    return data


@pytest.mark.parametrize("way", WAYS)
def test_a_relative_path_means_the_folder_of_whoever_typed_it(pictured, tmp_path, way):
    (tmp_path / "campaigns.csv").write_text(CAMPAIGNS)
    with company(way, pictured):
        answer = typed(pictured, "import", "campaigns.csv", "--dry-run", "--json", at=tmp_path)
        missing = typed(pictured, "import", "campaigns.csv", "--dry-run", "--json", at=ROOT)
    assert [Path(one["file"]).name for one in json.loads(answer.stdout)] == ["campaigns.csv"]
    assert missing.returncode != 0


def test_the_door_for_commands_opens_only_with_the_token_in_a_file_that_only_we_can_read(running):
    data, address = running
    place = data / "serve.json"
    asked = json.dumps({"arguments": ["kpis"], "directory": "/", "columns": 80})
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    token = json.loads(place.read_text())["token"]
    assert answered(address, "/api/commands", asked)[0] == 401
    assert answered(address, "/api/commands", asked, Authorization="Bearer guessed")[0] == 401
    assert answered(address, "/api/commands", asked, Authorization="Bearer \xe9")[0] == 401
    status, said = answered(address, "/api/commands", asked, Authorization=f"Bearer {token}")
    assert (status, json.loads(said.splitlines()[-1])) == (200, {"exit": 0})


def test_healthz_answers_without_a_token(running):
    status, said = answered(running[1], "/healthz")
    assert (status, json.loads(said)["status"]) == (200, "ok")


def test_a_serve_json_left_behind_by_an_app_that_died_is_no_obstacle(pictured):
    with browsing.serving(pictured):
        left_behind = (pictured / "serve.json").read_text()
    (pictured / "serve.json").write_text(left_behind)
    assert len(json.loads(typed(pictured, "kpis", "win_rate", "--json").stdout)) == 25
    with browsing.serving(pictured):
        assert (pictured / "serve.json").read_text() != left_behind


def test_a_second_app_on_the_same_data_says_where_the_first_one_is(running):
    data, address = running
    answer = typed(data, "serve", "--port", "0")
    assert answer.returncode == 1
    assert f"already running with this data: {address}" in answer.stderr


def test_a_port_that_is_taken_is_named_with_what_to_do(running, tmp_path):
    port = running[1].rsplit(":", 1)[1]
    answer = typed(tmp_path / "other", "serve", "--port", port)
    assert answer.returncode == 1
    assert f"Expected 127.0.0.1:{port} to be free for Custodian" in answer.stderr
    assert f"serve --port {int(port) + 1}" in answer.stderr


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_app_stops_in_order_and_gives_the_ledger_back(pictured, how):
    told = {**os.environ, "CUSTODIAN_DATA": str(pictured)}
    command = [sys.executable, "-m", "custodian", "serve", "--port", "0"]
    app = subprocess.Popen(command, cwd=ROOT, env=told, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert "http://" in app.stdout.readline()
    app.send_signal(how)
    _, said = app.communicate(timeout=30)
    assert (app.returncode, said) == (0, "")
    assert not (pictured / "serve.json").exists()
    assert not list(pictured.glob("*.wal"))


def test_no_command_or_an_unknown_one_is_wrong_usage(tmp_path):
    assert typed(tmp_path).returncode == 2
    assert typed(tmp_path, "kpi").returncode == 2


def test_without_data_kpis_says_how_to_bring_some(tmp_path):
    answer = typed(tmp_path, "kpis")
    assert answer.returncode == 0
    assert "python -m custodian import" in answer.stdout


def test_a_page_is_told_where_its_server_is_and_travels_uncompressed_on_one_machine(running):
    with closing(HTTPConnection(running[1].removeprefix("http://"))) as connection:
        connection.request("GET", "/side_by_side", headers={"Accept-Encoding": "gzip"})
        page = connection.getresponse()
        said = page.read()
    assert page.getheader("Content-Encoding") is None
    assert int(page.getheader("Content-Length")) == len(said)
    assert said.count(b"BACKEND_BASE_URL: location.origin") == 1


def test_a_kpi_page_asks_ahead_for_scripts_that_are_there(running):
    _, address = running
    ahead = json.loads(re.search(r'\{"kpi": \[.*?\]\}', answered(address, "/kpi")[1]).group())["kpi"]
    assert [script.split("/")[-1].split(".")[0] for script in ahead] == list(AHEAD["kpi"])
    assert all(answered(address, script)[0] == 200 for script in ahead)


def test_what_is_loaded_later_is_not_looked_through_for_garbage_either(tmp_path, monkeypatch):
    (tmp_path / "loaded_later.py").write_text("kept = [[] for _ in range(5000)]")
    monkeypatch.syspath_prepend(tmp_path)

    async def counted() -> tuple[int, int]:
        watching = asyncio.create_task(garbage.freeze_what_is_loaded(every=0))
        before = await settled()
        importlib.import_module("loaded_later")
        after = await settled()
        watching.cancel()
        return before, after

    async def settled() -> int:
        for _ in range(10):
            await asyncio.sleep(0)
        return gc.get_freeze_count()

    try:
        before, after = asyncio.run(counted())
    finally:
        gc.unfreeze()
    assert before > 0 and after - before >= 5000


def test_a_visitor_from_another_machine_gets_pages_compressed():
    told = []

    async def page(_scope, _receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/javascript")]})
        await send({"type": "http.response.body", "body": b"x" * 5000})

    async def hears(message):
        told.append(message)

    async def asked(client):
        scope = {"type": "http", "client": (client, 1), "headers": [(b"accept-encoding", b"gzip")]}
        await CompressedOverNetworks(page, minimum_size=1000)(scope, None, hears)
        return len(told.pop()["body"])

    assert asyncio.run(asked("127.0.0.1")) == 5000
    assert asyncio.run(asked("192.0.2.7")) < 500
