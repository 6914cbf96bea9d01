"""Recalls: what follows once a threshold of signals stands. Reply, ballot, verdict; nobody can start or stop it.

A ballot's `subject` (BallotKind.RECALL): `recall_ids`, one or, together, those of all holders of one STV count;
`is_one_of_several` for the rule (bot/domain/ballot_rules.py). Grounds and replies stay in their own rows, where their
authors can have them forgotten; `recall_papers` reads them for the card.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.domain.ballot import RUNNING as RUNNING_BALLOTS
from bot.domain.ballot import Ballot, BallotKind, BallotState, Method, Outcome
from bot.domain.breach import BreachEnd
from bot.domain.charter import Charter
from bot.domain.charter_rules import RuleGroup
from bot.domain.council import Council, CouncilState
from bot.domain.dialog import Dialog
from bot.domain.ids import BallotId, CouncilId, MandateId, PersonId
from bot.domain.mandate import EndReason, Mandate, NoMandateError
from bot.domain.member import Member
from bot.domain.outgoing import Outgoing, OutgoingState
from bot.domain.person import Person
from bot.domain.recall import (
    SHOWN,
    NobodyToRecallError,
    Recall,
    RecallCall,
    RecallRunningError,
    RecallState,
    ReplyOverError,
    opens_at,
    reply_ends_by,
)
from bot.domain.signal import OwnMandateError
from bot.domain.text import ensure_text
from bot.services.ballots import actor_id, on_close, open_ballot, open_next
from bot.services.breaches import end_breaches, end_reported_breaches, when_breach_changes
from bot.services.charter import when_charter_changes
from bot.services.confidence import (
    ask_confidence,
    evaluate,
    evaluate_all,
    lapse_signals,
    live_recall,
    redraw_mandate,
)
from bot.services.council import charter_in_force, council_here, get_council
from bot.services.dialogs import Answer, answers, ask, confirm, confirm_person, confirmed, open_dialog
from bot.services.mandates import (
    end_mandate,
    ensure_holder,
    ensure_live,
    get_mandate,
    live_mandates,
    when_check_due,
    when_mandate_ends,
    when_standing_changes,
)
from bot.services.naming import Who, meet, settle
from bot.services.outbox import open_card, reply, tell_council, tell_person, tell_under
from bot.services.ports import AtMost, Reads, Uow
from bot.services.record import record
from bot.services.roll import ensure_member
from bot.services.schedule import call_off, due_kind, plan
from bot.services.standing import when_base_changes

CALL_CARD = "recall_call"
AWAY_PAUSE = timedelta(hours=1)

when_check_due(ask_confidence)
when_base_changes(evaluate_all)


@when_standing_changes
def look_again(uow: Uow, mandate: Mandate) -> None:
    """A report-back became overdue, missed or met, a report was accepted: the threshold is another one now."""
    end_reported_breaches(uow, mandate)
    evaluate(uow, mandate)
    redraw_mandate(uow, mandate)


@when_breach_changes
def look_at_breach(uow: Uow, council_id: CouncilId, mandate_id: MandateId) -> None:
    """A breach began or ended."""
    look_again(uow, get_mandate(uow, council_id, mandate_id))


@when_charter_changes
def look_at_charter(uow: Uow, council: Council, rule: str, _old: str, _new: str) -> None:
    """A rule of the recall is another one now."""
    if Charter().rule(rule).group is RuleGroup.RECALL:
        evaluate_all(uow, council.council_id)
        for mandate in live_mandates(uow, council.council_id):
            redraw_mandate(uow, mandate)


# The call: a card with grounds and the buttons of the signals. It starts no ballot by itself.


def start_call(uow: Uow, who: Who) -> None:
    """/recall @name grounds: find the holder, ask back; in private it will be shown as "by a member"."""
    council_id = council_here(uow).council_id
    ensure_member(uow, council_id)
    meet(uow, who)
    found, grounds = settle(uow, council_id, who)
    if grounds.strip():
        ensure_text(grounds)
    if len(found) == 1:
        _recallable(uow, council_id, found[0].person_id)
    actor = actor_id(uow)
    holders = dict.fromkeys(each.person_id for each in live_mandates(uow, council_id) if each.person_id != actor)
    if who.is_nobody and not holders:
        raise NobodyToRecallError
    confirm_person(uow, council_id, "recall", who, "confirm_recall", among=tuple(holders))


def _recallable(uow: Uow, council_id: CouncilId, person_id: PersonId) -> list[Mandate]:
    """The mandates the actor may call for signals on; raises OwnMandateError, NoMandateError, RecallRunningError."""
    if person_id == actor_id(uow):
        raise OwnMandateError
    held = live_mandates(uow, council_id, person_id)
    if not held:
        person = uow.get(Person, person_id)
        raise NoMandateError(name=person.name if person else "")
    free = [mandate for mandate in held if not _is_shown(uow, mandate)]
    if not free:
        raise RecallRunningError
    return free


def _is_shown(reads: Reads, mandate: Mandate) -> bool:
    """Whether everybody may know that a recall runs; before the full hour nobody may."""
    recall = live_recall(reads, mandate)
    return recall is not None and recall.state in SHOWN


@confirmed("recall")
def confirm_call(uow: Uow, dialog: Dialog) -> None:
    """[Yes]: on to the office, if they hold several, and the grounds, if there are none yet."""
    held = _recallable(uow, dialog.council_id, dialog.state["person_id"])
    grounds = dialog.state.get("rest", "")
    if len(held) > 1:
        ask(
            uow, dialog.council_id, "recall_office", "ask_recall_office",
            mandate_ids=[mandate.mandate_id for mandate in held], grounds=grounds,
        )  # fmt: skip
    else:
        _to_grounds(uow, held[0], grounds)


def pick_office(uow: Uow, council_id: CouncilId, mandate_id: MandateId) -> None:
    """[Call for signals] under a mandate, or the office picked from the buttons."""
    mandate = ensure_live(get_mandate(uow, council_id, mandate_id))
    ensure_member(uow, council_id)
    _recallable(uow, council_id, mandate.person_id)
    if _is_shown(uow, mandate):
        raise RecallRunningError
    chat_id = uow.cause.chat_id
    dialog = open_dialog(uow, chat_id, actor_id(uow)) if chat_id is not None else None
    known = dialog is not None and dialog.kind == "recall_office" and mandate_id in dialog.state["mandate_ids"]
    grounds = dialog.state["grounds"] if dialog is not None and known else ""
    if dialog is not None and known:
        uow.remove(dialog)
    _to_grounds(uow, mandate, grounds)


def _to_grounds(uow: Uow, mandate: Mandate, grounds: str) -> None:
    if grounds.strip():
        post_call(uow, mandate, grounds)
    else:
        ask(uow, mandate.council_id, "recall_grounds", "ask_recall_grounds", mandate_id=mandate.mandate_id)


@answers("recall_grounds")
def take_grounds(uow: Uow, dialog: Dialog, answer: Answer) -> None:
    """The grounds were asked for, and here they are."""
    mandate = ensure_live(get_mandate(uow, dialog.council_id, dialog.state["mandate_id"]))
    post_call(uow, mandate, answer.text)


def post_call(uow: Uow, mandate: Mandate, grounds: str) -> RecallCall:
    """Post the card in the council's group. From private it names nobody, nor does its entry."""
    grounds = ensure_text(grounds)
    actor = uow.actor
    is_anonymous = actor is not None and uow.cause.chat_id == actor.telegram_id
    call = RecallCall(
        mandate.council_id, uow.new_id(), mandate.mandate_id, actor_id(uow), is_anonymous, grounds, uow.now
    )
    uow.add(call)
    record(
        uow,
        mandate.council_id,
        "recall_called",
        call.call_id,
        texts={"grounds": grounds},
        of_person=call.person_id,
        is_anonymous=is_anonymous,
        mandate=mandate.mandate_id,
    )
    open_card(uow, mandate.council_id, CALL_CARD, call.call_id)
    if is_anonymous:
        reply(uow, "recall_called", council_id=mandate.council_id)
    return call


