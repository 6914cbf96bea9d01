"""The charter: read by everybody, changed by a vote, applied by machine (SPEC section 3, "charter change")."""

from dataclasses import replace

from bot.domain.ballots.ballot import RUNNING, Ballot, BallotState, Method, Outcome
from bot.domain.ballots.results import ResultOfYesNo
from bot.domain.ballots.subject import CharterSubject
from bot.domain.charter import entries as charter_entries
from bot.domain.charter.change import Change
from bot.domain.charter.charter import ChangeMethod, Charter, RuleConflictError, RuleValueError, change_method
from bot.domain.charter.messages import CharterChanged, CharterNotApplied
from bot.domain.council.council import Council
from bot.domain.ground.entry import Entry
from bot.domain.ground.errors import DomainError
from bot.domain.ground.ids import BallotId, CouncilId
from bot.domain.ground.kept import name_of
from bot.domain.ground.languages import SPOKEN, language_code
from bot.domain.ground.told import Fields, NotApplied
from bot.domain.roll.member import Member
from bot.services.ballots.ballots import open_ballot
from bot.services.ballots.charging import charge
from bot.services.ballots.durations import duration_s
from bot.services.ballots.proposals import ask_seconds
from bot.services.ballots.queue import ensure_may_put
from bot.services.ballots.seconds import needs_seconds
from bot.services.council.council import charter_in_force, get_council
from bot.services.ground.outbox import tell_council
from bot.services.ground.persons import actor_id, topic_here
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.record import record
from bot.services.roll.roll import ensure_voter


class RuleSameError(DomainError):
    """The rule has this value already; fields `rule`, `value`."""

    code = "rule_same"


class CharterFoundingError(DomainError):
    """No charter change in the founding window; fields `rule`, `until_at`."""

    code = "charter_founding"


class ChangeRunningError(DomainError):
    """The very same change is being voted on already; fields `rule`, `value`."""

    code = "change_running"


def draft_change(reads: Reads, council_id: CouncilId, rule: str, text: str) -> Change:
    """Check a change before it is put to the vote.

    Raises RuleUnknownError, RuleValueError, RuleConflictError, ZoneUnknownError, RuleSameError, CharterFoundingError.
    """
    council = get_council(reads, council_id)
    charter = charter_in_force(council)
    changed = _with_language(charter, text) if rule == "language" else charter.with_value(rule, text)
    if changed.text(rule) == charter.text(rule):
        raise RuleSameError(rule=rule, value=charter.text(rule))
    is_ordinary = change_method(rule) is ChangeMethod.ORDINARY
    is_founding = council.is_founding(reads.now)
    if is_founding and not is_ordinary:
        raise CharterFoundingError(rule=rule, until_at=council.founding_ends_at)
    return Change(rule, charter.text(rule), changed.text(rule), is_ordinary, is_founding)


def _with_language(charter: Charter, text: str) -> Charter:
    """By its code or its name. One without a catalog would leave every card in English: those there are, are named."""
    try:
        changed = charter.with_value("language", language_code(text))
    except RuleValueError:
        raise _not_spoken(charter, text) from None
    if changed.text("language") not in SPOKEN:
        raise _not_spoken(charter, text)
    return changed


def _not_spoken(charter: Charter, text: str) -> RuleValueError:
    example, choices = charter.text("language"), tuple(sorted(SPOKEN))
    return RuleValueError(
        rule="language", got=text, lowest=None, highest=None, choices=choices, example=example, why=None
    )


def change_of(uow: Uow, member: Member, rule: str, text: str) -> Change:
    """The same as this member may make it. Raises what `draft_change` raises.

    In the founding window any founder sets what is ordinary at once, but whom another founder overruled: so nobody
    turns the group's language against the others again and again.
    """
    change = draft_change(uow, member.council_id, rule, text)
    if not (change.is_at_once and member.is_founder):
        return replace(change, is_at_once=False)
    is_overruled = _is_overruled(uow, member, rule)
    return replace(change, is_at_once=not is_overruled, is_overruled=is_overruled)


def _is_overruled(reads: Reads, member: Member, rule: str) -> bool:
    """Whether they have set it before, and somebody else last."""
    kind = name_of(charter_entries.CharterChanged)
    found = reads.find(Entry, council_id=member.council_id, kind=kind, order="sequence")
    setters = [entry.actor_id for entry in found if entry.data["rule"] == rule]
    return member.person_id in setters and setters[-1] != member.person_id


def change_charter(uow: Uow, council_id: CouncilId, rule: str, text: str) -> Ballot | None:
    """Put a change to the vote; in the founding window language, zone and topic are set at once (None).

    Raises NotOnRollError, StillWaitingError, ChangeRunningError, and what change_of and ensure_may_put raise.
    """
    change = change_of(uow, ensure_voter(uow, council_id), rule, text)
    if change.is_at_once:
        apply_rule(uow, get_council(uow, council_id), change.rule, change.new, council_id)
        return None
    _ensure_new(uow, council_id, change)
    return _put_up(uow, council_id, change)


