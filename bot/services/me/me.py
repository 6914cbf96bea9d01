"""What concerns one person alone: their language, their reminders, what is kept about them, and forgetting it."""

from collections.abc import Sequence

from bot.domain.ground.errors import DomainError, NobodyActsError
from bot.domain.ground.ids import PersonId
from bot.domain.ground.person import Person
from bot.services.ground.dialogs import DialogOverError
from bot.services.ground.ports import Uow


class LanguageUnknownError(DomainError):
    """There is no catalog for it; fields `got`, `choices`."""

    code = "language_unknown"


def ensure_self(uow: Uow, asked_id: PersonId) -> Person:
    """The actor, who alone may press a button that was made for them; raises DialogOverError for others."""
    if uow.actor is None or uow.actor.person_id != asked_id:
        raise DialogOverError(is_mine=False)
    return uow.actor


def choose_language(uow: Uow, language: str, choices: Sequence[str]) -> Person:
    """The language of the actor's private chat, whatever language their Telegram has from now on.

    Raises LanguageUnknownError.
    """
    if uow.actor is None or language not in choices:
        raise LanguageUnknownError(got=language, choices=tuple(choices))
    uow.actor = uow.change(uow.actor, language=language, is_language_chosen=True)
    return uow.actor


def allow_reminders(uow: Uow, *, is_on: bool) -> Person:
    """Private reminders of what is open; what is due from the actor's own mandate reaches the group in any case.

    Raises NobodyActsError.
    """
    if uow.actor is None:
        raise NobodyActsError
    uow.actor = uow.change(uow.actor, allows_reminders=is_on)
    return uow.actor
