"""Proposals: /propose in all its forms, seconds, amending, withdrawing."""

from telegram import Message

from bot.domain.ballots.marks import METHOD_WORDS
from bot.domain.ground.person import Sender
from bot.domain.ground.spans import is_span
from bot.services.ballots.adding import ensure_may_add, press_add_option
from bot.services.ballots.amending import begin_by_command, vote_on_whole_text
from bot.services.ballots.ending_series import start_ending
from bot.services.ballots.pressing import press_amend, press_second, press_withdraw
from bot.services.ballots.proposals import propose_by_command
from handlers import callbacks
from handlers.act import Act, name_of
from handlers.dialogs import answer_of
from handlers.presses.ballots import (
    AddOptionPress,
    AmendPress,
    EndSeriesPress,
    SecondPress,
    WholeTextPress,
    WithdrawPress,
)
from handlers.views.ballots.proposals import seconded_words
from handlers.whom import replied_to
from handlers.written import written_in

METHODS = {"many", "rank", "open", *METHOD_WORDS}


async def on_propose(act: Act) -> None:
    """Put a text to the vote: what follows the command, or the message it replies to."""
    replied, text = _replied(act), act.arguments
    sender, name = None, None
    files = answer_of(act.message).files if act.message else ()
    if replied is not None and _is_about_reply(text):
        text = f"{text.rstrip(' :')}:\n{written_in(replied)}" if text.strip() else written_in(replied)
        sender, name = _author(replied)
        files = (*answer_of(replied).files, *files)
    await act.write(propose_by_command, text, None if act.is_private else act.thread_id, sender, name, files)


def _replied(act: Act) -> Message | None:
    """The message replied to, unless it is one of the bot's own."""
    replied = replied_to(act.message)
    if replied is None or (replied.from_user is not None and replied.from_user.id == act.desk.bot.id):
        return None
    return replied


def _is_about_reply(text: str) -> bool:
    """Whether the command says nothing of its own, or only for how long and by which method."""
    words = text.strip().rstrip(":").strip()
    return not words or is_span(words) or words.casefold() in METHODS


def _author(message: Message) -> tuple[Sender | None, str | None]:
    """Who wrote it: a person, or the name of a channel, a group or a bot."""
    user = message.from_user
    if message.sender_chat is not None:
        return None, message.sender_chat.title
    if user is None or user.is_bot:
        return None, user.full_name if user else None
    return Sender(user.id, name_of(user), user.username, user.language_code), None


async def on_second(act: Act, press: SecondPress) -> None:
    """[Second]."""
    seconded = await act.write(press_second, press.council_id, press.ballot_id, press.edition)
    await act.answer(seconded_words(seconded, act.t))


async def on_amend(act: Act) -> None:
    """Another text for one's own proposal."""
    files = answer_of(act.message).files if act.message else ()
    await act.write(begin_by_command, "amend", act.arguments, _card(act), files)


async def on_amend_press(act: Act, press: AmendPress) -> None:
    """[Amend]."""
    await act.write(press_amend, press.council_id, press.ballot_id)


async def on_add_option(act: Act, press: AddOptionPress) -> None:
    """[Add an option]: asked in private, as no name stands by it; pressed in the group it leads there."""
    if act.is_private:
        await act.write(press_add_option, press.council_id, press.ballot_id)
        return
    ballot = await act.write(ensure_may_add, press.council_id, press.ballot_id)
    await act.answer(url=callbacks.deep_link(act.desk.bot_name, AddOptionPress(ballot.council_id, ballot.ballot_id)))


async def on_end_series(act: Act, press: EndSeriesPress) -> None:
    """[Stop repeating]; asks first."""
    await act.write(start_ending, press.council_id, press.ballot_id)


async def on_withdraw(act: Act) -> None:
    """Take one's own proposal back; asks first."""
    await act.write(begin_by_command, "withdraw", "", _card(act))


async def on_withdraw_press(act: Act, press: WithdrawPress) -> None:
    """[Withdraw]; asks first."""
    await act.write(press_withdraw, press.council_id, press.ballot_id)


async def on_whole_text(act: Act, press: WholeTextPress) -> None:
    """[Vote on the whole text]."""
    await act.write(vote_on_whole_text, press.council_id, press.ballot_id)
    await act.answer(act.t.plain("Done: the whole text is voted on, Yes or No."))


def _card(act: Act) -> int | None:
    """The message that a command replies to."""
    replied = replied_to(act.message)
    return replied.message_id if replied else None
