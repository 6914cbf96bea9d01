"""The threshold stands: at the full hour the holder is asked for a reply, which the ballot will print."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.ground.dialog import Answer
from bot.domain.ground.due import Moved
from bot.domain.ground.entry import Words
from bot.domain.ground.ids import CouncilId, RecallId
from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.ground.text import ensure_text
from bot.domain.recalls import entries as recalls_entries
from bot.domain.recalls.duties import ActOnThreshold, OpenRecall
from bot.domain.recalls.messages import RecallReached, RecallReplied, RecallReplyWanted
from bot.domain.recalls.questions import AskRecallReply, ConfirmNoReply
from bot.domain.recalls.recall import Recall, RecallState, ReplyOverError, opens_at, reply_ends_by
from bot.domain.roll.member import Member
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.dialogs import ask, confirm
from bot.services.ground.outbox import redraw_told, reply, tell_council, tell_person
from bot.services.ground.persons import actor_id
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.ground.schedule import began_at, lost_since, plan
from bot.services.mandates.mandates import ensure_holder, get_mandate
from bot.services.recalls.confidence import redraw_mandate


def act_on_threshold(uow: Uow, council_id: CouncilId, duty: ActOnThreshold) -> None:
    """The full hour after the threshold was reached: say so, and ask the holder for a reply."""
    recall = uow.get(Recall, council_id, duty.recall_id)
    if recall is None or recall.state is not RecallState.REACHED:
        return
    mandate = get_mandate(uow, council_id, recall.mandate_id)
    recall = uow.change(recall, state=RecallState.REPLY)
    plan(uow, council_id, OpenRecall(recall.recall_id), reply_ends(uow, recall, uow.now), since_at=uow.now)
    record_reached(uow, recall)
    record(uow, council_id, recalls_entries.ReplyAsked(mandate=recall.mandate_id), duty.recall_id)
    tell_council(uow, council_id, RecallReached(duty.recall_id), once=_key(recall, "group"))
    tell_person(
        uow, mandate.person_id, RecallReplyWanted(duty.recall_id), once=_key(recall, "holder"), council_id=council_id
    )
    redraw_mandate(uow, mandate)


def record_reached(uow: Uow, recall: Recall) -> None:
    """The threshold with its integers; not before the full hour, unless the mandate ends before it."""
    record(
        uow,
        recall.council_id,
        recalls_entries.ThresholdReached(
            mandate=recall.mandate_id,
            base=recall.base,
            needed=recall.needed,
            got=recall.got,
            usual=recall.usual,
            is_overdue=recall.is_overdue,
            breaches=recall.breaches,
        ),
        recall.recall_id,
    )


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
    return reply_ends(reads, recall, delivered_at(reads, recall) or reads.now)


def reply_ends(reads: Reads, recall: Recall, told_at: datetime | None) -> datetime:
    """When the ballot opens if the holder was told at this time; None: was not told yet."""
    if recall.is_silent:
        return reads.now
    charter = charter_in_force(get_council(reads, recall.council_id))
    council_id, duty = recall.council_id, OpenRecall(recall.recall_id)
    asked_at = began_at(reads, council_id, duty) or reads.now
    latest = reply_ends_by(recall.reached_at, asked_at, charter.span("reply_longest"))
    latest += lost_since(reads, council_id, duty, asked_at)
    lost = lost_since(reads, council_id, duty, told_at or reads.now)
    return opens_at(latest, told_at, charter.span("reply_time") + lost)


def tell_more_time(uow: Uow, moved: Moved, duty: OpenRecall) -> None:
    """A holder who was told until when hears that it is later now; whoever is told only afterwards reads that then.

    What the group was told is drawn again.
    """
    recall = uow.get(Recall, moved.council_id, duty.recall_id)
    if recall is None or recall.state is not RecallState.REPLY:
        return
    mandate = get_mandate(uow, moved.council_id, recall.mandate_id)
    redraw_mandate(uow, mandate)
    redraw_told(uow, _key(recall, "group"), RecallReached(recall.recall_id))
    if delivered_at(uow, recall) is not None:
        key = f"{_key(recall, 'holder')}:{moved.due_at.isoformat()}"
        tell_person(uow, mandate.person_id, RecallReplyWanted(recall.recall_id), once=key, council_id=recall.council_id)


def redraw_reply(uow: Uow, recalls: Iterable[Recall]) -> None:
    """The ballot opens, waits for somebody who may vote, or never comes: what offered [Reply] says so."""
    for recall in recalls:
        redraw_told(uow, _key(recall, "group"), RecallReached(recall.recall_id))
        redraw_told(uow, _key(recall, "holder"), RecallReplyWanted(recall.recall_id))


def ask_for_reply(uow: Uow, council_id: CouncilId, recall_id: RecallId) -> None:
    """[Reply]: the holder writes it where they pressed."""
    recall = _replying(uow, council_id, recall_id)
    ask(uow, council_id, AskRecallReply(recall.recall_id))


def take_reply(uow: Uow, council_id: CouncilId, question: AskRecallReply, answer: Answer) -> None:
    """The reply, printed on the ballot; a later one takes its place until the ballot opens."""
    recall = _replying(uow, council_id, question.recall_id)
    text = ensure_text(answer.text)
    uow.change(recall, reply=text, is_silent=False)
    record(
        uow,
        recall.council_id,
        recalls_entries.Replied(reply=Words(text), mandate=recall.mandate_id),
        recall.recall_id,
        of_person=actor_id(uow),
    )
    reply(uow, RecallReplied(recall.recall_id), council_id=recall.council_id)


def ask_no_reply(uow: Uow, council_id: CouncilId, recall_id: RecallId) -> None:
    """[No reply]: asks first, as the ballot opens at once and the reply is lost."""
    recall = _replying(uow, council_id, recall_id)
    confirm(uow, council_id, ConfirmNoReply(recall.recall_id))


def decline_reply(uow: Uow, council_id: CouncilId, question: ConfirmNoReply) -> None:
    """Nothing is waited for: the ballot opens now, and says that there is no reply."""
    recall = _replying(uow, council_id, question.recall_id)
    uow.change(recall, is_silent=True, reply=None)
    record(uow, recall.council_id, recalls_entries.ReplyDeclined(mandate=recall.mandate_id), recall.recall_id)
    plan(uow, recall.council_id, OpenRecall(recall.recall_id), uow.now)


def _replying(uow: Uow, council_id: CouncilId, recall_id: RecallId) -> Recall:
    """The recall the actor may reply to now; raises NotHolderError, ReplyOverError, MandateOverError."""
    recall = uow.get(Recall, council_id, recall_id)
    if recall is None:
        raise ReplyOverError
    ensure_holder(uow, get_mandate(uow, council_id, recall.mandate_id))
    if recall.state is not RecallState.REPLY:
        raise ReplyOverError
    return recall
