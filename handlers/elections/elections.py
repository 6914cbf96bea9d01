"""The presses on an election's card and on the list of offices."""

from bot.services.elections import pages
from handlers.act import Act
from handlers.presses.elections import ElectPress, OfficesPress, ShowCountPress


async def on_elect_press(act: Act, press: ElectPress) -> None:
    """[Elect somebody]: asks for the office."""
    await act.write(pages.ask_office, press.council_id)


async def on_offices_page(act: Act, press: OfficesPress) -> None:
    """Another page of them."""
    await act.write(pages.turn_offices, press.council_id, press.page)


async def on_show_count(act: Act, press: ShowCountPress) -> None:
    """[Show the count]: posts it under the card, once; then its pages are turned in place."""
    await act.write(pages.show_count, press.council_id, press.ballot_id, press.page)
    if press.page < 0:
        await act.answer(act.t.plain("The count stands under the card, round by round."))
