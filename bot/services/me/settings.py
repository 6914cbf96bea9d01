"""What somebody sets for themselves: the language of the private chat, and private reminders."""

from collections.abc import Sequence

from bot.domain.council.messages import Language, LanguageSet, Reminders
from bot.domain.ground.ids import NO_COUNCIL, PersonId
from bot.services.council.panel import show
from bot.services.ground.outbox import reply
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Uow
from bot.services.me.me import allow_reminders, choose_language, ensure_self


def ask_language(uow: Uow) -> None:
    """/language: which it is, with a button for each."""
    reply(uow, Language(asked_id=actor_id(uow)))


def set_language(uow: Uow, wanted: str, languages: Sequence[str]) -> None:
    """/language ru. Raises LanguageUnknownError."""
    choose_language(uow, wanted, tuple(languages))
    reply(uow, LanguageSet(wanted))


def press_language(uow: Uow, asked_id: PersonId, wanted: str, languages: Sequence[str]) -> None:
    """A language was chosen by a button. Raises DialogOverError for anybody but who was asked."""
    ensure_self(uow, asked_id)
    choose_language(uow, wanted, tuple(languages))
    show(uow, NO_COUNCIL, LanguageSet(wanted), in_place=True)


def set_reminders(uow: Uow, *, is_on: bool | None) -> None:
    """/reminders, /reminders on, /reminders off: None only shows them."""
    if is_on is not None:
        allow_reminders(uow, is_on=is_on)
    reply(uow, Reminders(asked_id=actor_id(uow)))


def press_reminders(uow: Uow, asked_id: PersonId, *, is_on: bool) -> None:
    """[On] or [Off]. Raises DialogOverError for anybody but who was asked."""
    ensure_self(uow, asked_id)
    allow_reminders(uow, is_on=is_on)
    show(uow, NO_COUNCIL, Reminders(asked_id=asked_id), in_place=True)
