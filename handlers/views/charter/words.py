"""The charter in plain words: a name and a sentence for every rule, and what its values are called."""

from datetime import timedelta

from bot.domain.charter.rules import RULES, Entrenched, Rule, RuleGroup
from bot.domain.charter.values import RuleKind, Unit, Value, read_value
from bot.domain.ground.counting import Threshold
from handlers.views.ground.menu import N_
from handlers.views.ground.words import Markup, Words, join, language_name

GROUPS: dict[RuleGroup, str] = {
    RuleGroup.MEMBERS: N_("Roll"),
    RuleGroup.BALLOTS: N_("Ballots"),
    RuleGroup.ELECTIONS: N_("Elections"),
    RuleGroup.MANDATES: N_("Mandates"),
    RuleGroup.REPORTS: N_("Report-backs"),
    RuleGroup.RECALL: N_("Recall"),
    RuleGroup.PLACE: N_("Language, time zone, topic"),
}

NAMES: dict[str, str] = {
    "ballot_duration": N_("Usual time for a ballot"),
    "ballot_shortest": N_("Shortest binding ballot"),
    "ballot_longest": N_("Longest ballot"),
    "urgent_shortest": N_("Shortest urgent ballot"),
    "urgent_approval": N_("Yes needed for an urgent proposal"),
    "urgent_turnout": N_("Turnout needed for an urgent proposal"),
    "adoption_approval": N_("Yes needed for a proposal"),
    "adoption_turnout": N_("Turnout needed for a proposal"),
    "charter_approval": N_("Yes needed to change the charter"),
    "charter_turnout": N_("Turnout needed to change the charter"),
    "floor_turnout": N_("Fewest voters in any ballot"),
    "early_close": N_("Early close"),
    "early_close_after": N_("Wait before an early close"),
    "late_quorum": N_("Longer after a late turnout"),
    "late_quorum_within": N_("What counts as a late turnout"),
    "ballot_visibility": N_("What is shown of votes"),
    "live_counts_from": N_("Live counts from"),
    "seconds_small": N_("Seconds, up to 20 members"),
    "seconds_medium": N_("Seconds, up to 200 members"),
    "seconds_large": N_("Seconds, above 200 members"),
    "open_proposals_per_member": N_("Open proposals for each member"),
    "open_cards": N_("Open cards in the council"),
    "waiting_period": N_("Waiting period"),
    "vouchers": N_("Members who must vouch"),
    "resting_after": N_("Silence until a member is asked"),
    "resting_asked_before": N_("Time to answer before resting"),
    "removal_approval": N_("Yes needed to remove a member"),
    "removal_turnout": N_("Turnout needed to remove a member"),
    "term": N_("Term of an office"),
    "terms_in_a_row": N_("Terms in a row"),
    "offices_per_person": N_("Offices for each person"),
    "new_office_seconds": N_("Seconds for a new office"),
    "alternate_days": N_("How long an alternate acts"),
    "return_time": N_("Time to return to the chat"),
    "instruction_answer_time": N_("Time to answer an instruction"),
    "report_every_seat": N_("Report-backs of seats"),
    "report_every_function": N_("Report-backs of functions"),
    "report_after_decision": N_("Report-back after a decision above"),
    "reminders": N_("Reminders of report-backs"),
    "missed_after": N_("Missed after"),
    "report_meets_within": N_("One report meets several dates"),
    "rating_time": N_("Time to accept or reject a report"),
    "rejection_fraction": N_("Share that rejects a report"),
    "rejection_minimum": N_("Fewest who reject a report"),
    "rejected_again_after": N_("New report after a rejection"),
    "confidence_check_missed": N_("Missed report-backs before a confidence check"),
    "confidence_check_rejected": N_("Rejected reports before a confidence check"),
    "nothing_new_in_a_row": N_("“Nothing new” in a row"),
    "signals_fraction": N_("Signals that open a recall"),
    "signals_minimum": N_("Fewest signals for a recall"),
    "signals_minimum_small": N_("Fewest signals in a small council"),
    "signals_lowered": N_("Signals after a broken duty"),
    "signals_lowered_minimum": N_("Fewest signals after a broken duty"),
    "reply_time": N_("Time to reply before a recall"),
    "reply_longest": N_("Longest wait for the reply"),
    "recall_approval": N_("Yes needed for a recall"),
    "recall_yes_of_electorate": N_("Yes of all who may vote, for a recall"),
    "recall_one_of_several": N_("Recall of one of several seats"),
    "recall_floor_yes": N_("Fewest Yes for a recall"),
    "cool_down": N_("Pause after a failed recall"),
    "recall_not_before_end": N_("No recall at the end of a term"),
    "breach_stands": N_("How long a breach stands"),
    "election_turnout": N_("Turnout needed for an election"),
    "nomination_time": N_("Time for nominations"),
    "nomination_shortest": N_("Shortest time for nominations"),
    "vacant_again_after": N_("A vacant office is offered again"),
    "election_before_end": N_("Next election before the end of a term"),
    "language": N_("Language"),
    "zone": N_("Time zone"),
    "topic": N_("Topic for the bot"),
}

