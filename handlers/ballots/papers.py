"""Presses on papers: the one place where a paper that turns out to be damaged is met."""

from collections.abc import Callable
from typing import Any, TypeVar

from bot.domain.ballots.ballot import ChoiceUnknownError, PapersLostError
from bot.domain.ballots.duties import MendPapers
from bot.services.ballots.anew import mend_papers
from bot.services.ballots.pressing import renew_if_lost
from bot.services.ground.ports import SealBrokenError
from handlers.act import Act

T = TypeVar("T")


async def write_paper(act: Act, use_case: Callable[..., T], press: Any, *arguments: object, **named: object) -> T:
    """Do it in this ballot. Raises PapersLostError where a paper is damaged: then the ballot begins anew now."""
    try:
        return await act.write(use_case, press.council_id, press.ballot_id, *arguments, **named)
    except SealBrokenError:
        await act.write(mend_papers, press.council_id, MendPapers(press.ballot_id))
        raise PapersLostError from None


async def write_token(act: Act, use_case: Callable[..., T], press: Any) -> T:
    """Do what the token means. Raises ChoiceUnknownError for one that means nothing.

    Raises PapersLostError for one that means nothing any more, as its ballot began anew; and as `write_paper` does.
    """
    try:
        return await write_paper(act, use_case, press, press.token, press.edition)
    except ChoiceUnknownError:
        if await act.write(renew_if_lost, press.council_id, press.ballot_id):
            raise PapersLostError from None
        raise