# The threshold stands: at the full hour the holder is asked for a reply.


@due_kind("act_on_threshold")
def act_on_threshold(uow: Uow, council_id: CouncilId, recall_id: str) -> None:
    """The full hour after the threshold was reached: say so, and ask the holder for a reply."""
    recall = uow.get(Recall, council_id, recall_id)
    if recall is None or recall.state is not RecallState.REACHED:
        return
    mandate = get_mandate(uow, council_id, recall.mandate_id)
    charter = charter_in_force(get_council(uow, council_id))
    latest = reply_ends_by(recall.reached_at, uow.now, charter.span("reply_longest"))
    recall = uow.change(recall, state=RecallState.REPLY, reply_until_at=latest)
    first = opens_at(latest, uow.now, charter.span("reply_time"))
    plan(uow, council_id, "open_recall", recall_id, first)
    _record_reached(uow, recall)
    tell_council(uow, council_id, _key(recall, "group"), "recall_reached", recall_id=recall_id)
    tell_person(
        uow, mandate.person_id, _key(recall, "holder"), "recall_reply_wanted",
        council_id=council_id, recall_id=recall_id,
    )  # fmt: skip
    redraw_mandate(uow, mandate)


def _record_reached(uow: Uow, recall: Recall) -> None:
    record(
        uow,
        recall.council_id,
        "threshold_reached",
        recall.recall_id,
        mandate=recall.mandate_id,
        base=recall.base,
        needed=recall.needed,
        got=recall.got,
        usual=recall.usual,
        is_overdue=recall.is_overdue,
        breaches=recall.breaches,
    )
    record(uow, recall.council_id, "reply_asked", recall.recall_id, mandate=recall.mandate_id)


