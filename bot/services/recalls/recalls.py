"""Recalls: what follows once a threshold of signals stands. Reply, ballot, verdict; nobody can start or stop it.

A ballot's `subject` (RecallSubject.KIND): `recall_ids`, one or, together, those of all holders of one STV count;
`is_one_of_several` for the rule (bot/domain/ballots/rules.py); `without`, the holders, who have no vote. Grounds and
replies stay in their own rows, where their authors can have them forgotten (bot/reads/ballots/headings.py).
"""

from datetime import datetime

from bot.domain.ballots.ballot import RUNNING as RUNNING_BALLOTS
from bot.domain.ballots.ballot import Ballot, BallotState, Method, Outcome
from bot.domain.ballots.duties import CloseBallot
from bot.domain.ballots.results import Figures, ResultOfYesNo, WhyEnded
from bot.domain.charter.charter import Charter
from bot.domain.charter.rules import RuleGroup
from bot.domain.council.council import Council
from bot.domain.ground.ids import BallotId, CouncilId, MandateId
from bot.domain.instructions.breach import BreachEnd
from bot.domain.mandates.mandate import EndReason, Mandate
from bot.domain.recalls import entries as recalls_entries
from bot.domain.recalls.duties import ActOnThreshold, EndCoolDown, LookAtSignals, OpenRecall, SealSignals, ShowSignals
from bot.domain.recalls.messages import RecallReplyText, RecallVerdict
from bot.domain.recalls.recall import HOUR, Recall, RecallState
from bot.domain.recalls.subject import RecallSubject
from bot.services.ballots.ballots import open_ballot
from bot.services.ballots.closing import close_ballot
from bot.services.ballots.durations import duration_s
from bot.services.ballots.electorate import asks_anybody
from bot.services.ballots.endings import void
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.outbox import tell_person, tell_under
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import call_off, plan, postpone
from bot.services.instructions.breaches import end_breaches, end_reported_breaches
from bot.services.mandates.mandates import (
    end_mandate,
    get_mandate,
    live_mandates,
)
from bot.services.recalls.confidence import (
    evaluate,
    evaluate_all,
    lapse_signals,
    live_recall,
    redraw_mandate,
    stand,
)
from bot.services.recalls.replies import delivered_at, record_reached, redraw_reply, reply_ends


def look_again(uow: Uow, mandate: Mandate) -> None:
    """A report-back became overdue, missed or met, a report was accepted: the threshold is another one now."""
    end_reported_breaches(uow, mandate)
    evaluate(uow, mandate)
    redraw_mandate(uow, mandate)


def look_at_breach(uow: Uow, council_id: CouncilId, mandate_id: MandateId) -> None:
    """A breach began or ended."""
    look_again(uow, get_mandate(uow, council_id, mandate_id))


def look_at_charter(uow: Uow, council: Council, rule: str, _old: str, _new: str) -> None:
    """A rule of the recall is another one now."""
    if Charter().rule(rule).group is RuleGroup.RECALL:
        evaluate_all(uow, council.council_id)
        for mandate in live_mandates(uow, council.council_id):
            redraw_mandate(uow, mandate)


# The ballot.


def open_recall(uow: Uow, council_id: CouncilId, duty: OpenRecall) -> None:
    """24 h after delivery, 48 h at most after the threshold, the ballot opens by itself.

    It never waits in the queue. But while nobody could vote it waits for somebody who can: a threshold stands.
    """
    recall = uow.get(Recall, council_id, duty.recall_id)
    if recall is None or recall.state is not RecallState.REPLY:
        return
    group = _together(uow, recall)
    at = max(reply_ends(uow, each, delivered_at(uow, each)) for each in group)
    if at > uow.now:
        postpone(uow, council_id, duty, at)
    elif asks_nobody(uow, recall):
        postpone(uow, council_id, duty, uow.now + HOUR)
        if uow.now - at < HOUR and not recall.is_silent:
            redraw_reply(uow, group)
    else:
        mandates = [get_mandate(uow, council_id, each.mandate_id) for each in group]
        _open(uow, get_council(uow, council_id), group, mandates)


def asks_nobody(reads: Reads, recall: Recall) -> bool:
    """Whether nobody could vote if the ballot opened now: the others on the roll rest, or wait still."""
    council = get_council(reads, recall.council_id)
    group = _together(reads, recall) or [recall]
    return not asks_anybody(
        reads, council, [get_mandate(reads, each.council_id, each.mandate_id).person_id for each in group]
    )


def _together(reads: Reads, recall: Recall) -> list[Recall]:
    """The recalls put to one ballot: this one, or those of all holders of one STV count who have not resigned since."""
    if not _were_reached_together(reads, recall):
        return [recall]
    group = (live_recall(reads, each) for each in _of_one_count(reads, recall) if each.is_live)
    return [each for each in group if each and each.acts_at == recall.acts_at and each.state is RecallState.REPLY]


