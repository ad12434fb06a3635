"""Which columns of which ledger tables a KPI reads, through views and part queries, from what its statement says."""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from functools import cache

from custodian.domain.kpis import Kpi
from custodian.warehouse import parsing, queries, tables
from custodian.warehouse.parsing import Node

Column = tuple[str, str]  # table and column of the ledger
Relation = Mapping[str, frozenset[Column]]  # what each column of a table, view or part query comes from
_ANYTHING = "*"
_OURS = ("import_id", "line", "is_current")  # of every table: where a row came from, not what it says


@cache
def of(kpi: Kpi) -> dict[str, tuple[str, ...]]:
    """By table the columns, as tables.toml calls them and in its order; those of the row's origin are left out."""
    read: set[Column] = set()
    _outputs(parsing.parsed(f"kpis/{kpi.key}"), ChainMap(), read)
    found = {}
    for table in tables.declared().values():
        names = [name for name, column in table.columns.items() if (table.name, column.stored_as) in read]
        if any(name == table.name for name, _ in read):
            found[table.name] = tuple(names)
    return found


@cache
def views_read(kpi: Kpi) -> tuple[str, ...]:
    """The views of queries/views/ that it reads, directly or through another, in alphabetical order."""
    waiting, seen = [f"kpis/{kpi.key}"], set()
    while waiting:
        for table in _tables_anywhere(parsing.parsed(waiting.pop())):
            name = table["table_name"]
            if not table["schema_name"] and name in _views() and name not in seen:
                seen.add(name)
                waiting.append(f"views/{name}")
    return tuple(sorted(seen))


@cache
def _views() -> frozenset[str]:
    return frozenset(name.removeprefix("views/") for name in queries.names("views"))


@cache
def _view(name: str) -> tuple[Relation, frozenset[Column]]:
    """Its columns, and those by which it chooses rows: whoever reads any of it reads those too."""
    node = parsing.parsed(f"views/{name}")
    chosen: set[Column] = set()
    _outputs(node | {"select_list": []}, ChainMap(), chosen)
    return _outputs(node, ChainMap(), set()), frozenset(chosen)


def _outputs(node: Node, parts: ChainMap[str, Relation], read: set[Column]) -> Relation:
    """What each column that a query gives comes from; all that it reads on the way is added to `read`."""
    parts = parts.new_child()
    for part in node["cte_map"]["map"]:
        parts[part["key"]] = _outputs(part["value"]["query"]["node"], parts, read)
    if node["type"] == "SET_OPERATION_NODE":
        return _together([_outputs(node[side], parts, read) for side in ("left", "right")])
    scope = _scope(node["from_table"], parts, read)
    given: dict[str, frozenset[Column]] = {}
    for item in node["select_list"]:
        if item["class"] == "STAR":
            given |= {name: columns for relation in scope.values() for name, columns in relation.items()}
        else:
            given[item["alias"] or _name(item)] = _columns(item, [scope], parts, read)
    rest = {key: value for key, value in node.items() if key not in ("select_list", "from_table", "cte_map")}
    _columns(rest, [scope, {"": given}], parts, read)
    return given


def _scope(source: Node, parts: ChainMap[str, Relation], read: set[Column]) -> dict[str, Relation]:
    """The tables, views and part queries that a `from` names, by the names that it gives them."""
    match source["type"]:
        case "BASE_TABLE":
            return {source["alias"] or source["table_name"]: _relation(source, parts, read)}
        case "SUBQUERY":
            return {source["alias"]: _outputs(source["subquery"]["node"], parts, read)}
        case "JOIN":
            return _joined(source, parts, read)
    return {}  # a table function, or nothing


def _joined(source: Node, parts: ChainMap[str, Relation], read: set[Column]) -> dict[str, Relation]:
    """What is looked up in a table that is none of the ledger's comes from what it is looked up by: amounts from their
    currency. Such a left join chooses no rows."""
    left, right = _scope(source["left"], parts, read), _scope(source["right"], parts, read)
    is_lookup = source["join_type"] == "LEFT" and not any(right.values())
    condition = _columns(source.get("condition") or {}, [left | right], parts, set() if is_lookup else read)
    if is_lookup:
        right = {name: {_ANYTHING: condition} for name in right}
    for name in source.get("using_columns", ()):
        read |= {column for relation in (left | right).values() for column in relation.get(name, ())}
    return left | right


def _relation(source: Node, parts: ChainMap[str, Relation], read: set[Column]) -> Relation:
    name = source["table_name"]
    if source["schema_name"] == "ledger" or source["catalog_name"] == "ledger":
        stored = tables.declared()[name].stored if name in tables.declared() else ()
        return {column: frozenset({(name, column)}) for column in (*stored, *_OURS)}
    if name in parts:
        return parts[name]
    if name not in _views():
        return {}
    given, chosen = _view(name)
    read |= chosen
    return given


def _columns(
    node: object, scopes: list[Mapping[str, Relation]], parts: ChainMap[str, Relation], read: set[Column]
) -> frozenset[Column]:
    """What an expression comes from; a query inside it may name columns of those around it."""
    found: set[Column] = set()
    if isinstance(node, list):
        for each in node:
            found |= _columns(each, scopes, parts, read)
    elif isinstance(node, dict) and node.get("class") == "COLUMN_REF":
        found |= _resolved(node["column_names"], scopes)
    elif isinstance(node, dict) and node.get("class") == "SUBQUERY":
        found |= _columns(node.get("child"), scopes, parts, read)
        inner = node["subquery"]["node"]
        given = _outputs(inner, parts, read)
        if node["subquery_type"] not in ("EXISTS", "NOT_EXISTS"):
            found.update(*given.values())
        found |= _correlated(inner, scopes)
    elif isinstance(node, dict):
        for value in node.values():
            found |= _columns(value, scopes, parts, read)
    read |= found
    return frozenset(found)


def _correlated(inner: Node, scopes: list[Mapping[str, Relation]]) -> set[Column]:
    """Columns that a query inside names with a table that only a query around it has."""
    own = {table["alias"] or table["table_name"] for table in _tables_anywhere(inner)}
    found: set[Column] = set()
    for names in _references(inner):
        if len(names) > 1 and names[0] not in own:
            found |= _resolved(names, scopes)
    return found


def _resolved(names: list[str], scopes: list[Mapping[str, Relation]]) -> set[Column]:
    *qualifier, name = names
    for scope in scopes:
        relations = (
            [scope[qualifier[-1]]] if qualifier and qualifier[-1] in scope else [] if qualifier else scope.values()
        )
        wanted = {name, _ANYTHING} if qualifier else {name}
        if any(wanted & relation.keys() for relation in relations):
            return {column for relation in relations for key in wanted for column in relation.get(key, ())}
    return set()


def _together(relations: list[Relation]) -> Relation:
    """Of a union the columns by their places."""
    first, *others = relations
    given = dict(first)
    for other in others:
        for name, columns in zip(first, other.values(), strict=False):
            given[name] = given[name] | columns
    return given


def _tables_anywhere(node: object) -> Iterator[Node]:
    if isinstance(node, dict):
        if node.get("type") == "BASE_TABLE":
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from _tables_anywhere(each)


def _references(node: object) -> Iterator[list[str]]:
    if isinstance(node, dict):
        if node.get("class") == "COLUMN_REF":
            yield node["column_names"]
        node = list(node.values())
    if isinstance(node, list):
        for each in node:
            yield from _references(each)


def _name(item: Node) -> str:
    return str(item["column_names"][-1]) if item["class"] == "COLUMN_REF" else ""
