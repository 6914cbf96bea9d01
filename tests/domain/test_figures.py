"""The numbers and switches that the rules declare, in one place: whoever changes one of them changes it here too.

What SPEC section 3 leaves to the charter stands in tests/domain/test_charter.py.
"""

import ast
import dataclasses
import inspect
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from pathlib import Path

from bot.domain.ground.counting import Threshold
from bot.domain.ground.outgoing import Priority
from bot.domain.ground.spans import span_text
from tests.domain.test_rows import CLASSES, MODULES

FIGURES = """
ballot.UNSECONDED_AFTER 7d | ballot.AMENDABLE_FOR 10m | ballot.AMENDABLE_BELOW 3 | booth.NAMES_ON_A_PAGE 8
drafts.SEATS_LIMIT 20 | lot.SEED_BYTES 32 | papers.SEALED_IN_STEPS 32 | rules.REMINDED_BEFORE 6h | rules.SMALL_ROLL 20
rules.MEDIUM_ROLL 200 | rules.LOWEST_FLOOR_YES 2 | rules.ENTRENCHED_YES 1/3 | stv.PAPERS_IN_A_STEP 500
stv_rounds.UNIT 100000 | claim.CLAIMED_BY 3 | claim.GATHERS_FOR 1d | council.FOUNDING_FOR 3d |
council.SETTLES_FOR 1d | council.PRACTICE_BELOW 3
council.SPLIT_ABOVE 1000 | council.BASE 0 | council.THE_BOT_ITSELF 1 | election.NAMES_ON_CARD 8
nominee.NOMINEES_LIMIT 30 | nominee.UNANSWERED_LIMIT 3
nominee.NAME_UNITS 40 | office.SECONDS_FROM 6 | calendar.MEETS_WITHIN 7d
calendar.MISSED_AFTER 3d | calendar.REMINDERS_ON -3,-1,0,1,3 | calendar.OUTAGE_IGNORED_FOR 1h | counting.LATE_SPAN 1d
counting.LOWEST_FLOOR 3 | counting.MAJORITY >1/2 | counting.TWO_THIRDS 2/3 | counting.HALF 1/2 | counting.QUARTER 1/4
counting.ELECTION_TURNOUT 1/4 | dialog.FILES_LIMIT 10 | dialog.ANSWER_FOR 15m | due.HEARD 7
entry.EPOCH 1970-01-01T00:00:00+00:00 | entry.MICROSECOND 0.000001s | errand.KEPT_FOR 1d | inbox.GENERATION 10m
kept.EPOCH 1970-01-01T00:00:00+00:00 | kept.MICROSECOND 0.000001s | lost_time.EPOCH 1970-01-01T00:00:00+00:00
lost_time.MICROSECOND 0.000001s | names.PERSON_GRAPHEMES 32 | person.SIGHTING_COUNTS_FOR 30d | spans.SHORTEST 1m
spans.LONGEST 366d | spans.ANY 0.000000s,694444d10h40m | text.TEXT_LIMIT 3000 | text.OPTION_LIMIT 100
text.OPTIONS_LIMIT 20 | text.OFFICE_LIMIT 60 | text.MARKS_LIMIT 4 | text.BLANK_LINES_LIMIT 2 | voices.NOTE_BYTES 16
instruction.INSTRUCTION_LIMIT 1000 | instruction.REASONS_LIMIT 1000 | confidence.FIFTH 1/5 | confidence.TENTH 1/10
confidence.SHOWN_FROM 30 | confidence.SHOWN_STEP 5 | recall.HOUR 1h | recall.CALL_STANDS 7d
recall.NAMELESS_AT_ONCE 3 | report.SHOWN_FROM 10 | report.FEWEST 2 | report.QUESTION_LIMIT 1000
member.VOUCHES_AT_MOST 3 | member.VOUCHES_COUNT_FOR 7d | member.VOUCHES_AFTER 7d | member.ACT_NOTED_AFTER 1d
planned.LONGEST_AHEAD 366d | planned.TIMES 12 | planned.MOST_TIMES 60 | planned.MOST_UNITS 12
added.ADDED_LIMIT 2 | added.PART 3 | digest.HOUR 09:00:00 | digest.REPORTS_WITHIN 7d | person.START 3
introduction.INTRODUCTION_LIMIT 200 | introduction.INTRODUCTION_UNITS 1600
TryToWrite.EVERY 10m | TellMuted.AFTER 10m | Duty.again_after 5m | WakeVoters.again_after 1h
"""