def _key(recall: Recall, to: str) -> str:
    return f"recall_reply:{recall.recall_id}:{to}"


def delivered_at(reads: Reads, recall: Recall) -> datetime | None:
    """When the holder was first told: the message went out, not only was to go out.

    In private, or by the mention in the group; but not there while they are out of it or kept from writing.
    """
    keys = (_key(recall, "group"), _key(recall, "holder")) if _is_in_group(reads, recall) else (_key(recall, "holder"),)
    sent = reads.find(Outgoing, key=keys, state=OutgoingState.SENT)
    return min((row.sent_at for row in sent if row.sent_at is not None), default=None)


def _is_in_group(reads: Reads, recall: Recall) -> bool:
    mandate = get_mandate(reads, recall.council_id, recall.mandate_id)
    member = reads.get(Member, recall.council_id, mandate.person_id)
    return member is None or (member.kept_out_at is None and member.left_chat_at is None)


def reply_until(reads: Reads, recall: Recall) -> datetime:
    """Until when the holder may reply, as far as is known now; a message not yet delivered counts as delivered now."""
    charter = charter_in_force(get_council(reads, recall.council_id))
    told_at = delivered_at(reads, recall) or reads.now
    return opens_at(recall.reply_until_at or reads.now, told_at, charter.span("reply_time"))


def ask_for_reply(uow: Uow, council_id: CouncilId, recall_id: str) -> None:
    """[Reply]: the holder writes it where they pressed."""
    recall = _replying(uow, council_id, recall_id)
    ask(uow, council_id, "recall_reply", "ask_recall_reply", recall_id=recall.recall_id)