def _were_reached_together(reads: Reads, recall: Recall) -> bool:
    """Whether the threshold of each holder of one STV count stood from the same full hour on.

    Then nobody singles out one of those whom a proportional count seated, and the ordinary rule decides (SPEC section
    3, "recall passes"), also on the rest where one of them resigns before the ballot: that would shield the others.
    Whoever acts for them since then came later.
    """
    of_count = _of_one_count(reads, recall)
    same = reads.find(Recall, council_id=recall.council_id, acts_at=recall.acts_at)
    reached = {each.mandate_id for each in same} & {mandate.mandate_id for mandate in of_count}
    then = {mandate.mandate_id for mandate in of_count if _held_at(mandate, recall)}
    return len(reached) > 1 and then <= reached


def _held_at(mandate: Mandate, recall: Recall) -> bool:
    """Whether this mandate stood in the hour in which the threshold was reached, and after it."""
    return mandate.started_at <= recall.reached_at and (mandate.ended_at is None or mandate.ended_at >= recall.acts_at)


def _of_one_count(reads: Reads, recall: Recall) -> list[Mandate]:
    """Every mandate of the STV count from which this one came, over or not; none if it filled one seat alone."""
    mandate = get_mandate(reads, recall.council_id, recall.mandate_id)
    if not _is_one_of_several(reads, mandate):
        return []
    return reads.find(
        Mandate, council_id=mandate.council_id, office_id=mandate.office_id, source_ballot_id=mandate.source_ballot_id
    )


def _is_one_of_several(reads: Reads, mandate: Mandate) -> bool:
    """Whether one STV count filled this seat and others; an alternate from that count stands in for one of them."""
    source = reads.get(Ballot, mandate.council_id, mandate.source_ballot_id)
    if source is None or source.method is not Method.STV:
        return False
    filled = reads.count(
        Mandate, council_id=mandate.council_id, office_id=mandate.office_id,
        source_ballot_id=mandate.source_ballot_id, is_alternate=False,
    )  # fmt: skip
    return filled > 1


def _open(uow: Uow, council: Council, group: list[Recall], mandates: list[Mandate]) -> None:
    ballot = _ballot_on(uow, council, group, mandates)
    for recall, mandate in zip(group, mandates, strict=True):
        told_at = delivered_at(uow, recall)
        uow.change(recall, state=RecallState.BALLOT, ballot_id=ballot.ballot_id, delivered_at=told_at)
        record(
            uow,
            council.council_id,
            recalls_entries.RecallOpened(
                mandate=mandate.mandate_id,
                ballot=ballot.ballot_id,
                delivered_at=told_at.isoformat() if told_at else None,
                together=len(group),
            ),
            recall.recall_id,
        )
    redraw_reply(uow, group)
    open_ballot(uow, ballot)
    for mandate in mandates:
        redraw_mandate(uow, mandate)


def _ballot_on(uow: Uow, council: Council, group: list[Recall], mandates: list[Mandate]) -> Ballot:
    first = mandates[0]
    ballot = Ballot(
        council.council_id,
        BallotId(uow.new_id()),
        RecallSubject.KIND,
        Method.YES_NO,
        BallotState.QUEUED,
        "",
        uow.now,
        duration_s(uow, council.council_id, RecallSubject.KIND),
        office_id=first.office_id,
        mandate_id=first.mandate_id,
        subject=RecallSubject(
            tuple(recall.recall_id for recall in group),
            tuple(dict.fromkeys(mandate.person_id for mandate in mandates)),
            _is_one_of_several(uow, first) and not _were_reached_together(uow, group[0]),
        ),
    )
    uow.add(ballot)
    return ballot


def print_replies(uow: Uow, ballot: Ballot) -> None:
    """What the holders reply, in full, under the card of the ballot once it is open."""
    recall_ids = ballot.about(RecallSubject).recall_ids
    for recall_id in recall_ids:
        recall = uow.get(Recall, ballot.council_id, recall_id)
        if recall is not None and recall.reply:
            tell_under(
                uow,
                ballot.council_id,
                ballot.ballot_id,
                RecallReplyText(recall.recall_id, len(recall_ids)),
                once=f"recall_reply_text:{recall.recall_id}",
            )


def term_ends_at(reads: Reads, ballot: Ballot) -> datetime | None:
    """A ballot on a recall that would outlast the term ends with it."""
    found = (reads.get(Recall, ballot.council_id, each) for each in ballot.about(RecallSubject).recall_ids)
    ids = [recall.mandate_id for recall in found if recall is not None]
    return min((get_mandate(reads, ballot.council_id, each).ends_at for each in ids), default=None)


def count_at_term_end(uow: Uow, mandate: Mandate) -> bool:
    """The term is over: the ballot on a recall that runs still is counted before, so that nobody sits it out.

    One that stands still too: whoever throws the bot out of the group would save the holder from the verdict. Whether
    the count of a large one goes on.
    """
    recall = live_recall(uow, mandate)
    ballot = uow.get(Ballot, mandate.council_id, recall.ballot_id) if recall and recall.ballot_id else None
    if ballot is None or ballot.state not in {BallotState.OPEN, BallotState.SUSPENDED}:
        return ballot is not None and ballot.state is BallotState.COUNTING
    close = CloseBallot(ballot.ballot_id)
    call_off(uow, mandate.council_id, close)
    uow.change(ballot, state=BallotState.OPEN)
    close_ballot(uow, mandate.council_id, close)
    counted = uow.get(Ballot, mandate.council_id, ballot.ballot_id)
    return counted is not None and counted.state is BallotState.COUNTING


