"""Where a KPI is shown: read from what the pages' code reaches, so that nobody has to keep a list."""

import ast
from functools import cache
from pathlib import Path

from custodian.domain import kpis

_PROJECT = Path(__file__).parents[2]
EVERY = "custodian.ui.readings.every"  # whoever reaches it shows the whole catalogue
OFFERS = "custodian.ui.readings.catalogue"
PROMISES = "custodian.domain.progress.of"  # whoever reaches it shows what key results name
COMMAND, COMMANDS = "kpis", "custodian/commands/figures.py"
PROGRAMS = {
    "HTTP API": "custodian/commands/api.py",
    "Command line": COMMANDS,
    "Board pack": "custodian/commands/pack.py",
}
WHOLE = "custodian.domain.kpis.catalogue"
_BELOW = ("custodian.intake", "custodian.warehouse", "custodian.sample", "custodian.settings")
Definition = tuple[ast.AST, dict[str, str]]  # a piece of code, and what the names in it stand for


def pages_with(key: str, titles: dict[str, str], promised: set[str]) -> list[str]:
    """Titles of the pages and programs that show a KPI. `titles` is file → title, `promised` the key results' KPIs."""
    found = []
    for file, title in titles.items():
        reached, words = _reached(file)
        is_shown = EVERY in reached or (
            key in promised if PROMISES in reached else OFFERS in reached or key in words & set(kpis.catalogue())
        )
        found += [title] if is_shown else []
    return found + [title for title, file in PROGRAMS.items() if _answers(file)]


def _answers(file: str) -> bool:
    """Does a program tell all KPIs, by itself or by running the command that does?"""
    reached, words = _reached(file)
    return WHOLE in reached or (COMMAND in words and WHOLE in _reached(COMMANDS)[0])


@cache
def _reached(file: str) -> tuple[frozenset[str], frozenset[str]]:
    """The full names of all that a file's code uses, directly or not, and the words written in it."""
    path = _PROJECT / file
    name = _module(path)
    known = _definitions(path)
    waiting = [f"{name}.{own}" for own in known] if "commands" in path.parts else [f"{name}."]
    reached: set[str] = set()
    words: set[str] = set()
    while waiting:
        full = waiting.pop()
        if full in reached:
            continue
        reached.add(full)
        names, said = _found(full)
        waiting += names
        words |= said
    return frozenset(reached), frozenset(words)


@cache
def _found(full: str) -> tuple[list[str], set[str]]:
    """What a thing of ours uses. How files are read and kept shows no KPI to anybody."""
    module, _, own = full.rpartition(".")
    path = _PROJECT / (module.replace(".", "/") + ".py")
    if module.startswith(_BELOW) or not path.exists() or own not in _definitions(path):
        return [], set()
    return _used(*_definitions(path)[own])


@cache
def _definitions(path: Path) -> dict[str, Definition]:
    """Every function, class and value of a module by its name; what runs when it is opened under the empty name."""
    tree = ast.parse(path.read_text("utf-8"))
    names = _names(tree, _module(path))
    found: dict[str, Definition] = {}
    rest: list[ast.stmt] = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found[node.name] = (node, names)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id: (node, names) for target in targets if isinstance(target, ast.Name)}
            rest.append(node)
        else:
            rest.append(node)
    return found | {"": (ast.Module(rest, []), names)}


def _names(tree: ast.Module, module: str) -> dict[str, str]:
    """What each name of a module stands for: its own things, and those that it imports from ours."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("custodian"):
            names |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names[node.name] = f"{module}.{node.name}"
        elif isinstance(node, ast.Assign):
            names |= {each.id: f"{module}.{each.id}" for each in node.targets if isinstance(each, ast.Name)}
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names[node.target.id] = f"{module}.{node.target.id}"
    return names


def _used(piece: ast.AST, names: dict[str, str]) -> tuple[list[str], set[str]]:
    """Full names and words of a piece of code; what it calls by a name of its own hides ours of that name."""
    nodes = list(ast.walk(piece))
    own = {node.arg for node in nodes if isinstance(node, ast.arg)}
    own |= {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    used, words = [], set()
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in names:
            used += [f"{names[node.value.id]}.{node.attr}"] if node.value.id not in own else []
        elif isinstance(node, ast.Name) and node.id in names and node.id not in own:
            used.append(names[node.id])
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            words.add(node.value)
    return used, words


def _module(path: Path) -> str:
    return ".".join(path.relative_to(_PROJECT).with_suffix("").parts)