def _ensure_new(uow: Uow, council_id: CouncilId, change: Change) -> None:
    running = uow.find(Ballot, council_id=council_id, kind=CharterSubject.KIND, state=RUNNING)
    wanted = [ballot.about(CharterSubject) for ballot in running]
    if any((subject.rule, subject.value) == (change.rule, change.new) for subject in wanted):
        raise ChangeRunningError(rule=change.rule, value=change.new)


def _put_up(uow: Uow, council_id: CouncilId, change: Change) -> Ballot:
    """As with proposals, others must want it first where the charter asks for seconds."""
    needed = needs_seconds(uow, council_id)
    ensure_may_put(uow, council_id, seconds=needed)
    ballot = Ballot(
        council_id,
        BallotId(uow.new_id()),
        CharterSubject.KIND,
        Method.YES_NO,
        BallotState.SECONDING if needed else BallotState.QUEUED,
        f"{change.rule}: {change.old} → {change.new}",
        uow.now,
        duration_s(uow, council_id, CharterSubject.KIND),
        proposer_id=actor_id(uow),
        thread_id=topic_here(uow),
        subject=CharterSubject(change.rule, change.old, change.new, change.is_ordinary, needed),
    )
    charge(uow, ballot)
    uow.add(ballot)
    record(
        uow,
        council_id,
        charter_entries.CharterProposed(rule=change.rule, old=change.old, new=change.new),
        ballot.ballot_id,
    )
    return ask_seconds(uow, ballot) if needed else open_ballot(uow, ballot)


def close_charter_change(uow: Uow, council: Council, ballot: Ballot) -> None:
    """Adopted, the value is applied by machine, unless it no longer fits the other rules: then that is said."""
    if ballot.outcome is not Outcome.ADOPTED or ballot.is_practice:
        return
    subject = ballot.about(CharterSubject)
    rule, value = subject.rule, subject.value
    try:
        charter_in_force(council).with_value(rule, value)
    except (RuleConflictError, RuleValueError) as conflict:
        _note_conflict(uow, ballot, conflict)
    else:
        apply_rule(uow, council, rule, value, ballot.ballot_id)


def _note_conflict(uow: Uow, ballot: Ballot, conflict: DomainError) -> None:
    """Other rules changed while it was voted on: it is not applied, and the council is told why."""
    fields = Fields.of({k: v for k, v in conflict.fields.items() if k != "choices"})
    why = NotApplied(conflict.code, fields)
    uow.change(ballot, result=replace(ballot.came_to(ResultOfYesNo), not_applied=why))
    record(
        uow,
        ballot.council_id,
        charter_entries.CharterNotApplied(rule=ballot.about(CharterSubject).rule, why=why),
        ballot.ballot_id,
    )
    tell_council(uow, ballot.council_id, CharterNotApplied(ballot.ballot_id), once=f"not_applied:{ballot.ballot_id}")


def apply_rule(uow: Uow, council: Council, rule: str, value: str, source_id: str) -> Council:
    """Set a rule. `source_id`: the ballot that decided it, or the council in its founding window.

    Running ballots keep the rules they copied; the council's language, zone and topic follow at once.
    """
    charter = charter_in_force(council)
    changed = charter.with_value(rule, value)
    old, new = charter.text(rule), changed.text(rule)
    council = uow.change(council, charter=changed.to_json(), **_follows(rule, changed))
    record(uow, council.council_id, charter_entries.CharterChanged(rule=rule, old=old, new=new), source_id)
    if source_id == council.council_id:  # else the result of the ballot tells it
        once = f"charter_changed:{source_id}:{uow.cause.name}"
        tell_council(uow, council.council_id, CharterChanged(rule, old, new), once=once)
    if rule in {"language", "zone"}:
        _redraw_all(uow, council)
    for on_change in uow.registers.charter_changes:
        on_change(uow, council, rule, old, new)
    return council


def _follows(rule: str, charter: Charter) -> dict[str, object]:
    match rule:
        case "language" | "zone":
            return {rule: charter.choice(rule)}
        case "topic":
            return {"thread_id": charter.count("topic") or None}
        case _:
            return {}


def _redraw_all(uow: Uow, council: Council) -> None:
    """Cards of what runs are drawn again in the new language or zone."""
    uow.raise_version(council.council_id, council.council_id)
    for ballot in uow.find(Ballot, council_id=council.council_id, state=RUNNING):
        uow.raise_version(council.council_id, ballot.ballot_id)
