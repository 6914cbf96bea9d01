"""SQL text built once for each shape of access, then executed with bind parameters alone.

SQLAlchemy Core writes and compiles it for the dialect; executing the compiled text through the driver costs a third of
executing the construct, which a vote, at ten statements, would notice (measured: see `run.py bench`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, ParamSpec, cast

from sqlalchemy import (
    ColumnElement,
    Dialect,
    and_,
    bindparam,
    case,
    delete,
    false,
    func,
    insert,
    literal,
    null,
    select,
    tuple_,
    update,
)
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.elements import UnaryExpression
from sqlalchemy.sql.operators import custom_op

from bot.domain.ground.outgoing import Card
from bot.services.ground.ports import Query
from storage.queries import QUERIES
from storage.tables import KEPT

P = ParamSpec("P")
AS_IT_IS: custom_op[Any] = custom_op("+")
"""Before a column: the same value, but no index gives its order."""

SHAPES = 2048
"""The program has some hundred; filters by any of n values have one for each n."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """Compiled SQL; `order` lists the parameters for drivers that take them by position, `fixed` those known."""

    sql: str
    order: tuple[str, ...] | None
    fixed: dict[str, Any]

    def bind(self, values: dict[str, Any]) -> Any:
        """The parameters in the form the driver takes."""
        known = self.fixed | values if self.fixed else values
        return tuple(known[name] for name in self.order) if self.order is not None else known


def _prepare(statement: ClauseElement, dialect: Dialect) -> Prepared:
    compiled = statement.compile(dialect=dialect)
    order = compiled.positiontup if compiled.positional else None  # type: ignore[attr-defined]
    fixed = {name: value for name, value in (compiled.params or {}).items() if value is not None}
    return Prepared(str(compiled), tuple(order) if order is not None else None, fixed)


def remembered(build: Callable[P, Prepared]) -> Callable[P, Prepared]:
    """Build each shape once; typed as what it wraps, where functools would take any hashable."""
    return cast("Callable[P, Prepared]", lru_cache(maxsize=SHAPES)(build))


@remembered
def insertion(kind: type, dialect: Dialect) -> Prepared:
    """INSERT of every column."""
    table = KEPT[kind].table
    return _prepare(insert(table).values({name: bindparam(name) for name in KEPT[kind].names}), dialect)


@remembered
def change(kind: type, names: tuple[str, ...], dialect: Dialect) -> Prepared:
    """UPDATE of some columns (bound as `new_*`) by primary key."""
    kept = KEPT[kind]
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    return _prepare(update(kept.table).where(_by_key(kind)).values(values), dialect)


@remembered
def removal(kind: type, dialect: Dialect) -> Prepared:
    """DELETE by primary key."""
    return _prepare(delete(KEPT[kind].table).where(_by_key(kind)), dialect)


@remembered
def fetch(kind: type, dialect: Dialect) -> Prepared:
    """SELECT by primary key."""
    return _prepare(select(KEPT[kind].table).where(_by_key(kind)), dialect)


Shape = tuple[tuple[str, str], ...]
"""The filter's columns and operators: ("state", "=") or "null", "any3" (of three values), "<=", ">"."""


@remembered
def search(
    kind: type,
    shape: Shape,
    order: str | None,
    limit: int | None,
    first_of: tuple[str, ...],
    dialect: Dialect,
    *,
    skips: bool = False,
) -> Prepared:
    """SELECT by filter, ordered; with `first_of` only the first of those that are alike in these columns.

    A limit is written into it; how many are skipped is bound as `skip`, so that all pages are one statement.
    """
    conditions = [_is_first(kind, shape, order, first_of)] if first_of else _conditions(kind, shape)
    ordered = _order(kind, order)
    if order is None and limit is None and dialect.name == "sqlite" and _goes_beside_the_key(kind, shape):
        ordered = [UnaryExpression(column, operator=AS_IT_IS) for column in ordered]
    statement = select(KEPT[kind].table).where(*conditions).order_by(*ordered)
    statement = statement if limit is None else statement.limit(limit)
    return _prepare(statement.offset(bindparam("skip")) if skips else statement, dialect)


def _goes_beside_the_key(kind: type, shape: Shape) -> bool:
    """Whether an index may find the rows better than the key, in whose order they are wanted.

    SQLite would walk the key to save the sorting: all ballots of a council for the one that is open.
    """
    return not {name for name, _ in shape} <= set(KEPT[kind].key)


PAGE = 1000