@answers("recall_reply")
def take_reply(uow: Uow, dialog: Dialog, answer: Answer) -> None:
    """The reply, printed on the ballot; a later one takes its place until the ballot opens."""
    recall = _replying(uow, dialog.council_id, dialog.state["recall_id"])
    text = ensure_text(answer.text)
    uow.change(recall, reply=text, is_silent=False)
    record(
        uow,
        recall.council_id,
        "replied",
        recall.recall_id,
        texts={"reply": text},
        of_person=actor_id(uow),
        mandate=recall.mandate_id,
    )
    reply(uow, "recall_replied", council_id=recall.council_id, recall_id=recall.recall_id)


def ask_no_reply(uow: Uow, council_id: CouncilId, recall_id: str) -> None:
    """[No reply]: asks first, as the ballot opens at once and the reply is lost."""
    recall = _replying(uow, council_id, recall_id)
    confirm(uow, council_id, "no_reply", "confirm_no_reply", recall_id=recall.recall_id)


@confirmed("no_reply")
def decline_reply(uow: Uow, dialog: Dialog) -> None:
    """Nothing is waited for: the ballot opens now, and says that there is no reply."""
    recall = _replying(uow, dialog.council_id, dialog.state["recall_id"])
    uow.change(recall, is_silent=True, reply=None, reply_until_at=uow.now)
    record(uow, recall.council_id, "reply_declined", recall.recall_id, mandate=recall.mandate_id)
    plan(uow, recall.council_id, "open_recall", recall.recall_id, uow.now)


def _replying(uow: Uow, council_id: CouncilId, recall_id: str) -> Recall:
    """The recall the actor may reply to now; raises NotHolderError, ReplyOverError, MandateOverError."""
    recall = uow.get(Recall, council_id, recall_id)
    if recall is None:
        raise ReplyOverError
    ensure_holder(uow, get_mandate(uow, council_id, recall.mandate_id))
    if recall.state is not RecallState.REPLY:
        raise ReplyOverError
    return recall


# The ballot.


@due_kind("open_recall")
def open_recall(uow: Uow, council_id: CouncilId, recall_id: str) -> None:
    """24 h after delivery, 48 h at most after the threshold, the ballot opens by itself.

    It never waits in the queue; only while the bot is out of the group, where nobody could vote, it waits for that.
    """
    recall = uow.get(Recall, council_id, recall_id)
    if recall is None or recall.state is not RecallState.REPLY:
        return
    council = get_council(uow, council_id)
    group = _together(uow, recall)
    charter = charter_in_force(council)
    at = max(_opens_at(uow, each, charter) for each in group)
    if council.state is CouncilState.AWAY:
        at = max(at, uow.now + AWAY_PAUSE)
    if at > uow.now:
        plan(uow, council_id, "open_recall", recall_id, at)
    else:
        _open(uow, council, group)


def _opens_at(reads: Reads, recall: Recall, charter: Charter) -> datetime:
    latest = recall.reply_until_at or reads.now
    return opens_at(latest, delivered_at(reads, recall), charter.span("reply_time"))


def _together(reads: Reads, recall: Recall) -> list[Recall]:
    """The recalls put to one ballot: this one, or those of all live holders of one STV count.

    Together when each of them is waiting for its ballot since the same full hour: then nobody singles out one of those
    whom a proportional count seated, and the ordinary rule decides (SPEC section 3, "recall passes").
    """
    mandate = get_mandate(reads, recall.council_id, recall.mandate_id)
    if not _is_one_of_several(reads, mandate):
        return [recall]
    of_count = reads.find(
        Mandate, council_id=mandate.council_id, office_id=mandate.office_id, ended_at=None,
        source_ballot_id=mandate.source_ballot_id,
    )  # fmt: skip
    running = [live_recall(reads, each) for each in of_count]
    same = [each for each in running if each and each.acts_at == recall.acts_at and each.state is RecallState.REPLY]
    return same if len(same) == len(of_count) > 1 else [recall]


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


