"""The panel: every command as a button."""

from bot.domain.council.messages import Panel
from bot.services.council.panel import open_panel, show_choice, show_page, turn_to
from handlers.act import Act
from handlers.callbacks import PressUnknownError
from handlers.presses.council import AllOfPanelPress, CommandPress, OtherCouncilPress, PanelPress


async def on_panel(act: Act, press: PanelPress) -> None:
    """The panel of a council."""
    await act.write(open_panel, press.council_id, in_place=act.query is not None)


async def on_all_of_panel(act: Act, press: AllOfPanelPress) -> None:
    """[More] on it."""
    await act.write(show_page, press.council_id, Panel(is_all=True), in_place=True)


async def on_other_council(act: Act, _: OtherCouncilPress) -> None:
    """[Another group]."""
    await act.write(show_choice)


async def on_command_press(act: Act, press: CommandPress) -> None:
    """A button that stands for a command sent alone: what it needs is asked for. Raises PressUnknownError."""
    known = act.desk.routes.commands.get(press.name)
    if known is None:
        raise PressUnknownError
    await act.write(turn_to, press.council_id)
    act.is_bare = True
    await known.on_act(act)
