"""What candidates say of themselves: asked in private while names are looked for, optional, gone with the candidacy."""

from typing import Any

from bot.domain.ballots.ballot import Ballot
from bot.domain.elections import entries as elections_entries
from bot.domain.elections.introduction import NotStandingError, read_introduction
from bot.domain.elections.messages import AskIntroduction, Candidates, OwnIntroduction
from bot.domain.elections.nominee import Nominee, NomineeState
from bot.domain.ground.dialog import Answer
from bot.domain.ground.entry import Entry, EntryText, Words
from bot.domain.ground.ids import BallotId, CouncilId, PersonId
from bot.domain.ground.kept import name_of
from bot.domain.ground.names import person_name
from bot.domain.ground.person import Person
from bot.services.council.panel import show_page
from bot.services.elections.candidacies import nominating
from bot.services.ground.dialogs import ask
from bot.services.ground.expecting import end_expecting, expect
from bot.services.ground.outbox import redraw_told, reply, tell_person
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.roll.roll import ensure_voter


def offer_introduction(uow: Uow, ballot: Ballot) -> None:
    """Whoever stands from now on is asked in private, if the bot may write there; the card has a button for all.

    What they write there next is it, unless they were asked something else.
    """
    if uow.actor is not None and uow.actor.is_reachable:
        asked = AskIntroduction(ballot.ballot_id, asked_id=uow.actor.person_id)
        expect(uow, ballot.council_id, uow.actor, asked)
        once = offered_as(ballot.ballot_id, uow.actor.person_id)
        said = OwnIntroduction(ballot.ballot_id)
        tell_person(uow, uow.actor.person_id, said, once=once, council_id=ballot.council_id)


def ensure_candidate(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> Nominee:
    """The actor's candidacy while names are looked for.

    Raises StillWaitingError, NominationsClosedError, NotStandingError.
    """
    ensure_voter(uow, council_id)
    ballot = nominating(uow, council_id, ballot_id)
    nominee = uow.get(Nominee, ballot.council_id, ballot_id, actor_id(uow))
    if nominee is None or nominee.state is not NomineeState.ACCEPTED:
        raise NotStandingError(office=ballot.text)
    return nominee


def ask_introduction(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> None:
    """[Introduce yourself], in private. Raises what `ensure_candidate` raises."""
    nominee = ensure_candidate(uow, council_id, ballot_id)
    ask(uow, nominee.council_id, AskIntroduction(ballot_id))


def take_introduction(uow: Uow, council_id: CouncilId, asked: AskIntroduction, answer: Answer) -> None:
    """The text; a later one takes its place.

    Raises EmptyTextError, IntroductionTooLongError, IntroductionLikeError, and what `ensure_candidate` raises.
    """
    nominee = ensure_candidate(uow, council_id, asked.ballot_id)
    text = read_introduction(answer.text, _on_paper(uow, nominee))
    erase_introduction(uow, nominee)
    uow.change(nominee, introduction=text)
    said = elections_entries.CandidateIntroduced(introduction=Words(text))
    record(uow, nominee.council_id, said, nominee.ballot_id, of_person=nominee.person_id)
    reply(uow, OwnIntroduction(asked.ballot_id), council_id=nominee.council_id)


def take_reply(uow: Uow, council_id: CouncilId, message: OwnIntroduction, answer: Answer) -> bool:
    """A reply to the message that invites to it, however late. Raises what `take_introduction` raises."""
    asked = AskIntroduction(message.ballot_id)
    end_expecting(uow, actor_id(uow), asked)
    take_introduction(uow, council_id, asked, answer)
    return True


def take_back(uow: Uow, council_id: CouncilId, ballot_id: BallotId) -> None:
    """[Leave it out]. Raises what `ensure_candidate` raises."""
    nominee = ensure_candidate(uow, council_id, ballot_id)
    erase_introduction(uow, nominee)
    reply(uow, OwnIntroduction(ballot_id), council_id=nominee.council_id)


def erase_introduction(uow: Uow, nominee: Nominee) -> Nominee:
    """It goes with the candidacy, beside the record too, where its digest alone stays."""
    kind = name_of(elections_entries.CandidateIntroduced)
    about: dict[str, Any] = {"council_id": nominee.council_id, "subject_id": nominee.ballot_id}
    for entry in uow.find(Entry, **about, kind=kind, actor_id=nominee.person_id):
        uow.remove_all(EntryText, council_id=nominee.council_id, sequence=entry.sequence)
    uow.raise_version(nominee.council_id, nominee.ballot_id)
    return uow.change(nominee, introduction="")


def end_offer(uow: Uow, nominee: Nominee) -> None:
    """Nominations are over, or they stand no more: whoever was asked reads that, without buttons."""
    end_expecting(uow, nominee.person_id, AskIntroduction(nominee.ballot_id))
    redraw_told(uow, offered_as(nominee.ballot_id, nominee.person_id), OwnIntroduction(nominee.ballot_id))


def show_candidates(uow: Uow, council_id: CouncilId, ballot_id: BallotId, page: int, *, in_place: bool) -> None:
    """[About the candidates]: who stands, and what they say of themselves. Raises CouncilForeignError."""
    show_page(uow, council_id, Candidates(ballot_id, page), in_place=in_place)


def offered_as(ballot_id: BallotId, person_id: PersonId) -> str:
    """The key of the message that offers it."""
    return f"introduce:{ballot_id}:{person_id}"


def _on_paper(reads: Reads, own: Nominee) -> list[str]:
    """What else would stand there: the names and introductions of all others who are named."""
    rows = reads.find(Nominee, council_id=own.council_id, ballot_id=own.ballot_id)
    others = [row for row in rows if row.person_id != own.person_id]
    people = [person for row in others if (person := reads.get(Person, row.person_id)) is not None]
    said = [row.introduction for row in others if row.introduction]
    return [person_name(person.name) for person in people] + said
