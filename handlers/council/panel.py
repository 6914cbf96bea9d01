"""The panel: every command as a button. What is a page takes the panel's place, for whoever opened it, with [Back]."""

from bot.services.council.panel import open_panel, show_choice, turn_panel, turn_to
from handlers.act import Act
from handlers.callbacks import PressUnknownError
from handlers.presses.council import CommandPress, OtherCouncilPress, PanelPagePress, PanelPress


async def on_panel(act: Act, press: PanelPress) -> None:
    """The panel of a council."""
    await act.write(open_panel, press.council_id, in_place=act.query is not None)


async def on_panel_page(act: Act, press: PanelPagePress) -> None:
    """[More] on it."""
    await act.write(turn_panel, press.council_id, press.page)


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
