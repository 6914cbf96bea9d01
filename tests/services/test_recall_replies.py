"""From the threshold to the ballot: who is told, what the holder replies, when the ballot opens."""

from datetime import timedelta

import pytest

from bot.domain.ballots.ballot import BallotState, NotInElectorateError
from bot.domain.ballots.elector import Elector
from bot.domain.ground.dialog import Answer
from bot.domain.ground.entry import EntryText
from bot.domain.ground.outgoing import Outgoing, OutgoingState
from bot.domain.mandates.mandate import NotHolderError
from bot.domain.recalls.recall import Recall, RecallState, ReplyOverError
from bot.domain.roll.member import Member, MemberState
from bot.services.ground.answering import answer_dialog
from bot.services.recalls.replies import ask_for_reply, ask_no_reply
from bot.services.roll.roll import ensure_member
from handlers.views.ground.errors import words_for
from handlers.views.ground.words import bare
from tests.support.council import GROUP, words
from tests.support.recalls import ballot_of, council_of, deliver, reached, say_yes, signal, vote


def test_the_ballot_opens_24_hours_after_delivery_without_the_holder():
    house, mandate, holder, others = council_of(12)
    recall = reached(house, mandate, others)
    assert recall.state is RecallState.REPLY
    house.pass_time(hours=23, minutes=59)
    assert house.one(Recall).state is RecallState.REPLY
    house.pass_time(minutes=1)
    recall = house.one(Recall)
    assert recall.state is RecallState.BALLOT
    assert recall.delivered_at is not None
    ballot = ballot_of(house)
    assert (ballot.state, ballot.electorate) == (BallotState.OPEN, 11)
    assert house.find(Elector, ballot_id=ballot.ballot_id, elector_id=holder.person_id) == []
    with pytest.raises(NotInElectorateError) as refused:
        vote(house, ballot, "no", holder)
    assert "this ballot is about you" in words_for(refused.value, words("en"))


def test_delivered_late_the_24_hours_count_from_then():
    house, mandate, _, others = council_of(12)
    signal(house, mandate, *others[:3])
    house.pass_time(hours=11)
    deliver(house)
    house.pass_time(hours=23)
    assert house.one(Recall).state is RecallState.REPLY
    house.pass_time(hours=1)
    assert house.one(Recall).state is RecallState.BALLOT


def test_never_delivered_it_opens_48_hours_after_the_threshold_at_the_latest():
    house, mandate, _, others = council_of(12)
    signal(house, mandate, *others[:3])
    at = house.now
    house.pass_time(hours=47, minutes=59)
    assert house.one(Recall).state is RecallState.REPLY
    house.pass_time(minutes=1)
    assert house.one(Recall).state is RecallState.BALLOT
    assert house.now - at == timedelta(hours=48)
    assert house.one(Recall).delivered_at is None


def test_delivered_after_30_hours_the_48_hours_end_it():
    house, mandate, _, others = council_of(12)
    signal(house, mandate, *others[:3])
    house.pass_time(hours=30)
    deliver(house)
    house.pass_time(hours=18)
    assert house.one(Recall).state is RecallState.BALLOT


def test_the_group_and_the_holder_are_told():
    house, mandate, holder, others = council_of(12)
    reached(house, mandate, others)
    (group,) = house.screens("recall_reached")
    (private,) = house.screens("recall_reply_wanted")
    told = bare(house.show(group).text)
    assert told.startswith("Enough members lost confidence in P0 as Treasurer (3 needed). P0 can answer until Fri")
    assert told.endswith("Then we vote.")
    assert f"tg://user?id={holder.telegram_id}" in house.show(group).text
    assert private.person_id == holder.person_id
    assert [button.label for row in house.show(private).keyboard for button in row] == ["Reply", "No reply"]


def test_the_reply_is_printed_on_the_ballot_and_can_be_changed_until_then():
    house, mandate, holder, others = council_of(12)
    recall = reached(house, mandate, others)
    for text in ("I was ill.", "I was ill, here is my report."):
        house.do(ask_for_reply, house.council_id, recall.recall_id, by=holder, chat_id=holder.telegram_id)
        assert house.do(answer_dialog, Answer(text), is_group=False, by=holder, chat_id=holder.telegram_id)
    house.pass_time(hours=24)
    card = house.card(ballot_of(house).ballot_id).text
    assert "Shall P0 lose the office of Treasurer at once?" in card
    assert "Reply of P0: I was ill, here is my report." in card
    assert "I was ill, here is my report." in {text.text for text in house.find(EntryText)}
    with pytest.raises(ReplyOverError):
        house.do(ask_for_reply, house.council_id, recall.recall_id, by=holder)


def test_a_long_reply_follows_in_full():
    house, mandate, holder, others = council_of(12)
    recall = reached(house, mandate, others)
    text = "word " * 590 + "end"
    house.do(ask_for_reply, house.council_id, recall.recall_id, by=holder, chat_id=holder.telegram_id)
    house.do(answer_dialog, Answer(text), is_group=False, by=holder, chat_id=holder.telegram_id)
    house.pass_time(hours=24)
    assert len(house.card(ballot_of(house).ballot_id).text) < 4096
    (full,) = house.screens("recall_reply_text")
    assert text in house.show(full).text


