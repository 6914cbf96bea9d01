"""The pages of mandates, and the office to resign from."""

from bot.services.mandates.pages import show_list_page, show_page
from bot.services.recalls.resigning import resign_from
from handlers.act import Act
from handlers.presses.mandates import MandateListPress, MandatePagePress, MandatePress, ResignPress


async def on_mandate_press(act: Act, press: MandatePress) -> None:
    """[Everything about this mandate]."""
    await act.write(show_page, press.council_id, press.mandate_id, 0, in_place=False)


async def on_mandate_page(act: Act, press: MandatePagePress) -> None:
    """Another page of it."""
    await act.write(show_page, press.council_id, press.mandate_id, press.page, in_place=True)


async def on_list_page(act: Act, press: MandateListPress) -> None:
    """Another page of the list."""
    await act.write(show_list_page, press.council_id, press.page)


async def on_resign_press(act: Act, press: ResignPress) -> None:
    """The office to resign from."""
    await act.write(resign_from, press.council_id, press.mandate_id)
