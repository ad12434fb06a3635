"""The house around the code: what `make` and CI promise to somebody who has just cloned it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from custodian.warehouse import catalogues

ROOT = Path(__file__).parents[1]
NEEDED = ("sh", "git", "cat", "id", "env", "dirname", "mktemp", "tee", "grep", "tail", "rm", "bash")


def bare_machine(folder: Path, **programs: str) -> dict[str, str]:
    """A PATH with the system's own small programs and these scripts, nothing else."""
    folder.mkdir()
    for name in NEEDED:
        (folder / name).symlink_to(shutil.which(name))
    for name, script in programs.items():
        (folder / name).unlink(missing_ok=True)
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "PYTHON", "CUSTODIAN_BROWSER")}
    return {**kept, "PATH": str(folder), "HOME": str(folder)}


def run(tool: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run([ROOT / tool], env=environment, capture_output=True, text=True, check=False)


OLD_PYTHON = 'case "$2" in *print*) echo 3.9;; *) exit 1;; esac'
NO_VENV = 'case "$2" in *print*) echo 3.12;; *ensurepip*) exit 1;; esac'


@pytest.mark.parametrize(
    "programs, sentence",
    [
        ({}, "Python 3.11 or newer is needed and none was found; install it with"),
        ({"python3": OLD_PYTHON}, "Python 3.11 or newer is needed and 3.9 was found; install it with"),
        (
            {"python3": NO_VENV, "apt-get": ""},
            "without its venv module; install it with: sudo apt-get install python3.12",
        ),
    ],
)
def test_a_missing_python_is_named_in_one_sentence_with_what_installs_it(tmp_path, programs, sentence):
    answer = run("tools/python", bare_machine(tmp_path / "bin", **programs))
    assert answer.returncode == 1
    assert sentence in answer.stderr
    assert answer.stderr.count("\n") == 1


def test_a_missing_git_is_named_before_anything_else(tmp_path):
    machine = bare_machine(tmp_path / "bin")
    (tmp_path / "bin" / "git").unlink()
    answer = run("tools/python", machine)
    assert answer.stderr.startswith("custodian: git is needed and was not found; install it with")


def test_an_old_python_is_passed_over_for_a_newer_one(tmp_path):
    machine = bare_machine(tmp_path / "bin", python3=OLD_PYTHON, **{"python3.12": "exit 0"})
    answer = run("tools/python", machine)
    assert (answer.returncode, answer.stdout.strip()) == (0, str(tmp_path / "bin" / "python3.12"))


@pytest.mark.parametrize("ci, code", [("", 0), ("true", 1)])
def test_without_a_browser_one_line_says_so_and_only_ci_fails(tmp_path, ci, code):
    answer = run("tools/browser", {**bare_machine(tmp_path / "bin"), "CI": ci})
    assert (answer.returncode, answer.stdout) == (code, "")
    assert "the browser tests need Chromium or Chrome and none was found; install it with" in answer.stderr


def test_a_browser_that_only_says_how_to_install_it_does_not_count(tmp_path):
    machine = bare_machine(tmp_path / "bin", chromium="exit 1", **{"google-chrome": "echo Chrome 140"})
    assert run("tools/browser", machine).stdout.strip().endswith("bin/google-chrome")


@pytest.mark.parametrize("code", [0, 2])
def test_ci_calls_make_test_and_ends_with_pytests_closing_line(tmp_path, code):
    closing = "1 failed, 3 passed, 2 skipped in 65.30s (0:01:05)" if code else "4 passed in 3.20s"
    says = f'[ "$1" = test ] && echo "{closing}"; echo "make: done" >&2; exit {code}'
    answer = run(".ci/run", bare_machine(tmp_path / "bin", make=says))
    assert answer.returncode == code
    assert answer.stdout.splitlines()[-1] == closing


def test_every_requirement_is_pinned():
    for name in ("requirements.txt", "requirements-dev.txt"):
        lines = [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith(("#", "-r"))]
        assert all(re.fullmatch(r"[A-Za-z0-9_.\[\]-]+==[0-9.]+(; .+)?", line) for line in lines), name


@pytest.mark.parametrize("catalogue", catalogues.CATALOGUES)
def test_migrations_are_numbered_from_one_on(catalogue):
    """How many were applied is all that a catalogue knows: one put between others would be passed over."""
    found = sorted((ROOT / "queries" / "schema" / catalogue).glob("*.sql"))
    assert [int(path.name[:4]) for path in found] == list(range(1, len(found) + 1))


def test_decisions_are_numbered_from_one_on_and_every_library_is_in_their_list():
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(path.name[:4]) for path in decisions] == list(range(1, len(decisions) + 1))
    assert all(path.read_text("utf-8").startswith(f"# {int(path.name[:4])}. ") for path in decisions)
    told = next(path for path in decisions if path.name.endswith("libraries.md")).read_text("utf-8").casefold()
    for name in ("requirements.txt", "requirements-dev.txt"):
        named = re.findall(r"^([A-Za-z0-9_-]+)==", (ROOT / name).read_text(), re.MULTILINE)
        assert [library for library in named if library.casefold() not in told] == []


def test_every_picture_and_command_of_the_readme_exists():
    readme = (ROOT / "README.md").read_text("utf-8")
    for linked in re.findall(r"\]\(([^)]+)\)", readme):
        assert (ROOT / linked).exists(), f"README links {linked}"
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"(?:^|`)make ([a-z]+)", readme, re.M):
        assert f"\n{target}:" in makefile, f"README names make {target}"


def test_nothing_listens_beyond_this_machine_unless_asked():
    config = (ROOT / ".streamlit" / "config.toml").read_text("utf-8")
    assert 'address = "127.0.0.1"' in config
    assert "gatherUsageStats = false" in config
