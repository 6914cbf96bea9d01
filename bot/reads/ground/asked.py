"""A question as it is drawn: to whom it is put, and where."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.domain.ground.message import Question
from bot.domain.ground.person import Person
from bot.reads.ground.audience import Audience
from bot.services.ground.ports import Reads

Q = TypeVar("Q", bound=Question)


@dataclass(frozen=True, slots=True)
class AskedOf(Generic[Q]):
    """A question with the person it is put to, and whether that is in a group."""

    question: Q
    person: Person | None
    is_group: bool
    bot_name: str


Asked = AskedOf[Any]


def load_question(reads: Reads, audience: Audience, question: Q) -> AskedOf[Q]:
    """The loader of every question."""
    person = reads.get(Person, question.asked_id)
    return AskedOf(question, person, audience.person_id is None, audience.bot_name)