SENTENCES: dict[str, str] = {
    "ballot_duration": N_("A ballot is open for {value}, unless the proposal says otherwise."),
    "ballot_shortest": N_("A ballot that binds is open for {value} at least; shorter ones are urgent."),
    "ballot_longest": N_("No ballot is open for more than {value}."),
    "urgent_shortest": N_("An urgent proposal is open for {value} at least."),
    "urgent_approval": N_("An urgent proposal passes if Yes is {value} of Yes and No."),
    "urgent_turnout": N_("An urgent proposal passes only if {value} of those who may vote take part."),
    "adoption_approval": N_("A proposal passes if Yes is {value} of Yes and No."),
    "adoption_turnout": N_("A proposal passes only if {value} of those who may vote take part; abstentions count."),
    "charter_approval": N_("A change of the charter passes if Yes is {value} of Yes and No."),
    "charter_turnout": N_("A change of the charter passes only if {value} of those who may vote take part."),
    "floor_turnout": N_(
        "No ballot is valid with fewer than {value} taking part; but a majority of those who may vote is enough."
    ),
    "early_close": N_("A ballot closes early once everybody has voted: {value}."),
    "early_close_after": N_("Once everybody has voted, the ballot closes {value} later."),
    "late_quorum": N_("A ballot is open for longer if enough voters took part only near its end: {value}."),
    "late_quorum_within": N_("“Near the end” is the last {value} (the last third of a shorter ballot)."),
    "ballot_visibility": N_("What members see of votes, except in ballots about persons: {value}."),
    "live_counts_from": N_("Counts are shown while a ballot runs if {value} or more may vote; else at the close."),
    "seconds_small": N_("Up to 20 members, a proposal goes to ballot once {value} second it, or half of the others."),
    "seconds_medium": N_(
        "From 21 to 200 members, a proposal goes to ballot once {value} second it, or half of the others."
    ),
    "seconds_large": N_("Above 200 members, a proposal goes to ballot once {value} second it, or half of the others."),
    "open_proposals_per_member": N_("Each member may have {value} open at a time; more wait in a queue."),
    "open_cards": N_("The council has {value} open at a time; more wait in a queue. Recalls never wait."),
    "waiting_period": N_("Who joins later may vote after {value}."),
    "vouchers": N_("A newcomer may vote at once if {value} vouch for them."),
    "resting_after": N_("A member without any act for {value} is asked whether they are still here."),
    "resting_asked_before": N_("Without an answer for {value} they rest; one tap brings them back."),
    "removal_approval": N_("A removal passes if Yes is {value} of Yes and No."),
    "removal_turnout": N_("A removal passes only if {value} of those who may vote take part."),
    "term": N_("An office is held for {value}."),
    "terms_in_a_row": N_("The same person may hold the same office {value} in a row."),
    "offices_per_person": N_("A person may hold {value} at a time."),
    "new_office_seconds": N_(
        "A new office needs {value} to second it, or half of the others (none in a council of fewer than 6)."
    ),
    "alternate_days": N_("An alternate acts for {value} at most."),
    "return_time": N_("A mandate holder who leaves the chat has {value} to return; then it counts as resigned."),
    "instruction_answer_time": N_("The holder has {value} to accept or refuse an instruction; it binds all the same."),
    "report_every_seat": N_("Who holds a seat reports every {value}."),
    "report_every_function": N_("Who holds a function reports every {value}."),
    "report_after_decision": N_("Who holds a seat reports within {value} of a decision they voted on above."),
    "reminders": N_("The holder is reminded of a report-back: {value}."),
    "missed_after": N_("A report-back is overdue after its day, and missed {value} later."),
    "report_meets_within": N_("One report meets all dates due in the next {value}."),
    "rating_time": N_("Members accept or reject a report within {value}."),
    "rejection_fraction": N_("A report is rejected only if {value} of the members press “Not enough”."),
    "rejection_minimum": N_(
        "A report is rejected only if {value} or more, or half of the members, press “Not enough”."
    ),
    "rejected_again_after": N_("After a rejection a new report is due in {value}."),
    "confidence_check_missed": N_("Every member is asked for a signal when report-backs are missed {value} in a row."),
    "confidence_check_rejected": N_("Every member is asked for a signal when reports are rejected {value}."),
    "nothing_new_in_a_row": N_("“Nothing new” may be reported {value} in a row."),
    "signals_fraction": N_("A recall opens once {value} of the members signal no confidence."),
    "signals_minimum": N_("A recall needs signals of no confidence from at least {value}."),
    "signals_minimum_small": N_("Where fewer than 6 may signal, {value} are enough."),
    "signals_lowered": N_("While a report-back is overdue or a breach stands, {value} of the members are enough."),
    "signals_lowered_minimum": N_(
        "While a report-back is overdue or a breach stands, signals from {value} are enough."
    ),
    "reply_time": N_("Before a recall ballot the holder has {value} to reply, from when the message reached them."),
    "reply_longest": N_("The recall ballot opens {value} after the threshold at the latest."),
    "recall_approval": N_("A recall passes if Yes is {value} of Yes and No."),
    "recall_yes_of_electorate": N_("A recall passes only if {value} of all who may vote say Yes."),
    "recall_one_of_several": N_(
        "The recall of one of several elected together passes if Yes is {value} of Yes and No."
    ),
    "recall_floor_yes": N_(
        "A recall passes only if {value} or more say Yes; where a third of those who may vote is fewer, 2 are enough."
    ),
    "cool_down": N_("After a failed recall signals open no other for {value}, unless something new happens."),
    "recall_not_before_end": N_("No recall opens in the last {value} of a term."),
    "breach_stands": N_("A breach of an instruction counts for {value}, unless it is settled before."),
    "election_turnout": N_("An election is valid if {value} of those who may vote take part."),
    "nomination_time": N_("Nominations are open for {value}."),
    "nomination_shortest": N_("Nominations end early once somebody accepted and {value} passed."),
    "vacant_again_after": N_("An office that nobody wanted is offered again every {value}."),
    "election_before_end": N_("The next election starts {value} before a term ends."),
    "language": N_("Cards in the group are written in this language: {value}."),
    "zone": N_("Dates are counted in the time of {value}."),
    "topic": N_("The bot writes here: {value}."),
}

