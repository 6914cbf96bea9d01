"""What a mutant changes: every place of a module where the code could as well say something else, one at a time.

A comparison at its border or the other way round, `and` for `or`, a condition turned about, a filter left out, one
more, plus for minus, the least for the most, no order, an act or a refusal that does not take place. Texts, annotations
and decorators stay as they are: what they say is for people, or for the type checkers.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

OTHERS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.Break: ast.Continue,
    ast.Continue: ast.Break,
}
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any", "sorted": "list", "reversed": "list"}
NOT_CODE = {"annotation", "returns", "decorator_list", "bases", "type_params"}
UNCHANGED = -1
LONGEST, CLIPPED = 200, 60
CONDITIONS = {"test", "ifs", "guard"}
COMPOUND = (ast.If, ast.While, ast.For, ast.With, ast.Try, ast.Match, ast.FunctionDef, ast.ClassDef)


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of one module, the `number` of it. `lines`: of the statement; of a compound one the head alone."""

    path: str
    scope: str
    line: int
    lines: range
    old: str
    new: str
    number: int

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What it is known by, wherever it stands."""
        return self.path, self.scope, self.old, self.new


@dataclass(slots=True)
class _Place:
    """Where something stands that can be exchanged: `put` lays something else there."""

    node: ast.AST
    name: str
    put: Callable[[ast.AST], None]
    statement: ast.stmt
    scope: str


def mutants_of(path: str, source: str) -> list[Mutant]:
    """All mutants of a module, in the order in which it is read."""
    found: list[Mutant] = []
    tree = ast.parse(source)
    heads = {id(node): _told(node) for node in ast.walk(tree) if isinstance(node, ast.stmt)}
    for number, (place, other) in enumerate(_changes(tree)):
        new = _told(other if place.node is place.statement else place.statement)
        line = getattr(place.node, "lineno", place.statement.lineno)
        lines = _lines(place.statement)
        found.append(Mutant(path, place.scope, line, lines, *_clipped(heads[id(place.statement)], new), number))
    return found


def changed(source: str, number: int) -> ast.Module:
    """The module with that one of its changes, or with none."""
    tree = ast.parse(source)
    if number != UNCHANGED:
        next(islice(_changes(tree), number, None))
    return ast.fix_missing_locations(tree)


def _changes(tree: ast.Module) -> Iterator[tuple[_Place, ast.AST]]:
    """Each time one is given, the tree has it; it is taken back when the next one is asked for."""
    for place in _places(tree, None, ""):
        for other in _others(place):
            place.put(ast.copy_location(other, place.node))
            yield place, other
            place.put(place.node)


def _places(node: ast.AST, statement: ast.stmt | None, scope: str) -> Iterator[_Place]:
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        scope = f"{scope}.{node.name}".lstrip(".")
    for name, value in ast.iter_fields(node):
        if name in NOT_CODE or (name == "keywords" and _is_zip(node)):
            continue
        for child, put in _children(node, name, value):
            if isinstance(child, ast.JoinedStr):
                continue  # a text
            inner = child if isinstance(child, ast.stmt) else statement
            if inner is not None:
                yield _Place(child, name, put, inner, scope)
            yield from _places(child, inner, scope)


def _is_zip(node: ast.AST) -> bool:
    """Its `strict` asserts what cannot be otherwise, for its reader."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "zip"


def _children(node: ast.AST, name: str, value: object) -> Iterator[tuple[ast.AST, Callable[[ast.AST], None]]]:
    if isinstance(value, ast.AST):
        yield value, partial(setattr, node, name)
    elif isinstance(value, list):
        for place, child in enumerate(list(value)):
            if isinstance(child, ast.AST):
                yield child, partial(value.__setitem__, place)


def _others(place: _Place) -> Iterator[ast.AST]:
    """What could stand in this place instead."""
    node = place.node
    if type(node) in OTHERS and not _is_of_texts_or_types(place):
        yield OTHERS[type(node)]()
    elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        yield ast.Constant(not node.value if isinstance(node.value, bool) else node.value + 1)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield node.operand
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
        yield _called(node, CALLS[node.func.id])
    elif isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        yield ast.Pass()
    is_typing = isinstance(node, ast.Name) and node.id == "TYPE_CHECKING"
    if place.name in CONDITIONS and not (isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp) or is_typing):
        yield ast.UnaryOp(ast.Not(), _expr(node))
    if place.name in {"ifs", "guard"}:
        yield ast.Constant(value=True)


def _expr(node: ast.AST) -> ast.expr:
    assert isinstance(node, ast.expr)
    return node


def _called(node: ast.Call, name: str) -> ast.Call:
    """Without an order there is no key of it either."""
    return ast.Call(ast.Name(name, ast.Load()), node.args, [] if name == "list" else node.keywords)


def _is_of_texts_or_types(place: _Place) -> bool:
    """Two texts joined, or types at the top of a module: the change would not run at all."""
    if not isinstance(place.node, ast.operator):
        return False
    sides = [node for node in ast.walk(place.statement) if isinstance(node, ast.BinOp) and node.op is place.node]
    texts = ast.JoinedStr, ast.Tuple, ast.List
    joined = any(
        isinstance(side, texts) or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for node in sides
        for side in (node.left, node.right)
    )
    return joined or (isinstance(place.node, ast.BitOr) and not place.scope)


def _told(statement: ast.AST) -> str:
    """The statement in one line; of a compound one its head."""
    text = ast.unparse(statement)
    lines = [line for line in text.splitlines() if not line.startswith("@")]
    return lines[0] if isinstance(statement, COMPOUND) else " ".join(line.strip() for line in lines)


def _clipped(old: str, new: str) -> tuple[str, str]:
    """What is around the change, of a statement that is a whole table."""
    if len(old) <= LONGEST:
        return old, new
    alike = next(place for place, (one, other) in enumerate(zip(old, f"{new} ", strict=False)) if one != other)
    start, end = max(0, alike - CLIPPED), alike + CLIPPED
    return f"... {old[start:end]} ...", f"... {new[start:end]} ..."


def _lines(statement: ast.stmt) -> range:
    last = statement.end_lineno or statement.lineno
    body = getattr(statement, "body", None)
    if isinstance(statement, COMPOUND) and body:
        last = max(statement.lineno, body[0].lineno - 1)
    return range(statement.lineno, last + 1)