BEGINS_WITH = """
Box.is_floor_met 1 | Card.version 1 | Card.is_dirty 1 | ElectionDraft.seats 1 | Elector.weight 1
Mandate.terms_in_a_row 1 | Person.allows_reminders 1 | Seat.weight 1 | SignalRule.share 1/5 | SignalRule.floor 3
SignalRule.small_floor 2 | SignalRule.small_base 6 | SignalRule.lowered_share 1/10 | SignalRule.lowered_floor 2
YesNoRule.approval >1/2 | YesNoRule.floor_turnout 3 | Every.times 12 | On.at 09:00:00
"""
"""All the fields that begin with anything but nothing, 0 or no."""

UNLESS_SAID = """
Tally.changed.weight 1 | _weighed.has_own_share 1 | count_election.floor 3 | count_election.turnout 1/4
count_options.floor 3 | count_options.turnout 1/4 | count_plurality.floor 3 | count_plurality.turnout 1/4
count_schulze.floor 3 | count_schulze.turnout 1/4 | count_stv.has_reopen 1 | dates_met.within 7d
ensure_length.limit 3000 | ensure_text.limit 3000 | has_quorum.floor 3 | late_quorum_extension.within 1d
met_until.within 7d | missed_at.missed_after 3d | next_report_on.within 7d | parse_span.highest 366d
parse_span.lowest 1m | person_name.graphemes 32 | quorum_needed.floor 3 | reminder_dates.offsets -3,-1,0,1,3
stv_in_parts.has_reopen 1 | taken.since_at 1970-01-01T00:00:00+00:00
count_options.is_run_off 0 | count_election.is_run_off 0 | count_plurality.is_run_off 0 | count_schulze.is_run_off 0
count_one.is_lead_enough 0 | ensure_edition.is_paper 0 | heads_of.yes 0 | ensure_duration.may_be_urgent 0
Charter.from_json.is_upper 0 | signals_needed.is_lowered 0
"""

SWITCHED_ON = """
BINDS_FEW: RecallSubject
FILLS_SEATS: Race
IS_AMENDABLE: ProposalSubject
IS_WITHDRAWABLE: CharterSubject InstructionSubject ProposalSubject SeriesEndSubject
IS_PERSONAL: Race RecallSubject RemovalSubject
ENDS_PLACES: RemovalSubject
IS_OVER: BreachOverError ErrandOverError InstructionOverError MandateOverError ReplyOverError SeriesOverError
IS_ACT: Nominate
KEEPS_TEXT: ConfirmRecall ConfirmRemoval WhomToInstruct
IS_NAME_FIRST: ConfirmRecall ConfirmRemoval
is_at_once: CountBallot HearBroadcast LookAfter MendPapers MendRatings MendSignals SendBroadcast WakeVoters
is_paged: ClearPapers CountBallot EndOffers LayOut NotePart OpenAhead RemindLate SendBroadcast TellClaimed TellMuted
is_paged: TellOfOptions
reaches_all: Housekeeping LookAfter SendBroadcast
FOR_ONE: AnswersLeftOut BallotPrivate Cancelled Candidates CardHere CharterPage CharterPreview CharterPut CharterRule
FOR_ONE: CommandUnknown Confirmation Decisions DigestSetting ElectionPrivate Forgotten Help How HowCounted Language
FOR_ONE: LanguageSet MandateList MandatePage MeElsewhere NotAsked OfficePick Offices OpenBallots OptionTaken
FOR_ONE: OwnIntroduction OwnProposals Panel PaperInBooth PickElection PickPerson PressInstead Privacy QuestionOver
FOR_ONE: Refused Reminders RollPage TooLate WhyBallot WhyInPrivate WhyMandate WhyRecall WhyRefusal WhyReminder WhyReport
IS_FOR_ALL: PaperHere
MAY_WAIT: CommandUnknown How MeElsewhere Panel WhyBallot WhyMandate WhyRecall WhyReminder WhyReport
IS_PAGE: CharterPage Decisions Help MandateList MandatePage Offices OpenBallots Privacy RollPage
"""
OFF = {"Message", "Question", "CardMessage", "PersonQuestion", "Subject", "Duty", "DomainError"}
"""What all others are unless they say otherwise: everything is off there."""

