"""How fields are kept between two starts of the playground (see state.py), said where they are declared."""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, Field, PlainSerializer, PlainValidator

from deploy.playground.clock import Clock

T = TypeVar("T")

#: Lives with the process: after a start it has its default again.
NotKept = Annotated[T, PlainValidator(lambda value: value), Field(exclude=True)]

#: A thing that is kept elsewhere: written as its id, which whoever reads it replaces by the thing.
ById = Annotated[T, PlainSerializer(lambda thing: thing.id), PlainValidator(lambda number: number)]

#: Monotonic seconds begin anew with each start of the machine: kept as an age.
Moment = Annotated[
    float,
    PlainSerializer(lambda moment: Clock.monotonic() - moment),
    PlainValidator(lambda age: Clock.monotonic() - age),
]


def _pairs(table: dict[Any, Any]) -> list[Any]:
    return list(table.items())


def _table(pairs: list[Any]) -> dict[Any, Any]:
    return {tuple(key): value for key, value in pairs}


#: A dict whose keys are tuples, which JSON has not.
AsPairs = Annotated[T, PlainSerializer(_pairs), BeforeValidator(_table)]
