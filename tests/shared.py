"""Where the real exports lie, on machines that have them: in `shared`, beside the project."""

from pathlib import Path

import pytest

BESIDE = Path(__file__).parents[2] / "shared"
SHARED: Path | None = BESIDE if BESIDE.is_dir() else None
needs_shared = pytest.mark.skipif(SHARED is None, reason=f"the real exports are not here: there is no folder {BESIDE}")