def _open(uow: Uow, council: Council, group: list[Recall]) -> None:
    mandates = [get_mandate(uow, council.council_id, recall.mandate_id) for recall in group]
    holders = tuple(dict.fromkeys(mandate.person_id for mandate in mandates))
    ballot_id = BallotId(uow.new_id())
    first = mandates[0]
    ballot = Ballot(
        council.council_id,
        ballot_id,
        BallotKind.RECALL,
        Method.YES_NO,
        BallotState.QUEUED,
        "",
        uow.now,
        int(charter_in_force(council).span("ballot_duration").total_seconds()),
        office_id=first.office_id,
        mandate_id=first.mandate_id,
        subject={
            "recall_ids": [recall.recall_id for recall in group],
            "mandate_ids": [mandate.mandate_id for mandate in mandates],
            "is_one_of_several": len(group) == 1 and _is_one_of_several(uow, first),
        },
    )
    uow.add(ballot)
    for recall, mandate in zip(group, mandates, strict=True):
        told_at = delivered_at(uow, recall)
        uow.change(recall, state=RecallState.BALLOT, ballot_id=ballot_id, delivered_at=told_at)
        record(
            uow,
            council.council_id,
            "recall_opened",
            recall.recall_id,
            mandate=mandate.mandate_id,
            ballot=ballot_id,
            delivered_at=told_at.isoformat() if told_at else None,
            together=len(group),
        )
    open_ballot(uow, ballot, without=holders)
    for recall in group:
        if recall.reply:
            tell_under(
                uow, council.council_id, ballot_id, f"recall_reply_text:{recall.recall_id}", "recall_reply_text",
                recall_id=recall.recall_id, papers=len(group),
            )  # fmt: skip
    for mandate in mandates:
        redraw_mandate(uow, mandate)


GROUNDS_SHOWN = 3
"""So many calls are printed on the ballot, newest first; the others stay on their own cards. Our judgement."""


@dataclass(frozen=True, slots=True)
class RecallPaper:
    """What a recall's ballot prints of one holder: their mandate, the threshold, grounds of members, the reply."""

    mandate: Mandate
    recall: Recall
    grounds: tuple[str, ...]


def recall_papers(reads: Reads, ballot: Ballot) -> list[RecallPaper]:
    """For each holder the ballot is about."""
    found = (reads.get(Recall, ballot.council_id, recall_id) for recall_id in ballot.subject["recall_ids"])
    recalls = [recall for recall in found if recall is not None]
    mandates = [get_mandate(reads, ballot.council_id, recall.mandate_id) for recall in recalls]
    return [
        RecallPaper(mandate, recall, _grounds(reads, mandate, recall, ballot))
        for mandate, recall in zip(mandates, recalls, strict=True)
    ]


def _grounds(reads: Reads, mandate: Mandate, recall: Recall, ballot: Ballot) -> tuple[str, ...]:
    """What members gave as grounds until the ballot opened, since the last recall on this mandate failed."""
    before = reads.find(Recall, council_id=mandate.council_id, mandate_id=mandate.mandate_id, state=RecallState.FAILED)
    since = max((each.ended_at for each in before if each.ended_at and each.acts_at < recall.acts_at), default=None)
    calls = reads.find(
        RecallCall, order="-called_at", council_id=mandate.council_id, mandate_id=mandate.mandate_id,
        called_at=AtMost(ballot.opened_at or reads.now),
    )  # fmt: skip
    texts = (call.grounds for call in calls if since is None or call.called_at > since)
    return tuple(dict.fromkeys(texts))[:GROUNDS_SHOWN]


# The verdict.


@on_close(BallotKind.RECALL)
def close_recall(uow: Uow, council: Council, ballot: Ballot) -> None:
    """Adopted: the mandates end at once and the replacement elections open. Not adopted: the cool-down begins."""
    for recall_id in ballot.subject["recall_ids"]:
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
        uow, recall.council_id, "recall_passed", recall.recall_id,
        mandate=mandate.mandate_id, electorate=ballot.electorate, result=_integers(ballot),
    )  # fmt: skip
    end_mandate(uow, mandate, EndReason.RECALLED)
    _tell_verdict(uow, recall, mandate)