@remembered
def walk(kind: type, dialect: Dialect, *, is_first: bool) -> Prepared:
    """SELECT of the next rows in the order of their key: those behind the key bound, or the first."""
    kept = KEPT[kind]
    key = [kept.table.c[name] for name in kept.key]
    behind = tuple_(*key) > tuple_(*(bindparam(f"key_{name}", type_=kept.table.c[name].type) for name in kept.key))
    statement = select(kept.table).order_by(*key).limit(PAGE)
    return _prepare(statement if is_first else statement.where(behind), dialect)


@remembered
def number(kind: type, shape: Shape, dialect: Dialect) -> Prepared:
    """SELECT count(*) by filter."""
    return _prepare(select(func.count()).select_from(KEPT[kind].table).where(*_conditions(kind, shape)), dialect)


@remembered
def clearance(kind: type, shape: Shape, dialect: Dialect) -> Prepared:
    """DELETE by filter."""
    return _prepare(delete(KEPT[kind].table).where(*_conditions(kind, shape)), dialect)


@remembered
def keys(kind: type, shape: Shape, dialect: Dialect) -> Prepared:
    """SELECT of the primary keys by filter."""
    key = [KEPT[kind].table.c[name] for name in KEPT[kind].key]
    return _prepare(select(*key).where(*_conditions(kind, shape)).order_by(*key), dialect)


@remembered
def erasure(kind: type, names: tuple[str, ...], shape: Shape, dialect: Dialect) -> Prepared:
    """UPDATE of some columns by filter to nothing of their kind."""
    columns, kept = KEPT[kind].table.c, KEPT[kind]
    values: dict[str, Any] = {
        name: case((columns[name].is_(None), null()), else_=literal(kept.empty(name), columns[name].type))
        for name in names
    }
    return _prepare(update(KEPT[kind].table).where(*_conditions(kind, shape)).values(values), dialect)


@remembered
def question(kind: type[Query[Any]], dialect: Dialect) -> Prepared:
    """The statement of a named query."""
    return _prepare(QUERIES[kind].statement(), dialect)


@remembered
def version_raise(dialect: Dialect, *, is_final: bool) -> Prepared:
    """UPDATE of the cards of one subject: one version further, to be drawn again."""
    cards = KEPT[Card].table
    values: dict[str, Any] = {"version": cards.c.version + 1, "is_dirty": bindparam("is_dirty")}
    if is_final:
        values["is_final"] = bindparam("is_dirty")
    match = and_(cards.c.council_id == bindparam("council"), cards.c.subject_id == bindparam("subject"))
    return _prepare(update(cards).where(match).values(values), dialect)


def _by_key(kind: type) -> ColumnElement[bool]:
    kept = KEPT[kind]
    return and_(*(kept.table.c[name] == bindparam(f"key_{name}") for name in kept.key))


def _conditions(kind: type, shape: Shape) -> list[ColumnElement[bool]]:
    return [_condition(KEPT[kind].table.c[name], operator) for name, operator in shape]


def _condition(column: Any, operator: str) -> ColumnElement[bool]:
    bound: Any = bindparam(f"is_{column.name}")
    match operator:
        case "null":
            return column.is_(None)  # type: ignore[no-any-return]
        case "<=":
            return column <= bound  # type: ignore[no-any-return]
        case ">":
            return column > bound  # type: ignore[no-any-return]
        case "=":
            return column == bound  # type: ignore[no-any-return]
        case "any0":
            return false()
        case _:
            many = range(int(operator.removeprefix("any")))
            return column.in_([bindparam(f"is_{column.name}_{index}") for index in many])  # type: ignore[no-any-return]


def _is_first(kind: type, shape: Shape, order: str | None, first_of: tuple[str, ...]) -> ColumnElement[bool]:
    """Only keys are ranked, and whole rows fetched of the first alone: a third of the time with many alike."""
    kept = KEPT[kind]
    key = [kept.table.c[name] for name in kept.key]
    alike = [kept.table.c[name] for name in first_of]
    place = func.row_number().over(partition_by=alike, order_by=_order(kind, order)).label("place")
    ranked = select(*key, place).where(*_conditions(kind, shape)).subquery()
    return tuple_(*key).in_(select(*(ranked.c[name] for name in kept.key)).where(ranked.c.place == 1))


def _order(kind: type, order: str | None) -> list[Any]:
    columns = KEPT[kind].table.c
    key = [columns[name] for name in KEPT[kind].key]
    if order is None:
        return key
    column = columns[order.removeprefix("-")]
    return [column.desc() if order.startswith("-") else column, *key]
