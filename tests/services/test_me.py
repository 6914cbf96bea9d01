from dataclasses import replace

import pytest

from bot.domain.ballots.ballot import Ballot
from bot.domain.ground.entry import Entry, EntryText
from bot.domain.ground.messages import Confirmed
from bot.domain.ground.outgoing import Card, Outgoing
from bot.domain.ground.person import Person, Sender
from bot.domain.mandates.mandate import Mandate
from bot.domain.me.messages import ConfirmForget, Me, MeElsewhere
from bot.domain.recalls.recall import RecallCall
from bot.domain.reports.report import Report
from bot.reads.me.me import kept_about
from bot.services.ballots.decisions import show_decisions
from bot.services.ballots.proposals import propose
from bot.services.ballots.voting import cast_vote
from bot.services.council.delivery import mark_sent
from bot.services.council.panel import show
from bot.services.ground.dialogs import answer_confirm, confirm
from bot.services.ground.outbox import reply
from bot.services.ground.persons import identify
from bot.services.me.forget import remember
from bot.services.me.me import LanguageUnknownError, allow_reminders, choose_language
from bot.services.recalls.calls import post_call
from bot.services.record.verify import Fault, verify_record
from bot.services.record.why import why_message
from bot.services.reports.reports import Written, post_report
from tests.support.council import House
from tests.support.offices import seat


@pytest.fixture
def house():
    return House()


def fresh(house, person):
    return house.one(Person, person_id=person.person_id)


def forget(house, person):
    house.do(confirm, house.council_id, ConfirmForget(), by=person)
    house.do(answer_confirm, person.person_id, is_yes=True, by=person)


def put(house, text, by, yes=()):
    ballot = house.do(propose, house.council_id, text, None, by=by)
    for voter in yes:
        house.do(cast_vote, house.council_id, ballot.ballot_id, "yes", by=voter)
    return ballot


def test_me_lists_what_is_kept_page_by_page_and_no_choice(house):
    people = house.founded("Anna", "Ben", "Cleo")
    anna = people[0]
    for number in range(12):
        put(house, f"Proposal {number}", anna, yes=people)
        house.pass_time(days=4)
    kept = house.read(kept_about, anna)
    assert sum(one.kind == "proposed" for one in kept) == 12
    assert sum(one.kind == "voted" for one in kept) == 12
    seen = ""
    for page in range(3):
        house.do(show, "", Me(page), in_place=False, by=anna, chat_id=anna.telegram_id)
        seen += house.show(house.screens("me")[-1]).text
    assert "Name: Anna" in seen
    assert all(f"You proposed: Proposal {number} (" in seen for number in range(12))
    assert "Proposal 11 (yes" not in seen
    assert "shown to nobody" in seen


def test_me_names_the_votes_that_are_open_and_whether_one_has_voted(house):
    people = house.founded("Anna", "Ben", "Cleo")
    anna = people[0]
    put(house, "We buy a barrel\nof oak, for the rain of the whole winter", anna, yes=[anna])
    put(house, "We paint the fence", anna, yes=people[1:])
    house.do(show, "", Me(0), in_place=False, by=anna, chat_id=anna.telegram_id)
    seen = house.show(house.screens("me")[-1]).text
    assert "You voted on: We buy a barrel (" in seen
    assert "You may still vote on: We paint the fence (until 8 Mar 2026)" in seen
    assert "You may still vote on: We buy a barrel" not in seen
    house.pass_time(days=4)
    assert not [one for one in house.read(kept_about, anna) if one.kind == "may_vote"]


