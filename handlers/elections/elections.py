"""/elect, /offices, and the presses on an election's card."""

from bot.services.elections import counts as _counts  # noqa: F401 (decides ballots)
from bot.services.elections import elections, pages
from bot.services.elections import results as _results  # noqa: F401 (follows their close)
from bot.services.elections import vacancies as _vacancies  # noqa: F401 (fills what mandates leave)
from handlers.act import Act
from handlers.presses.elections import ElectPress, OfficesPress, ShowCountPress


async def on_elect(act: Act) -> None:
    """/elect office, /elect 3 delegates, /elect 1d: office, or alone."""
    await act.write(elections.elect, act.arguments)


async def on_elect_press(act: Act, press: ElectPress) -> None:
    """[Elect somebody]: asks for the office."""
    await act.write(pages.ask_office, press.council_id)


async def on_offices(act: Act) -> None:
    """Who holds what."""
    await act.write(pages.show_offices)


async def on_offices_page(act: Act, press: OfficesPress) -> None:
    """Another page of them."""
    await act.write(pages.turn_offices, press.council_id, press.page)


async def on_show_count(act: Act, press: ShowCountPress) -> None:
    """[Show the count]: posts it under the card, once; then its pages are turned in place."""
    await act.write(pages.show_count, press.council_id, press.ballot_id, press.page)
    if press.page < 0:
        await act.answer(act.t.plain("The count stands under the card, round by round."))
