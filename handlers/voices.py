"""Presses of a secret voice: a signal of confidence, or a rating of a report."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from bot.domain.ballots.ballot import ChoiceUnknownError
from bot.domain.ground.due import Duty
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import CouncilId
from bot.domain.ground.voices import ButtonOldError
from bot.services.ground.looks import mend_at_the_hour
from bot.services.ground.ports import SealBrokenError, Uow
from handlers.act import Act

S = TypeVar("S", bound=str)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Voicing(Generic[S, T]):
    """What is done with a button's token, by the id of its subject.

    `renew`: where it means nothing; whether what was said before is lost. `mending`: what makes good what is damaged.
    `lost`: what whoever pressed is told where it is lost or damaged.
    """

    press: Callable[[Uow, CouncilId, S, str], T]
    renew: Callable[[Uow, CouncilId, S], bool]
    mending: Callable[[S], Duty]
    lost: type[DomainError]


async def write_voice(act: Act, voicing: Voicing[S, T], council_id: CouncilId, subject_id: S, token: str) -> T:
    """Do what the button says. Raises ButtonOldError for one that means nothing, and the error of what is lost."""
    try:
        return await act.write(voicing.press, council_id, subject_id, token)
    except ChoiceUnknownError:
        is_lost = await act.write(voicing.renew, council_id, subject_id)
        raise voicing.lost if is_lost else ButtonOldError from None
    except SealBrokenError:
        await act.write(mend_at_the_hour, council_id, voicing.mending(subject_id))
        raise voicing.lost from None
