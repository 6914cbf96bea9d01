"""Every table: own ids, council_id first in every key, unique constraint and index of what belongs to a council."""

from collections.abc import Sequence

from bot.domain.ballots.ballot import Ballot, Second
from bot.domain.ballots.booth import BoothPaper
from bot.domain.ballots.elector import Choice, Elector
from bot.domain.council.council import Council, Former
from bot.domain.elections.nominee import Nominee
from bot.domain.elections.office import Office
from bot.domain.ground.broadcast import Broadcast
from bot.domain.ground.dialog import Dialog
from bot.domain.ground.due import Due
from bot.domain.ground.entry import Entry, EntryText
from bot.domain.ground.errand import Errand
from bot.domain.ground.inbox import Heartbeat, InboxKey, Incoming
from bot.domain.ground.letter import Early, Received, Sent
from bot.domain.ground.outgoing import Card, Outgoing
from bot.domain.ground.person import Person
from bot.domain.ground.refusal import Refusal
from bot.domain.instructions.instruction import Breach, Instruction
from bot.domain.mandates.mandate import Alternate, Mandate, Successor
from bot.domain.recalls.recall import Recall, RecallCall
from bot.domain.recalls.signal import Signal
from bot.domain.reports.report import Question, Rating, Report, ReportBack
from bot.domain.roll.member import Member, Vouch
from bot.domain.roll.seat import Seat
from storage.rows import Kept, metadata

C = "council_id"

KEPT: dict[type, Kept] = {}


def keep(
    kind: type,
    name: str,
    key: Sequence[str],
    unique: Sequence[Sequence[str]] = (),
    index: Sequence[Sequence[str]] = (),
    *,
    is_unordered: bool = False,
) -> None:
    """Keep rows of this kind in a table of their own."""
    KEPT[kind] = Kept(kind, name, key, unique, index, is_unordered=is_unordered)


keep(Person, "persons", ["person_id"], unique=[["telegram_id"]], index=[["username"], ["first_name"]])
keep(Council, "councils", [C], unique=[["chat_id"]])
keep(Former, "former_names", ["name"])
keep(Member, "members", [C, "person_id"], index=[["person_id"], [C, "state", "may_vote_at"]])
keep(Seat, "seats", [C, "seat_id"])
keep(Vouch, "vouches", [C, "person_id", "voucher_id"])
keep(Ballot, "ballots", [C, "ballot_id"], index=[[C, "state"], [C, "number"], ["state"]])
keep(Elector, "electors", [C, "ballot_id", "elector_id"])
keep(Choice, "choices", [C, "ballot_id", "elector_id"])
keep(BoothPaper, "booth_papers", [C, "ballot_id", "person_id"])
keep(Second, "seconds", [C, "ballot_id", "person_id"])
keep(Office, "offices", [C, "office_id"], unique=[[C, "key"]])
keep(Nominee, "nominees", [C, "ballot_id", "person_id"])
keep(Mandate, "mandates", [C, "mandate_id"], index=[[C, "office_id"], [C, "person_id"], ["person_id"]])
keep(Successor, "successors", [C, "mandate_id"], index=[[C, "office_id"]])
keep(Alternate, "alternates", [C, "ballot_id", "rank"])
keep(Instruction, "instructions", [C, "instruction_id"], index=[[C, "office_id"]])
keep(Breach, "breaches", [C, "breach_id"], index=[[C, "mandate_id"]])
keep(ReportBack, "report_backs", [C, "report_back_id"], index=[[C, "mandate_id"], ["state"]])
keep(Report, "reports", [C, "report_id"], index=[[C, "mandate_id"]])
keep(Rating, "ratings", [C, "report_id", "person_id"])
keep(Question, "questions", [C, "question_id"], index=[[C, "report_id"]])
keep(Signal, "signals", [C, "mandate_id", "person_id"])
keep(Recall, "recalls", [C, "recall_id"], index=[[C, "mandate_id"]])
keep(RecallCall, "recall_calls", [C, "call_id"], index=[[C, "mandate_id"]])
keep(Entry, "entries", [C, "sequence"], index=[[C, "subject_id"]])
keep(EntryText, "entry_texts", [C, "sequence", "name"], index=[["person_id"]])
keep(Refusal, "refusals", [C, "person_id"])
keep(Card, "cards", [C, "card_id"], index=[[C, "subject_id"], ["is_dirty"], ["chat_id", "message_id"]])
keep(
    Outgoing,
    "outgoing",
    ["outgoing_id"],
    unique=[["key"]],
    index=[
        ["state", "next_at"],
        ["chat_id", "message_id"],
        ["asker_id", "chat_id", "state"],
        ["person_id", "state"],
        [C, "person_id", "state"],
    ],
)
keep(Due, "due", [C, "due_id"], unique=[[C, "key"]], index=[["done_at", "due_at"]])
keep(Broadcast, "broadcasts", ["broadcast_id"])
keep(Sent, "letters_sent", [C, "receiver_id", "number"])
keep(Received, "letters_received", [C, "sender_id"])
keep(Early, "letters_early", [C, "sender_id", "number"])
keep(Dialog, "dialogs", ["chat_id", "person_id"])
keep(Errand, "errands", ["errand_id"])
keep(Incoming, "inbox", ["update_id"], index=[["done_on"]])
keep(InboxKey, "inbox_keys", ["key_id"])
keep(Heartbeat, "heartbeats", ["name"])

__all__ = ["KEPT", "metadata"]
