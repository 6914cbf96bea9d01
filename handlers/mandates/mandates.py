"""/mandate and /resign."""

from bot.services.mandates.pages import show_list_page, show_mandates, show_page
from bot.services.recalls.resigning import resign_from, start_resigning
from handlers.act import Act
from handlers.mandates.presses import MandateListPress, MandatePagePress, MandatePress, ResignPress
from handlers.router import command, pressed
from handlers.whom import whom


@command("mandate", "mandates")
async def on_mandate(act: Act) -> None:
    """/mandate @name: everything about it; alone: one's own, or the list."""
    await act.write(show_mandates, whom(act))


@pressed(MandatePress)
async def on_mandate_press(act: Act, press: MandatePress) -> None:
    """[Everything about this mandate]."""
    await act.write(show_page, press.council_id, press.mandate_id, 0, in_place=False)


@pressed(MandatePagePress)
async def on_mandate_page(act: Act, press: MandatePagePress) -> None:
    """Another page of it."""
    await act.write(show_page, press.council_id, press.mandate_id, press.page, in_place=True)


@pressed(MandateListPress)
async def on_list_page(act: Act, press: MandateListPress) -> None:
    """Another page of the list."""
    await act.write(show_list_page, press.council_id, press.page)


@command("resign")
async def on_resign(act: Act) -> None:
    """/resign: asks first."""
    await act.write(start_resigning)


@pressed(ResignPress)
async def on_resign_press(act: Act, press: ResignPress) -> None:
    """The office to resign from."""
    await act.write(resign_from, press.council_id, press.mandate_id)
