"""Files that no tool wrote, read, identified and staged: no crash, no hang, no wrong cell: python -m bench.fuzz

A short look by default; ten minutes with --seconds 600. Half of the files are bytes, grown from the odd files of the
tests: a file above 16 MB must say the same of them as a small one. The other half are tables, written in a dialect
drawn by chance: their cells must come back.
"""

import argparse
import importlib.util
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

SECONDS = 15
HANGS = 20  # seconds for one file
MOST_BYTES = 4_096
ROOT = Path(__file__).parents[1]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--inside", type=Path)
    told = parser.parse_args()
    if not importlib.util.find_spec("atheris"):
        print("not measured: the fuzzer is not here (atheris comes for Linux on x86-64 alone)")
        return
    if told.inside:
        _fuzz(told.inside, told.seconds)
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "seeds").mkdir()
        _plant(Path(folder) / "seeds")
        command = [sys.executable, "-m", "bench.fuzz", "--inside", folder, "--seconds", str(told.seconds)]
        ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
        found = re.search(r"Done (\d+) runs in (\d+) second", ran.stderr)
        if ran.returncode or not found:
            broken = [path.read_bytes() for path in (Path(folder) / "found").iterdir()]
            sys.exit(f"{ran.stderr[-6_000:]}\n{ran.stdout[-2_000:]}\nThe bytes that did it: {broken}")
    print(f"{int(found[1]):,} files in {found[2]} s: none crashed the reader, hung or was read wrong")


def _plant(seeds: Path) -> None:
    from tests.intake import odd_files, old_excel
    from tests.intake import test_reading_containers as containers

    packed = containers.zipped(**{"a.csv": containers.DEALS, "b/c.csv": containers.DEALS})
    books = [containers.workbook(Clicks=containers.CLICKS), old_excel.workbook("D", [["a", "b"], ["c", 1.5]])]
    planted = [*odd_files.SAME.values(), *odd_files.OTHER.values(), packed, *books]
    for number, content in enumerate(planted):
        (seeds / f"bytes-{number}").write_bytes(b"\0" + content)
    for number in range(20):
        (seeds / f"table-{number}").write_bytes(b"\1" + bytes((7 * number * at + number) % 256 for at in range(300)))


def _fuzz(folder: Path, seconds: int) -> None:
    """Ends the process, as libFuzzer does."""
    import atheris

    found = folder / "found"
    found.mkdir()
    with atheris.instrument_imports(include=["custodian.intake"]):
        from tests import fuzzed

    looks = (fuzzed.look_at_bytes, fuzzed.look_at_table)

    def one(data: bytes) -> None:
        if data:
            look: Callable[[bytes, Path], None] = looks[data[0] % 2]
            look(data[1:], folder)

    told = [f"-max_total_time={seconds}", f"-timeout={HANGS}", f"-max_len={MOST_BYTES}", f"-artifact_prefix={found}/"]
    atheris.Setup([sys.argv[0], str(folder / "seeds"), *told], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