def test_no_reply_opens_the_ballot_at_once():
    house, mandate, holder, others = council_of(12)
    recall = reached(house, mandate, others)
    with pytest.raises(NotHolderError):
        house.do(ask_no_reply, house.council_id, recall.recall_id, by=others[0])
    house.do(ask_no_reply, house.council_id, recall.recall_id, by=holder)
    house.pass_time(seconds=1)
    assert house.one(Recall).state is RecallState.REPLY
    say_yes(house, holder)
    house.pass_time(seconds=1)
    assert house.one(Recall).state is RecallState.BALLOT
    assert "P0 said that there will be no reply." in house.card(ballot_of(house).ballot_id).text


def test_the_mention_in_the_group_is_no_delivery_to_somebody_kept_out_of_it():
    house, mandate, holder, others = council_of(12)
    house.do(lambda uow: uow.change(uow.get(Member, house.council_id, holder.person_id), kept_out_at=uow.now))
    signal(house, mandate, *others[:3])
    house.pass_time(hours=1)

    def send_to_the_group(uow):
        (row,) = uow.find(Outgoing, screen="recall_reached")
        uow.change(row, state=OutgoingState.SENT, sent_at=uow.now)

    house.do(send_to_the_group)
    house.pass_time(hours=24)
    assert house.one(Recall).state is RecallState.REPLY
    house.pass_time(hours=23)
    assert house.one(Recall).state is RecallState.BALLOT


def test_the_holder_may_reply_in_the_group_as_well():
    house, mandate, holder, others = council_of(12)
    recall = reached(house, mandate, others)
    with pytest.raises(NotHolderError):
        house.do(ask_for_reply, house.council_id, recall.recall_id, by=others[0])
    house.do(ask_for_reply, house.council_id, recall.recall_id, by=holder)
    (asked,) = house.screens("ask_recall_reply")
    assert asked.person_id is None
    assert f"tg://user?id={holder.telegram_id}" in house.show(asked).text
    assert house.show(asked).ask_placeholder == "Your reply"
    house.do(lambda uow: uow.change(asked, chat_id=GROUP, message_id=78))
    assert house.do(answer_dialog, Answer("Judge me by my report.", reply_to=78), is_group=True, by=holder)
    assert house.one(Recall).reply == "Judge me by my report."


def test_reply_goes_from_what_offered_it_once_the_ballot_opens():
    house, mandate, _, others = council_of(12)
    reached(house, mandate, others)
    told = [*house.screens("recall_reached"), *house.screens("recall_reply_wanted")]
    assert all(house.show(row).keyboard for row in told)
    house.pass_time(hours=24)
    turned = [row for row in house.screens() if row.screen in {"recall_reached", "recall_reply_wanted"}][len(told) :]
    assert {(row.chat_id, row.message_id) for row in turned} == {
        (row.chat_id, row.message_id) for row in house.screens() if row in told
    }
    for row in turned:
        assert "The time for a reply is over." in house.show(row).text
        assert not house.show(row).keyboard


def all_rest(house, people):
    """All of them rest, however long they have been awake."""

    def rest(uow):
        for person in people:
            place = uow.get(Member, house.council_id, person.person_id)
            uow.change(place, state=MemberState.RESTING)

    house.do(rest)


def newest(house, screen):
    return bare(house.show(house.screens(screen)[-1]).text)


def test_where_all_others_rest_nobody_is_promised_a_vote_before_one_of_them_is_back():
    house, mandate, holder, others = council_of(6)
    all_rest(house, others)
    reached(house, mandate, others)
    assert "Then we vote" not in newest(house, "recall_reached")
    assert "All others rest or wait now: we vote after that" in newest(house, "recall_reached")
    assert "as soon as one of them can vote" in newest(house, "recall_reply_wanted")
    house.pass_time(hours=30)
    assert house.one(Recall).state is RecallState.REPLY
    assert "we vote as soon as one of them can. Until then P0 can answer." in newest(house, "recall_reached")
    private = holder.telegram_id
    house.do(ask_for_reply, house.council_id, house.one(Recall).recall_id, by=holder, chat_id=private)
    house.do(answer_dialog, Answer("I was away."), is_group=False, by=holder, chat_id=private)
    assert house.one(Recall).reply == "I was away."
    house.do(ensure_member, house.council_id, by=others[0])
    house.pass_time(hours=1)
    assert house.one(Recall).state is RecallState.BALLOT
    assert ballot_of(house).state is BallotState.OPEN


def test_who_goes_to_rest_while_the_holder_may_reply_makes_what_was_promised_be_said_anew():
    house, mandate, _, others = council_of(6)
    reached(house, mandate, others)
    assert newest(house, "recall_reached").endswith("Then we vote.")
    all_rest(house, others)
    house.pass_time(hours=24)
    assert "we vote as soon as one of them can" in newest(house, "recall_reached")
    drawn = len(house.screens("recall_reached"))
    house.pass_time(hours=10)
    assert len(house.screens("recall_reached")) == drawn


def test_a_recall_that_came_to_no_vote_before_the_term_was_over_says_so():
    house, mandate, _, others = council_of(6)
    all_rest(house, others)
    reached(house, mandate, others)
    house.pass_time(seconds=(mandate.ends_at - house.now).total_seconds())
    assert house.one(Recall).state is RecallState.LAPSED
    for screen in ("recall_reached", "recall_reply_wanted"):
        assert "It came to no vote: the mandate ended before." in newest(house, screen)
        assert not house.show(house.screens(screen)[-1]).keyboard
    assert "The recall came to no vote." in newest(house, "mandate_ended")