CHOICES: dict[str, dict[str, str]] = {
    "ballot_visibility": {
        "live": N_("counts while it runs, never who chose what"),
        "hidden": N_("counts at the close, never who chose what"),
        "named": N_("counts and who chose what"),
    },
    "reminders": {
        "usual": N_("3 days and 1 day before, on the day, 1 and 3 days after"),
        "few": N_("1 day before, on the day, 1 day after"),
        "one": N_("on the day only"),
    },
}

REASONS: dict[Entrenched, str] = {
    Entrenched.RECALL_EXISTS: N_("so that members can always recall whom they sent"),
    Entrenched.REPORTS_ARE_DUE: N_("so that whoever holds a mandate always reports back"),
    Entrenched.CHARTER_CAN_CHANGE: N_("so that the charter can always be changed"),
}


def rule_name(key: str, t: Words) -> str:
    """What a rule is called."""
    return t.plain(NAMES[key])


def value_words(key: str, text: str, t: Words) -> str:
    """A value as people say it: "3 d", "at least 2/3", "more than 1/2", "2 people", "on"."""
    rule = RULES[key]
    value = read_value(rule.kind, text, rule.unit)
    return text if value is None else _spoken(rule, value, t)


def _spoken(rule: Rule, value: Value, t: Words) -> str:
    match value:
        case timedelta():
            return t.span(value) if value else t.plain("0 min")
        case Threshold():
            return _fraction(value, t)
        case bool():
            return t.plain("on") if value else t.plain("off")
        case int():
            return _count(rule.unit, value, t)
        case _:
            return _word(rule, value, t)


def _fraction(value: Threshold, t: Words) -> str:
    if value.numerator == value.denominator:
        return t.plain("all")
    if not value.numerator:
        return t.plain("any share")
    share = f"{value.numerator}/{value.denominator}"
    return t.plain("more than {share}", share=share) if value.strict else t.plain("at least {share}", share=share)


def _count(unit: Unit | None, n: int, t: Words) -> str:
    counted = {
        Unit.PERSONS: lambda: t.n("{n} person", "{n} people", n),
        Unit.MONTHS: lambda: t.n("{n} month", "{n} months", n),
        Unit.DAYS: lambda: t.n("{n} day", "{n} days", n),
        Unit.TIMES: lambda: t.n("{n} time", "{n} times", n),
        Unit.CARDS: lambda: t.n("{n} card", "{n} cards", n),
        Unit.OFFICES: lambda: t.n("{n} office", "{n} offices", n),
    }
    if unit is not None and unit in counted:
        return counted[unit]()
    return t.plain("in topic {n}", n=n) if n else t.plain("where the command was sent")


def _word(rule: Rule, value: str, t: Words) -> str:
    if rule.kind is RuleKind.LANGUAGE:
        return language_name(value)
    choice = CHOICES.get(rule.key, {}).get(value)
    return t.plain(choice) if choice else value


def rule_sentence(key: str, text: str, t: Words) -> str:
    """The rule as one sentence, with this value in it."""
    return t.plain(SENTENCES[key], value=value_words(key, text, t))


def change_line(rule: str, old: str, new: str, t: Words) -> Markup:
    """The rule, both values, and what the new one says."""
    return join(
        t(
            "<b>{name}</b>: {old} → <b>{new}</b>",
            name=rule_name(rule, t),
            old=value_words(rule, old, t),
            new=value_words(rule, new, t),
        ),
        t("New rule: {sentence}", sentence=rule_sentence(rule, new, t)),
    )
