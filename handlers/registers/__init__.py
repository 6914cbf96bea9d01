"""The registers of the edge, in the open; only the composition root brings them in."""

from handlers.act import Routes
from handlers.registers.commands import COMMANDS, LISTED
from handlers.registers.events import EVENTS
from handlers.registers.presses import PRESSES, VERBS
from handlers.registers.refusals import REFUSALS
from handlers.registers.screens import SCREENS
from handlers.screens import Screens
from handlers.views.ground.words import Lexicon

ROUTES = Routes(COMMANDS, PRESSES, VERBS, EVENTS)
SHOWN = Screens(SCREENS)
LEXICON = Lexicon(REFUSALS, LISTED)
