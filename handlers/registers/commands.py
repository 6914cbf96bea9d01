"""Every command, with the words for it. Names that are listed nowhere are aliases, or known to all."""

from bot.services.ballots.decisions import show_decisions, show_open
from bot.services.council.panel import show_panel
from bot.services.elections.elections import elect
from bot.services.elections.nominations import nominate
from bot.services.elections.pages import show_offices
from bot.services.ground.cancelling import cancel_asked
from bot.services.instructions.instructing import start_instructing
from bot.services.mandates.pages import show_mandates
from bot.services.me.forget import ask_forget
from bot.services.recalls.calls import start_call
from bot.services.recalls.resigning import start_resigning
from bot.services.removals.leaving import ask_to_leave
from bot.services.removals.removal import ask_to_remove
from bot.services.roll.asking import ask_to_vouch
from handlers.act import Command
from handlers.ballots import proposals
from handlers.charter import charter
from handlers.council import help as helping
from handlers.council import start
from handlers.me import digest, me
from handlers.record import why
from handlers.reports import reports
from handlers.roll import roll
from handlers.straight import straight, with_person, with_text
from handlers.views.ground.menu import N_, Listed

COMMANDS: dict[str, Command] = {
    "propose": Command(
        proposals.on_propose, Listed("vote", N_("Put something to the vote"), N_("3d: We buy a rain barrel"))
    ),
    "open": Command(
        straight(show_open), Listed("vote", N_("What is open, and whether you have voted")), is_for_one=True
    ),
    "decisions": Command(
        with_text(show_decisions),
        Listed("vote", N_("What was decided; add a word to search"), N_("barrel")),
        is_for_one=True,
    ),
    "amend": Command(proposals.on_amend, Listed("vote", N_("Change the text of your own proposal"))),
    "withdraw": Command(proposals.on_withdraw, Listed("vote", N_("Take your own proposal back"))),
    "join": Command(roll.on_join, Listed("roll", N_("Join the roll, so that you can vote"))),
    "roll": Command(roll.on_roll, Listed("roll", N_("Who is on the roll")), is_for_one=True),
    "vouch": Command(with_person(ask_to_vouch), Listed("roll", N_("Let a newcomer vote at once"), N_("@name"))),
    "leave": Command(straight(ask_to_leave), Listed("roll", N_("Leave the roll"))),
    "remove": Command(
        with_person(ask_to_remove), Listed("roll", N_("Put the removal of a member to the vote"), N_("@name why"))
    ),
    "offices": Command(
        straight(show_offices), Listed("offices", N_("Which offices there are, and who holds them")), is_for_one=True
    ),
    "elect": Command(with_text(elect), Listed("offices", N_("Fill an office by election"), N_("treasurer"))),
    "nominate": Command(with_person(nominate), Listed("offices", N_("Nominate somebody for an office"), N_("@name"))),
    "mandate": Command(
        with_person(show_mandates),
        Listed("offices", N_("Who holds an office, with instructions and reports"), N_("@name")),
        is_for_one=True,
    ),
    "instruct": Command(
        with_person(start_instructing),
        Listed(
            "offices",
            N_("Put a binding instruction to a mandate holder to the vote"),
            N_("@name Vote against the new road"),
        ),
    ),
    "reportback": Command(reports.on_reportback, Listed("offices", N_("Report to the council on your mandate"))),
    "recall": Command(
        with_person(start_call),
        Listed("offices", N_("Call for signals of no confidence in a mandate holder"), N_("@name why")),
    ),
    "resign": Command(straight(start_resigning), Listed("offices", N_("Give up your office"))),
    "council": Command(straight(show_panel), Listed("council", N_("Everything by buttons")), is_for_one=True),
    "charter": Command(
        charter.on_charter,
        Listed("council", N_("The council's own rules, and how to change them"), N_("ballot duration 5d")),
        is_for_one=True,
    ),
    "topic": Command(charter.on_topic, Listed("council", N_("Let the bot write in this topic")), is_private=False),
    "why": Command(
        why.on_why,
        Listed("council", N_("Why something passed, did not pass or was refused"), N_("12")),
        is_for_one=True,
    ),
    "help": Command(helping.on_help, Listed("council", N_("What you can do here")), is_for_one=True),
    "privacy": Command(
        helping.on_privacy,
        Listed("council", N_("What the bot sees and keeps, and who sees your vote")),
        is_for_one=True,
    ),
    "me": Command(me.on_me, Listed("me", N_("What is kept about you")), is_for_one=True),
    "forget": Command(straight(ask_forget), Listed("me", N_("Erase your name and your texts"))),
    "language": Command(helping.on_language, Listed("me", N_("Your language in the private chat")), is_for_one=True),
    "reminders": Command(helping.on_reminders, Listed("me", N_("Reminders of ballots on or off")), is_for_one=True),
    "digest": Command(
        digest.on_digest,
        Listed("me", N_("Once a week, what is yours to vote on and to answer: on or off")),
        is_for_one=True,
    ),
    "cancel": Command(straight(cancel_asked), Listed("me", N_("End the question you were asked"))),
    "start": Command(start.on_start, is_in_group=False),
    "mandates": Command(with_person(show_mandates), is_in_group=False, is_private=False),
    "report": Command(reports.on_reportback, is_in_group=False, is_private=False),
    "vote": Command(straight(show_open), is_in_group=False, is_private=False, is_for_one=True),
}
"""In the order of the menus and of the help."""

LISTED = {name: command.listed for name, command in COMMANDS.items() if command.listed is not None}