SEALED = {"Slot.sealed", "Voice.sealed", "Incoming.sealed"}
ASKED_BY_NAME = {"Question.asked_id", "PersonQuestion.person_id", "PersonQuestion.rest"}


def written(value):
    """A value as the tables have it; None for what is no figure."""
    if isinstance(value, timedelta):
        return span_text(value).replace(" ", "") if value >= timedelta(minutes=1) else f"{value.total_seconds():f}s"
    if isinstance(value, Threshold):
        return f"{'>' if value.strict else ''}{value.numerator}/{value.denominator}"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, tuple) and value and all(isinstance(each, int | timedelta) for each in value):
        return ",".join(filter(None, map(written, value)))
    return str(int(value)) if isinstance(value, int) and not isinstance(value, IntEnum) else None


def told(table):
    return dict(part.split() for part in table.replace("\n", "|").split("|") if part.strip())


def assigned(module):
    """The public names that a module itself gives a value."""
    body = ast.parse(Path(module.__file__).read_text()).body
    targets = [target for node in body if isinstance(node, ast.Assign) for target in node.targets]
    targets += [node.target for node in body if isinstance(node, ast.AnnAssign)]
    names = [node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)]
    return [name for name in names if hasattr(module, name) and not name.startswith("_")]


def fields_of_rows():
    return [
        (f"{kind.__name__}.{field.name}", field)
        for kind in CLASSES
        if dataclasses.is_dataclass(kind)
        for field in dataclasses.fields(kind)
        if field.name in inspect.get_annotations(kind)
    ]


def test_the_figures_of_the_rules():
    found = {f"{kind.__name__}.{name}": written(value) for kind in CLASSES for name, value in vars(kind).items()}
    for module in MODULES:
        last = module.__name__.rsplit(".", maxsplit=1)[-1]
        found |= {f"{last}.{name}": written(getattr(module, name)) for name in assigned(module)}
    expected = told(FIGURES)
    assert {name: found.get(name) for name in expected} == expected


def test_a_row_begins_with_nothing_but_where_it_says_so():
    defaults = {name: written(field.default) for name, field in fields_of_rows()}
    assert {name: value for name, value in defaults.items() if value not in {None, "0"}} == told(BEGINS_WITH)


def test_a_switch_is_on_where_it_says_so():
    for line in SWITCHED_ON.strip().splitlines():
        switch, names = line.split(": ")
        on = {kind.__name__ for kind in CLASSES if vars(kind).get(switch) is True}
        assert on >= set(names.split()), switch
        assert not on & OFF, switch


def test_what_a_parameter_is_unless_somebody_says_otherwise():
    held = [getattr(one, "__func__", one) for place in (*MODULES, *CLASSES) for one in vars(place).values()]
    functions = [inspect.unwrap(one) for one in held if inspect.isfunction(one)]
    found = {
        f"{function.__qualname__}.{parameter.name}": written(parameter.default)
        for function in functions
        for parameter in inspect.signature(function).parameters.values()
    }
    expected = told(UNLESS_SAID)
    assert {name: found.get(name) for name in expected} == expected


def test_no_log_shows_what_is_sealed():
    assert {name for name, field in fields_of_rows() if not field.repr} == SEALED


def test_who_is_asked_is_told_by_name():
    assert {name for name, field in fields_of_rows() if field.kw_only} >= ASKED_BY_NAME


def test_results_go_first_and_cards_last():
    assert [priority.value for priority in Priority] == [0, 1, 2, 3, 4]
    assert (Priority.RESULT, Priority.CARD) == (0, 4)
