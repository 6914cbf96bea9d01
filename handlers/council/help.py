"""/help, [How it works], /privacy, /language, /reminders; and a kind word for commands that do not exist."""

from bot.domain.ground.ids import NO_COUNCIL, PersonId
from bot.services.council.panel import show
from bot.services.ground.outbox import reply
from bot.services.ground.ports import Uow
from bot.services.me.me import allow_reminders, choose_language, ensure_self
from handlers.act import Act
from handlers.presses.council import HOW_BEGINS, HelpPress, HowPress, LanguagePress, RemindersPress
from handlers.views.ground.words import PSEUDO, languages

ON, OFF = ("on", "yes", "1", "да", "вкл"), ("off", "no", "0", "нет", "выкл")


async def on_help(act: Act) -> None:
    """/help."""
    await act.write(show, NO_COUNCIL, "help", in_place=False)


async def on_help_page(act: Act, press: HelpPress) -> None:
    """An area of the help."""
    await act.write(show, NO_COUNCIL, "help", in_place=act.query is not None, area=press.area)


async def on_how(act: Act, press: HowPress) -> None:
    """[How it works]: turned in place in private; from a card in the group it is a message of its own."""
    in_place = act.query is not None and act.is_private and press.page != HOW_BEGINS
    await act.write(show, NO_COUNCIL, "how", in_place=in_place, page=press.page)


async def on_privacy(act: Act) -> None:
    """/privacy."""
    await act.write(show, NO_COUNCIL, "privacy", in_place=False)


async def on_language(act: Act) -> None:
    """/language, /language ru."""
    await act.write(_language, act.arguments.casefold())


def _language(uow: Uow, wanted: str) -> None:
    if uow.actor is None:
        return
    if wanted:
        choose_language(uow, wanted, (*languages(), PSEUDO))
        reply(uow, "language_set", language=wanted)
    else:
        reply(uow, "language", asked_id=uow.actor.person_id)


async def on_language_press(act: Act, press: LanguagePress) -> None:
    """A language was chosen."""
    await act.write(_choose_language, press.asked_id, press.language)


def _choose_language(uow: Uow, asked_id: PersonId, language: str) -> None:
    ensure_self(uow, asked_id)
    choose_language(uow, language, (*languages(), PSEUDO))
    show(uow, NO_COUNCIL, "language_set", in_place=True, language=language)


async def on_reminders(act: Act) -> None:
    """/reminders, /reminders on, /reminders off."""
    await act.write(_reminders, act.arguments.casefold())


def _reminders(uow: Uow, wanted: str) -> None:
    if uow.actor is None:
        return
    if wanted in {*ON, *OFF}:
        allow_reminders(uow, is_on=wanted in ON)
    reply(uow, "reminders", asked_id=uow.actor.person_id)


async def on_reminders_press(act: Act, press: RemindersPress) -> None:
    """[On] or [Off]."""
    await act.write(_set_reminders, press.asked_id, is_on=bool(press.is_on))


def _set_reminders(uow: Uow, asked_id: PersonId, *, is_on: bool) -> None:
    ensure_self(uow, asked_id)
    allow_reminders(uow, is_on=is_on)
    show(uow, NO_COUNCIL, "reminders", in_place=True, asked_id=asked_id)