def test_me_in_a_group_shows_only_the_way_to_the_private_chat(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    house.do(show, "", MeElsewhere(), in_place=False, by=anna)
    shown = house.show(house.screens("me_elsewhere")[-1])
    assert shown.keyboard[0][0].url.startswith("https://t.me/mandate_bot?start=")
    assert "Anna" not in shown.text


def test_forget_erases_name_and_texts_and_leaves_the_record_valid(house):
    people = house.founded("Anna", "Ben", "Cleo")
    anna = people[0]
    adopted = put(house, "We buy a barrel", anna, yes=people)
    rejected = put(house, "Secret plan of Anna", anna)
    house.pass_time(days=4)
    before = house.read(verify_record, house.council_id)
    forget(house, anna)
    gone = fresh(house, anna)
    assert (gone.name, gone.username) == ("a former member", None)
    assert gone.forgotten_at == house.now
    assert house.one(Ballot, ballot_id=rejected.ballot_id).text == ""
    assert house.one(Ballot, ballot_id=adopted.ballot_id).text == "We buy a barrel"
    assert [text.text for text in house.find(EntryText)] == ["We buy a barrel"]
    assert not house.find(EntryText, person_id=anna.person_id)
    after = house.read(verify_record, house.council_id)
    assert after.findings == ()
    assert after.entries > before.entries
    assert after.erased == before.erased + 1
    assert "erased" in house.card(rejected.ballot_id).text


def test_answers_in_a_group_are_counted_as_messages_and_name_nobody_who_was_forgotten(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    said = [one.n for one in house.read(kept_about, anna) if one.kind == "messages"]
    house.do(reply, Confirmed(is_yes=True), by=anna)
    assert [one.n for one in house.read(kept_about, anna) if one.kind == "messages"] == [sum(said) + 1]
    before = {row.key for row in house.find(Outgoing)}
    forget(house, anna)
    assert before.isdisjoint(row.key for row in house.find(Outgoing, asker_id=anna.person_id))


def test_what_was_typed_in_a_group_is_in_no_answer_any_more(house):
    anna, ben, *_ = house.founded("Anna", "Ben", "Cleo")
    for who, words in ((anna, "rent strike"), (ben, "a barrel")):
        house.do(show_decisions, words, by=who)
    answers = house.find(Outgoing, asker_id=anna.person_id)
    house.do(mark_sent, answers[-1].outgoing_id, -1, 77)
    forget(house, anna)
    kept = str([row.params for row in house.find(Outgoing)])
    assert "rent strike" not in kept
    assert "a barrel" in kept


def test_a_ballot_that_runs_is_looked_at_after_its_close(house):
    people = house.founded("Anna", "Ben", "Cleo")
    running = put(house, "A running text", people[0])
    forget(house, people[0])
    assert house.one(Ballot, ballot_id=running.ballot_id).text == "A running text"
    house.pass_time(days=5)
    assert house.one(Ballot, ballot_id=running.ballot_id).text == ""
    assert not house.find(EntryText)
    assert house.read(verify_record, house.council_id).findings == ()


def test_the_forgotten_name_does_not_come_back_by_itself(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    forget(house, anna)
    sender = Sender(anna.telegram_id, "Anna", "anna", "en")
    assert house.do(lambda uow: identify(uow, sender)).name == "a former member"
    house.do(remember, "Anna", "anna", by=anna)
    assert fresh(house, anna).name == "Anna"
    assert fresh(house, anna).forgotten_at is None


def test_no_to_forget_changes_nothing(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    house.do(confirm, house.council_id, ConfirmForget(), by=anna)
    house.do(answer_confirm, anna.person_id, is_yes=False, by=anna)
    assert fresh(house, anna).name == "Anna"


@pytest.mark.parametrize(
    ("tamper", "fault"),
    [
        (lambda uow, entry: uow.change(entry, kind="other"), Fault.CHAIN),
        (lambda uow, entry: uow.change(entry, data={"x": 1}), Fault.CHAIN),
        (lambda uow, entry: uow.remove(entry), Fault.CHAIN),
        (lambda uow, _: uow.remove(uow.find(Entry)[-1]), Fault.HEAD),
        (lambda uow, _: uow.change(uow.find(EntryText)[0], text="another text"), Fault.TEXT),
    ],
)
def test_a_record_that_was_altered_does_not_verify(house, tamper, fault):
    people = house.founded("Anna", "Ben", "Cleo")
    put(house, "We buy a barrel", people[0])
    entry = house.find(Entry)[3]
    house.do(tamper, entry)
    findings = house.read(verify_record, house.council_id).findings
    assert [finding.fault for finding in findings] == [fault]


def test_language_and_reminders_are_ones_own(house):
    anna = house.person("Anna")
    house.do(choose_language, "ru", ("en", "ru"), by=anna)
    assert fresh(house, anna).language == "ru"
    with pytest.raises(LanguageUnknownError):
        house.do(choose_language, "tlh", ("en", "ru"), by=anna)
    house.do(allow_reminders, is_on=False, by=anna)
    assert not fresh(house, anna).allows_reminders


def test_the_language_follows_telegram_until_one_is_chosen(house):
    anna = house.person("Anna")
    sender = Sender(anna.telegram_id, anna.name, anna.username, "ru")
    assert house.do(lambda uow: identify(uow, sender)).language == "ru"
    assert house.do(lambda uow: identify(uow, replace(sender, language=None))).language == "ru"
    house.do(choose_language, "en", ("en", "ru"), by=anna)
    assert house.do(lambda uow: identify(uow, sender)).language == "en"


def test_forget_erases_what_a_mandate_holder_wrote_and_keeps_dates_and_verdicts(house):
    people = house.founded("Anna", "Ben", "Cleo")
    anna, ben, _ = people
    (mandate,) = seat(house, anna, has_report_backs=True)
    posted = house.do(post_report, mandate, Written("All is well", files=(("photo", "F1"),)), by=anna).report
    house.do(post_call, mandate, "She never answers", by=ben)
    forget(house, anna)
    report = house.one(Report)
    assert (report.text, report.files, report.posted_at) == ("", (), posted.posted_at)
    assert not house.find(EntryText, person_id=anna.person_id)
    assert house.one(RecallCall).grounds == "She never answers"
    forget(house, ben)
    assert house.one(RecallCall).grounds == ""
    assert house.one(Mandate).ended_at is None
    assert house.read(verify_record, house.council_id).findings == ()
    for card in house.find(Card):
        assert "Anna" not in house.show(card).text
        assert "never answers" not in house.show(card).text


def test_the_reminder_of_a_report_back_is_explained(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    seat(house, anna, has_report_backs=True)
    house.pass_time(days=30)
    told = house.screens("report_reminder")[-1]
    house.do(mark_sent, told.outgoing_id, anna.telegram_id, 66)
    house.do(why_message, 66, by=anna, chat_id=anna.telegram_id)
    text = house.show(house.screens("why_reminder")[-1]).text
    assert "Anna (Treasurer) owes the council a report by the end of" in text
    assert "3 days and 1 day before" in text


def test_me_and_forget_promise_what_privacy_does(house):
    anna, *_ = house.founded("Anna", "Ben", "Cleo")
    for said in (Me(0), ConfirmForget(asked_id=anna.person_id)):
        house.do(reply, said, council_id=house.council_id, by=anna, chat_id=anna.telegram_id)
        assert "for the count alone" not in house.show(house.screens()[-1]).text
