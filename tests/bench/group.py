"""A group in which everybody has joined and one proposal is at ballot."""

from tests.support.chats import Group, Message
from tests.support.patience import WAIT
from tests.support.standin import Person, Standin

SECONDS = 5
"""What the largest councils ask for; smaller ones need fewer, or none."""


async def press_all(telegram: Standin, presses: list[tuple[Person, Message, str]]) -> None:
    """Press and wait for every answer."""
    data = [(who, message, str(message.button(label)["data"])) for who, message, label in presses]
    await telegram.answers(await telegram.press_all(data), wait=WAIT)


async def open_ballot(telegram: Standin, group: Group, people: list[Person]) -> Message:
    """Join, propose, second where that is asked for; the card with its buttons."""
    welcome = await group.find(button="Join the roll", wait=WAIT)
    await press_all(telegram, [(person, welcome, "Join the roll") for person in people])
    await people[0].say(group, "/propose We paint the tool shed")
    card = await group.find("tool shed", wait=WAIT)
    if "Yes" not in card.buttons:
        for person in people[1 : 1 + SECONDS]:
            await person.press(card, "second")
    return await group.find(button="Yes", wait=WAIT)
