"""The panel: every command as a button. What is a page takes the panel's place, for whoever opened it, with [Back]."""

from bot.services.council.panel import open_all, open_panel, show_choice, turn_to
from handlers.act import Act
from handlers.callbacks import PressUnknownError
from handlers.presses.council import AllOfPanelPress, CommandPress, OtherCouncilPress, PanelPress


async def on_panel(act: Act, press: PanelPress) -> None:
    """The panel of a council."""
    await act.write(open_panel, press.council_id, in_place=act.query is not None)


async def on_all_of_panel(act: Act, press: AllOfPanelPress) -> None:
    """[More] on it."""
    await act.write(open_all, press.council_id)


async def on_other_council(act: Act, _: OtherCouncilPress) -> None:
    """[Another group]."""
    await act.write(show_choice)


async def on_command_press(act: Act, press: CommandPress) -> None:
    """A button that stands for a command sent alone: what it needs is asked for. Raises PressUnknownError."""
    known = act.desk.routes.commands.get(press.name)
    if known is None:
        raise PressUnknownError
    await act.write(turn_to, press.council_id)
    act.is_bare = act.is_turning = True
    await known.on_act(act)
