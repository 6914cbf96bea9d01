"""[Nominate], [Stand], [Accept] and [Decline]."""

from bot.services.elections import nominations
from handlers.act import Act
from handlers.presses.elections import AnswerNominationPress, NominateForPress, NominatePress, StandPress
from handlers.views.elections.nominations import declined, stands


async def on_nominate_for(act: Act, press: NominateForPress) -> None:
    """The election picked from several."""
    await act.write(nominations.nominate_picked, press.ballot_id, press.person_id)


async def on_nominate_press(act: Act, press: NominatePress) -> None:
    """[Nominate]: asks whom."""
    await act.write(nominations.nominate_on_card, press.council_id, press.ballot_id)


async def on_stand(act: Act, press: StandPress) -> None:
    """[Stand]."""
    ballot = await act.write(nominations.stand, press.council_id, press.ballot_id)
    await act.answer(stands(ballot, act.t))


async def on_answer(act: Act, press: AnswerNominationPress) -> None:
    """[Accept] or [Decline], by the person nominated alone."""
    use_case = nominations.accept if press.is_yes else nominations.decline
    ballot = await act.write(use_case, press.council_id, press.ballot_id)
    await act.answer(stands(ballot, act.t) if press.is_yes else declined(ballot, act.t))
