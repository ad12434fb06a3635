"""The HTTP API: the commands `import` and `kpis` for scripts and other tools, with a token that stays the same."""

import hmac
import os
import secrets
import shutil
import tempfile
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from custodian.commands import caller
from custodian.commands.caller import TO_BE_READ_BY_PROGRAMS, Caller, Voice
from custodian.commands.handover import Run
from custodian.settings import Settings

HTTP_STATUS = {0: 200, 1: 422, 2: 400, 3: 409}  # by exit code: done, refused, wrong usage, needs an answer
IMPORT_OPTIONS = ("source", "answer")
LONGEST_NAME = 200  # bytes
KPI_OPTIONS = ("from", "to", "by", "split")


def token(settings: Settings) -> str:
    """Made on first use, readable by this user alone."""
    place = settings.data / "api_token"
    if not place.exists():
        settings.data.mkdir(parents=True, exist_ok=True)
        with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(secrets.token_urlsafe(32))
    return place.read_text("utf-8").strip()


def routes(settings: Settings, run: Run) -> list[Route]:
    token(settings)  # there before the first who needs it

    async def imports(request: Request) -> Response:
        return await _imports(request, run) if _is_known(request, settings) else _stranger()

    async def kpis(request: Request) -> Response:
        return await run_in_threadpool(_kpis, request, run) if _is_known(request, settings) else _stranger()

    return [Route("/api/imports", imports, methods=["POST"]), Route("/api/kpis", kpis, methods=["GET"])]


async def _imports(request: Request, run: Run) -> Response:
    async with request.form() as form:
        files = [one for one in form.getlist("file") if isinstance(one, UploadFile) and one.filename]
        if not files:
            return _problem(
                "Expected a file in the form field “file”; found none. Send it with curl -F file=@export.csv."
            )
        options = [part for name in IMPORT_OPTIONS for said in form.getlist(name) for part in (f"--{name}", str(said))]
        options += [f"--{name}" for name in ("dry-run", "accept-rest", "yes") if form.get(name) in ("1", "true", "yes")]
        with tempfile.TemporaryDirectory(prefix="custodian-api-") as folder:
            for number, one in enumerate(files):
                with _place(Path(folder), number, str(one.filename)).open("wb") as place:
                    await run_in_threadpool(shutil.copyfileobj, one.file, place)
            return await run_in_threadpool(_answer, run, ["import", "--json", *options, "--", folder])


def _place(folder: Path, number: int, name: str) -> Path:
    """A folder for each: two files of one name are two. What no file system could hold is cut at its beginning."""
    told = Path(name.replace("\0", "").replace("\\", "/")).name or "export"
    place = folder / f"{number:06}" / told.encode()[-LONGEST_NAME:].decode("utf-8", "ignore")
    place.parent.mkdir()
    return place


def _kpis(request: Request, run: Run) -> Response:
    told = request.query_params
    options = [part for name in KPI_OPTIONS if name in told for part in (f"--{name}", told[name])]
    return _answer(run, ["kpis", "--json", *options, "--", *told.getlist("key")])


def _answer(run: Run, arguments: list[str]) -> Response:
    """What the command says on stdout is the answer; what it says on stderr is the problem."""
    said: dict[Voice, list[str]] = {"out": [], "err": []}
    with caller.speaking_to(Caller(Path.cwd(), TO_BE_READ_BY_PROGRAMS, lambda voice, text: said[voice].append(text))):
        code = run(arguments)
    text = "".join(said["out"])
    if not text.strip():
        return _problem("".join(said["err"]).strip(), HTTP_STATUS.get(code, 400))
    return Response(text, HTTP_STATUS.get(code, 500), media_type="application/json")


def _is_known(request: Request, settings: Settings) -> bool:
    given = request.headers.get("authorization", "")
    return hmac.compare_digest(given.encode(), f"Bearer {token(settings)}".encode())


def _stranger() -> Response:
    return _problem("Expected the token of data/api_token as “Authorization: Bearer …”; found another or none.", 401)


def _problem(sentence: str, status: int = 400) -> Response:
    return JSONResponse({"problem": sentence}, status)
