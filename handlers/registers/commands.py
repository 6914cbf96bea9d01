"""Every command, and in which menus it stands. Names that stand in none are aliases, or known to all."""

from handlers import dialogs
from handlers.act import Command
from handlers.ballots import decisions, proposals
from handlers.charter import charter
from handlers.council import help as helping
from handlers.council import panel, start
from handlers.elections import elections, nominations
from handlers.instructions import instructions
from handlers.mandates import mandates
from handlers.me import me
from handlers.recalls import recalls
from handlers.record import why
from handlers.removals import removal
from handlers.reports import reports
from handlers.roll import roll

COMMANDS: dict[str, Command] = {
    "open": Command(decisions.on_open),
    "decisions": Command(decisions.on_decisions),
    "propose": Command(proposals.on_propose),
    "amend": Command(proposals.on_amend),
    "withdraw": Command(proposals.on_withdraw),
    "charter": Command(charter.on_charter),
    "topic": Command(charter.on_topic, is_private=False),
    "help": Command(helping.on_help),
    "privacy": Command(helping.on_privacy),
    "language": Command(helping.on_language),
    "reminders": Command(helping.on_reminders),
    "council": Command(panel.on_council),
    "start": Command(start.on_start, is_in_group=False),
    "cancel": Command(dialogs.on_cancel),
    "elect": Command(elections.on_elect),
    "offices": Command(elections.on_offices),
    "nominate": Command(nominations.on_nominate),
    "instruct": Command(instructions.on_instruct),
    "mandate": Command(mandates.on_mandate),
    "mandates": Command(mandates.on_mandate, is_in_group=False, is_private=False),
    "resign": Command(mandates.on_resign),
    "me": Command(me.on_me),
    "forget": Command(me.on_forget),
    "recall": Command(recalls.on_recall),
    "why": Command(why.on_why),
    "remove": Command(removal.on_remove),
    "reportback": Command(reports.on_reportback),
    "report": Command(reports.on_reportback, is_in_group=False, is_private=False),
    "join": Command(roll.on_join),
    "vouch": Command(roll.on_vouch),
    "leave": Command(roll.on_leave),
    "roll": Command(roll.on_roll),
}
