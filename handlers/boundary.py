"""The one error boundary: whatever a handler raises ends here, in this order, and becomes words for the person.

1. DomainError: the rules refuse. Kept as the person's last refusal (for /why) in the transaction that marks the update
   done, then told: an alert on a press, a reply otherwise.
2. NotStoredError: storage failed. "Not counted, try again"; the operator's log says what failed, without texts.
3. Anything else is a mistake of the program: logged by type and place, never with what people wrote, and told as such.
"""

import traceback
from collections.abc import Awaitable, Callable
from typing import Any

import structlog

from bot.domain.council.council import CouncilUnclearError
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import NO_COUNCIL
from bot.services.council.errands import ask_which
from bot.services.ground.ports import NotStoredError
from bot.services.record.refusals import refuse
from handlers.act import Act, Desk
from handlers.views.ground.errors import words_for
from handlers.views.ground.menu import N_

NOT_STORED = N_("Storage failed: this was not counted. Please try again in a minute.")

LEFT_OUT = N_("I have answered you often here for now, and can again from {when}. In private I answer at once.")

log = structlog.get_logger("handlers")


async def guard(act: Act, on_act: Callable[[Act], Awaitable[None]]) -> None:
    """Run one handler; always leaves the press answered and the update marked done if storage allows."""
    try:
        await on_act(act)
    except DomainError as error:
        await _tell_refusal(act, error)
    except NotStoredError as error:
        log.error("not stored", reason=str(error))  # noqa: TRY400 (the trace would hold parameters)
        await act.answer(act.t.plain(NOT_STORED), alert=True)
    except Exception as error:  # noqa: BLE001 (the boundary)
        log.error("handler failed", error=type(error).__name__, place=place_of(error))  # noqa: TRY400 (no texts in logs)
        await act.answer(act.t.plain("Something went wrong. Nothing was changed: please try again."), alert=True)
    else:
        await _end(act)


async def _end(act: Act) -> None:
    """The press is answered; by an alert where the answer to it was left out of the group (`budget`)."""
    until = act.left_out_until
    await act.answer(act.t.plain(LEFT_OUT, when=act.t.moment(until)) if until else None, alert=until is not None)


async def tell_not_stored(desk: Desk, raw: dict[str, Any]) -> bool:
    """Answer a press that could not even be taken in; True if the update is one, and so is done with."""
    query = raw.get("callback_query")
    if not isinstance(query, dict):
        return False
    language = (query.get("from") or {}).get("language_code")
    try:
        text = desk.words(language).plain(NOT_STORED)
        await desk.bot.answer_callback_query(query["id"], text, show_alert=True)
    except Exception as error:  # noqa: BLE001 (a press that cannot be answered is refused all the same)
        log.warning("press not answered", reason=type(error).__name__)
    return True


async def _tell_refusal(act: Act, error: DomainError) -> None:
    """Keep it, then say it where the act was made: a button may have named a council of another group."""
    act.about(NO_COUNCIL)
    try:
        if isinstance(error, CouncilUnclearError) and error.fields["council_ids"] and act.command:
            await act.write(ask_which, error, act.raw_message)
        else:
            await act.write(refuse, act.chat_id, error, is_press=act.query is not None)
    except NotStoredError:
        log.error("refusal not stored", code=error.code)  # noqa: TRY400
    except DomainError as first:
        # What comes first in the act's first write refuses as well, and more to the point: a button of no council.
        await _tell_refusal(act, first)
    except Exception as mistake:  # noqa: BLE001 (the boundary again: PTB would log what people wrote)
        log.error("refusal not told", code=error.code, error=type(mistake).__name__, place=place_of(mistake))  # noqa: TRY400
    if act.query is not None:
        await act.answer(words_for(error, act.t), alert=True)


def place_of(error: BaseException) -> str:
    """Where an error arose, as files and lines: what a log may say of it without anybody's words."""
    frames = traceback.extract_tb(error.__traceback__)
    return " < ".join(f"{frame.filename.rsplit('/', 2)[-1]}:{frame.lineno}" for frame in reversed(frames[-4:]))
