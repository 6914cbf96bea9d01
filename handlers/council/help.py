"""/help, [How it works], /privacy, /language, /reminders; and a kind word for commands that do not exist."""

from bot.domain.council.messages import Help, How, Privacy
from bot.domain.ground.ids import NO_COUNCIL
from bot.services.council.panel import show
from bot.services.me.settings import ask_language, press_language, press_reminders, set_language, set_reminders
from handlers.act import Act
from handlers.presses.council import HOW_BEGINS, HelpPress, HowPress, LanguagePress, RemindersPress
from handlers.views.ground.words import PSEUDO, languages

ON, OFF = ("on", "yes", "1", "да", "вкл"), ("off", "no", "0", "нет", "выкл")


async def on_help(act: Act) -> None:
    """/help."""
    await act.write(show, NO_COUNCIL, Help(), in_place=False)


async def on_help_page(act: Act, press: HelpPress) -> None:
    """An area of the help."""
    await act.write(show, NO_COUNCIL, Help(press.area), in_place=act.query is not None)


async def on_how(act: Act, press: HowPress) -> None:
    """[How it works]: turned in place in private; from a card in the group it is a message of its own."""
    in_place = act.query is not None and act.is_private and press.page != HOW_BEGINS
    await act.write(show, NO_COUNCIL, How(press.page), in_place=in_place)


async def on_privacy(act: Act) -> None:
    """/privacy."""
    await act.write(show, NO_COUNCIL, Privacy(), in_place=False)


async def on_language(act: Act) -> None:
    """/language, /language ru."""
    wanted = act.arguments.casefold()
    if wanted:
        await act.write(set_language, wanted, (*languages(), PSEUDO))
    else:
        await act.write(ask_language)


async def on_language_press(act: Act, press: LanguagePress) -> None:
    """A language was chosen."""
    await act.write(press_language, press.asked_id, press.language, (*languages(), PSEUDO))


async def on_reminders(act: Act) -> None:
    """/reminders, /reminders on, /reminders off."""
    wanted = act.arguments.casefold()
    await act.write(set_reminders, is_on=wanted in ON if wanted in {*ON, *OFF} else None)


async def on_reminders_press(act: Act, press: RemindersPress) -> None:
    """[On] or [Off]."""
    await act.write(press_reminders, press.asked_id, is_on=bool(press.is_on))