def _fail(uow: Uow, council: Council, recall: Recall, mandate: Mandate, ballot: Ballot) -> None:
    """Signals are kept; they open nothing until the cool-down ends or something newer happens."""
    recall = uow.change(recall, state=RecallState.FAILED, ended_at=uow.now)
    until = uow.now + charter_in_force(council).span("cool_down")
    mandate = uow.change(mandate, failed_recall_at=uow.now, cool_down_until_at=until)
    record(
        uow, council.council_id, "recall_failed", recall.recall_id,
        mandate=mandate.mandate_id, until=until.isoformat(), electorate=ballot.electorate, result=_integers(ballot),
    )  # fmt: skip
    plan(uow, council.council_id, "end_cool_down", mandate.mandate_id, until)
    end_breaches(uow, mandate, BreachEnd.RECALL_FAILED)
    _tell_verdict(uow, recall, mandate)
    redraw_mandate(uow, mandate)


def _integers(ballot: Ballot) -> dict[str, Any]:
    return {name: ballot.result[name] for name in ("counts", "checks") if name in ballot.result}


def _tell_verdict(uow: Uow, recall: Recall, mandate: Mandate) -> None:
    tell_council(
        uow, recall.council_id, f"recall_verdict:{recall.recall_id}", "recall_verdict", recall_id=recall.recall_id
    )
    tell_person(
        uow, mandate.person_id, f"recall_verdict:{recall.recall_id}:holder", "recall_verdict",
        council_id=recall.council_id, recall_id=recall.recall_id,
    )  # fmt: skip


# The end of a mandate, whatever brings it.


@when_mandate_ends
def lapse_with_mandate(uow: Uow, mandate: Mandate) -> None:
    """All signals lapse with the mandate, its breaches count no more, and a recall that runs has lost its object."""
    lapse_signals(uow, mandate)
    end_breaches(uow, mandate, BreachEnd.MANDATE_ENDED)
    for kind in ("show_signals", "end_cool_down"):
        call_off(uow, mandate.council_id, kind, mandate.mandate_id)
    recall = live_recall(uow, mandate)
    if recall is not None:
        _lapse(uow, recall)
    redraw_mandate(uow, mandate)


def _lapse(uow: Uow, recall: Recall) -> None:
    uow.change(recall, state=RecallState.LAPSED, ended_at=uow.now)
    for kind in ("act_on_threshold", "open_recall"):
        call_off(uow, recall.council_id, kind, recall.recall_id)
    record(uow, recall.council_id, "recall_lapsed", recall.recall_id, mandate=recall.mandate_id)
    ballot = uow.get(Ballot, recall.council_id, recall.ballot_id) if recall.ballot_id else None
    if ballot is not None and ballot.state in RUNNING_BALLOTS and not _has_others(uow, ballot):
        _void(uow, ballot)


def _has_others(reads: Reads, ballot: Ballot) -> bool:
    """Whether the ballot still decides on somebody: of several recalled together, one may have resigned."""
    found = (reads.get(Recall, ballot.council_id, recall_id) for recall_id in ballot.subject["recall_ids"])
    return any(recall is not None and recall.state is RecallState.BALLOT for recall in found)


def _void(uow: Uow, ballot: Ballot) -> None:
    """Nothing is left to decide: the ballot closes without a count."""
    uow.change(ballot, state=BallotState.CLOSED, closed_at=uow.now, outcome=Outcome.VOID, remind_at=None)
    call_off(uow, ballot.council_id, "close_ballot", ballot.ballot_id)
    record(uow, ballot.council_id, "ballot_closed", ballot.ballot_id, outcome=Outcome.VOID, result={})
    uow.raise_version(ballot.council_id, ballot.ballot_id, is_final=True)
    open_next(uow, ballot.council_id)
