"""Every table: own ids, council_id first in every key, unique constraint and index of what belongs to a council."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.domain.ballots.added import AddedOption
from bot.domain.ballots.ballot import Ballot, Second
from bot.domain.ballots.elector import Choice, Elector
from bot.domain.ballots.papers import Pile, Slot
from bot.domain.charter.charter import Charter
from bot.domain.council.claim import Claim, Vacated
from bot.domain.council.council import Council, Former
from bot.domain.elections.nominee import Nominee
from bot.domain.elections.office import Office
from bot.domain.ground.broadcast import Broadcast
from bot.domain.ground.dialog import Dialog
from bot.domain.ground.due import Due
from bot.domain.ground.entry import Entry, EntryText
from bot.domain.ground.errand import Errand
from bot.domain.ground.inbox import Heartbeat, InboxKey, Incoming
from bot.domain.ground.installation import Installation, StrayKey
from bot.domain.ground.letter import Early, Received, Sent
from bot.domain.ground.outgoing import Card, Outgoing
from bot.domain.ground.person import Person
from bot.domain.ground.personal import Personal, Words
from bot.domain.ground.refusal import Refusal
from bot.domain.ground.voices import Voice, VoiceKey
from bot.domain.instructions.instruction import Breach, Instruction
from bot.domain.mandates.mandate import Alternate, Mandate, Successor
from bot.domain.recalls.recall import Recall, RecallCall
from bot.domain.reports.draft import KeptDraft
from bot.domain.reports.report import Question, Report, ReportBack
from bot.domain.roll.member import Member, Vouch
from bot.domain.roll.seat import Seat
from bot.domain.roll.seen import Seen
from bot.services.registers.deciders import RESULTS
from bot.services.registers.kinds import SUBJECTS
from storage.rows import Kept, metadata

C = "council_id"

KEPT: dict[type, Kept] = {}
PERSONAL: dict[type, Personal] = {}


def keep(
    kind: type,
    name: str,
    key: Sequence[str],
    unique: Sequence[Sequence[str]] = (),
    index: Sequence[Sequence[str]] = (),
    *,
    about: Sequence[str] = (),
    words: Mapping[str, Words] | None = None,
    plain: Sequence[str] = (),
    goes_with: str | None = None,
    shown_on: str | None = None,
    listed: tuple[str, str] | None = None,
    **ways: Any,
) -> None:
    """Keep rows of this kind in a table of their own. What of it concerns whom: see bot.domain.ground.personal.

    `ways`: how they are read and written, see storage.rows.Kept.
    """
    KEPT[kind] = Kept(kind, name, key, unique, index, **ways)
    PERSONAL[kind] = Personal(tuple(about), words or {}, tuple(plain), goes_with, shown_on, listed)


def own(column: str) -> Words:
    """Words of the person whom this column names."""
    return Words(of=column)


DECIDED = Words(rule="erased, unless the council adopted it or is voting on it")
HOLDERS = Words(rule="of the holder of the mandate: erased")
STAYS = Words(rule="what the council adopted: stays")
SAID = Words(rule="messages to the person go once they are sent; what the group was told stays a while, then goes")
DONE = Words(rule="blanked as soon as the update is done")
NAMES: dict[str, Words] = dict.fromkeys(
    ("name", "first_name", "last_name", "first_start", "last_start", "username", "lost_username", "zone"),
    Words(rule="erased, until the person returns"),
)
PROPOSED: dict[str, Words] = dict.fromkeys(("text", "options", "topics", "subject", "files"), DECIDED)
COUNTED = ("rules", "counts", "result", "ended", "lot_commitment", "lot_seed")


keep(
    Person,
    "persons",
    ["person_id"],
    unique=[["telegram_id"]],
    index=[["username"], ["first_name"], ["last_name"], ["first_start"], ["last_start"], ["lost_username"]],
    about=["person_id"],
    words=NAMES,
    plain=["language"],
)
keep(
    Council,
    "councils",
    [C],
    unique=[["chat_id"]],
    index=[["state", "title"]],
    typed_later=["rights"],
    plain=["title", "language", "zone", "charter", "rights", "head", "other_bots", "removed"],
)
keep(Claim, "claims", [C, "former_id", "person_id"], about=["person_id"], plain=["former_id"])
keep(Vacated, "vacated", [C, "chat_id"], index=[["chat_id"]])
keep(Former, "former_names", ["name"], plain=["name"])
keep(
    Member,
    "members",
    [C, "person_id"],
    index=[
        ["person_id"],
        ["kept_out_by_id"],
        [C, "state", "may_vote_at"],
        [C, "state", "last_act_at"],
        [C, "joined_at", "person_id"],
        [C, "ended_at"],
    ],
    about=["person_id", "kept_out_by_id"],
)
keep(Seen, "seen_in_chats", [C, "person_id"], about=["person_id"])
keep(Seat, "seats", [C, "seat_id"], about=["holder_id"])
keep(Vouch, "vouches", [C, "person_id", "voucher_id"], index=[[C, "voucher_id"]], about=["person_id", "voucher_id"])
keep(
    Ballot,
    "ballots",
    [C, "ballot_id"],
    index=[[C, "state", "closed_at"], [C, "number"], [C, "proposer_id"], ["state"]],
    about=["proposer_id"],
    words=PROPOSED,
    plain=COUNTED,
    listed=("text", "created_at"),
    told_by={"subject": ("kind", SUBJECTS), "result": ("method", RESULTS)},
    codecs={"rules": (Charter.copied, Charter.from_json)},
)
keep(AddedOption, "added_options", [C, "ballot_id", "place"], about=["person_id"])
keep(Elector, "electors", [C, "ballot_id", "elector_id"], index=[["holder_id"]], is_whole=True, about=["holder_id"])
keep(Choice, "choices", [C, "ballot_id", "elector_id"], is_whole=True, plain=["picks"])
keep(Slot, "slots", [C, "ballot_id", "slot"], is_unordered=True, is_whole=True, plain=["slot", "sealed"])
keep(Pile, "piles", [C, "ballot_id"], is_whole=True, plain=["totals", "heads", "pairs", "rankings"])
keep(Second, "seconds", [C, "ballot_id", "person_id"], about=["person_id"])
keep(Office, "offices", [C, "office_id"], unique=[[C, "key"]], about=["created_by_id"], plain=["name", "key"])
keep(
    Nominee,
    "nominees",
    [C, "ballot_id", "person_id"],
    is_whole=True,
    about=["person_id", "nominated_by_id"],
    words={"introduction": own("person_id")},
    plain=["option"],
    shown_on="ballot_id",
)
keep(
    Mandate,
    "mandates",
    [C, "mandate_id"],
    index=[[C, "office_id"], [C, "person_id"], [C, "ended_at"], ["person_id"]],
    about=["person_id"],
)
keep(Successor, "successors", [C, "mandate_id"], index=[[C, "office_id"]], about=["person_id"])
keep(Alternate, "alternates", [C, "ballot_id", "rank"], about=["person_id"])
keep(
    Instruction,
    "instructions",
    [C, "instruction_id"],
    index=[[C, "office_id"]],
    about=["answered_by_id"],
    words={"reasons": own("answered_by_id"), "text": STAYS},
)
keep(Breach, "breaches", [C, "breach_id"], index=[[C, "mandate_id"]], words={"reasons": HOLDERS}, plain=["ended_by"])
keep(ReportBack, "report_backs", [C, "report_back_id"], index=[[C, "mandate_id"], ["state"]])
keep(
    Report,
    "reports",
    [C, "report_id"],
    index=[[C, "mandate_id"]],
    about=["person_id"],
    words={"text": own("person_id"), "files": own("person_id")},
    plain=["claims", "result"],
    shown_on="report_id",
    listed=("text", "posted_at"),
)
keep(
    KeptDraft,
    "kept_drafts",
    [C, "mandate_id"],
    about=["person_id"],
    words={"text": own("person_id"), "files": own("person_id")},
    plain=["claims"],
    goes_with="person_id",
)
keep(
    Question,
    "questions",
    [C, "question_id"],
    index=[[C, "report_id"]],
    about=["asked_by_id"],
    words={"text": own("asked_by_id"), "answer": HOLDERS},
    shown_on="report_id",
    listed=("text", "asked_at"),
)
keep(
    Voice, "voices", [C, "subject_id", "slot"], is_unordered=True, is_whole=True, plain=["subject_id", "slot", "sealed"]
)
keep(VoiceKey, "voice_keys", [C, "subject_id"], plain=["subject_id"])
keep(Recall, "recalls", [C, "recall_id"], index=[[C, "mandate_id"]], words={"reply": HOLDERS})
keep(
    RecallCall,
    "recall_calls",
    [C, "call_id"],
    index=[[C, "mandate_id"]],
    about=["person_id"],
    words={"grounds": own("person_id")},
    shown_on="call_id",
    listed=("grounds", "called_at"),
)
keep(
    Entry,
    "entries",
    [C, "sequence"],
    index=[[C, "subject_id"], [C, "actor_id"], ["kind"]],
    about=["actor_id"],
    plain=["kind", "cause", "subject_id", "previous", "digest", "data"],
    typed_later=["data"],
)
keep(
    EntryText,
    "entry_texts",
    [C, "sequence", "name"],
    index=[["person_id"]],
    about=["person_id"],
    words={"text": DECIDED},
    plain=["name", "salt"],
)
keep(
    Refusal,
    "refusals",
    [C, "person_id"],
    about=["person_id"],
    words={"fields": own("person_id")},
    plain=["act", "code"],
    typed_later=["fields"],
    goes_with="person_id",
)
keep(
    Card,
    "cards",
    [C, "card_id"],
    index=[[C, "subject_id"], ["is_dirty"], ["chat_id", "message_id"]],
    plain=["screen", "subject_id", "verbs"],
)
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
        [C, "about_id"],
    ],
    about=["person_id", "asker_id"],
    words={"params": SAID},
    plain=["key", "screen", "trouble", "verbs", "about_id"],
    typed_later=["params"],
)
keep(
    Due,
    "due",
    [C, "due_id"],
    unique=[[C, "key"]],
    index=[["done_at", "due_at"]],
    plain=["key", "kind", "subject", "stopped"],
    typed_later=["subject"],
)
keep(Broadcast, "broadcasts", ["broadcast_id"], plain=["kind", "data", "cursor"], typed_later=["data"])
keep(Sent, "letters_sent", [C, "receiver_id", "number"], plain=["kind", "data"], typed_later=["data"])
keep(Received, "letters_received", [C, "sender_id"])
keep(Early, "letters_early", [C, "sender_id", "number"], plain=["kind", "data"], typed_later=["data"])
keep(
    Dialog,
    "dialogs",
    ["chat_id", "person_id"],
    about=["person_id"],
    words={"state": own("person_id")},
    plain=["kind"],
    typed_later=["state"],
    goes_with="person_id",
)
keep(Errand, "errands", ["errand_id"], about=["person_id"], words={"raw": own("person_id")}, goes_with="person_id")
keep(Incoming, "inbox", ["update_id"], index=[["done_on"]], words={"sealed": DONE})
keep(InboxKey, "inbox_keys", ["key_id"])
keep(StrayKey, "stray_keys", ["key_id"])
keep(Installation, "installations", ["installation_id"])
keep(Heartbeat, "heartbeats", ["name"], plain=["name"])

__all__ = ["KEPT", "PERSONAL", "metadata"]