# The verdict.


def close_recall(uow: Uow, council: Council, ballot: Ballot) -> None:
    """Adopted: the mandates end at once and the replacement elections open. Not adopted: the cool-down begins."""
    for recall_id in ballot.about(RecallSubject).recall_ids:
        recall = uow.get(Recall, council.council_id, recall_id)
        if recall is None or recall.state is not RecallState.BALLOT:
            continue
        mandate = get_mandate(uow, council.council_id, recall.mandate_id)
        if ballot.outcome is Outcome.ADOPTED:
            _pass(uow, recall, mandate, ballot)
        else:
            _fail(uow, council, recall, mandate, ballot)


def _pass(uow: Uow, recall: Recall, mandate: Mandate, ballot: Ballot) -> None:
    recall = uow.change(recall, state=RecallState.PASSED, ended_at=uow.now)
    record(
        uow,
        recall.council_id,
        recalls_entries.RecallPassed(mandate=mandate.mandate_id, electorate=ballot.electorate, result=_figures(ballot)),
        recall.recall_id,
    )
    end_mandate(uow, mandate, EndReason.RECALLED)
    _tell_verdict(uow, recall, mandate)


def _fail(uow: Uow, council: Council, recall: Recall, mandate: Mandate, ballot: Ballot) -> None:
    """Signals are kept; they open nothing until the cool-down ends or something newer happens."""
    recall = uow.change(recall, state=RecallState.FAILED, ended_at=uow.now)
    until = uow.now + charter_in_force(council).span("cool_down")
    mandate = uow.change(mandate, failed_recall_at=uow.now)
    record(
        uow,
        council.council_id,
        recalls_entries.RecallFailed(
            mandate=mandate.mandate_id, until=until.isoformat(), electorate=ballot.electorate, result=_figures(ballot)
        ),
        recall.recall_id,
    )
    plan(uow, council.council_id, EndCoolDown(mandate.mandate_id), until)
    end_breaches(uow, mandate, BreachEnd.RECALL_FAILED)
    _tell_verdict(uow, recall, mandate)
    redraw_mandate(uow, mandate)


def end_cool_down(uow: Uow, council_id: CouncilId, duty: EndCoolDown) -> None:
    """The signals that were kept count again."""
    mandate = uow.get(Mandate, council_id, duty.mandate_id)
    if mandate is not None and mandate.is_live:
        evaluate(uow, mandate)
        redraw_mandate(uow, mandate)


def _figures(ballot: Ballot) -> Figures:
    return Figures.of(ballot.came_to(ResultOfYesNo).as_counted())


def _tell_verdict(uow: Uow, recall: Recall, mandate: Mandate) -> None:
    tell_person(
        uow,
        mandate.person_id,
        RecallVerdict(recall.recall_id),
        once=f"recall_verdict:{recall.recall_id}:holder",
        council_id=recall.council_id,
    )


# The end of a mandate, whatever brings it.


def lapse_with_mandate(uow: Uow, mandate: Mandate) -> None:
    """All signals lapse with the mandate, its breaches count no more, and a recall that runs has lost its object."""
    stand(uow, mandate)
    lapse_signals(uow, mandate)
    end_breaches(uow, mandate, BreachEnd.MANDATE_ENDED)
    signals = (ShowSignals(mandate.mandate_id), LookAtSignals(mandate.mandate_id), SealSignals(mandate.mandate_id))
    call_off(uow, mandate.council_id, *signals, EndCoolDown(mandate.mandate_id))
    recall = live_recall(uow, mandate)
    if recall is not None:
        _lapse(uow, recall)
    redraw_mandate(uow, mandate)


def _lapse(uow: Uow, recall: Recall) -> None:
    if recall.state is RecallState.REACHED:
        record_reached(uow, recall)
    uow.change(recall, state=RecallState.LAPSED, ended_at=uow.now)
    if recall.state is RecallState.REPLY:
        redraw_reply(uow, [recall])
    call_off(uow, recall.council_id, ActOnThreshold(recall.recall_id), OpenRecall(recall.recall_id))
    record(uow, recall.council_id, recalls_entries.RecallLapsed(mandate=recall.mandate_id), recall.recall_id)
    ballot = uow.get(Ballot, recall.council_id, recall.ballot_id) if recall.ballot_id else None
    if ballot is not None and ballot.state in RUNNING_BALLOTS and not _has_others(uow, ballot):
        void(uow, ballot, WhyEnded.NOBODY_LEFT)


def _has_others(reads: Reads, ballot: Ballot) -> bool:
    """Whether the ballot still decides on somebody: of several recalled together, one may have resigned."""
    found = (reads.get(Recall, ballot.council_id, recall_id) for recall_id in ballot.about(RecallSubject).recall_ids)
    return any(recall is not None and recall.state is RecallState.BALLOT for recall in found)
