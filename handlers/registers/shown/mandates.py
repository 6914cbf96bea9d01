"""How what is said about mandates is read and drawn."""

from bot.domain.ground.message import Message
from bot.domain.mandates.messages import MandateCard, MandateEnded, MandateGiven, MandateList, MandatePage
from bot.domain.mandates.questions import ConfirmResign, ResignPick
from bot.reads.mandates import ends as read_ends
from bot.reads.mandates import listed as read_listed
from bot.reads.mandates import mandates as read_mandates
from bot.reads.mandates import picks
from bot.reads.mandates import resigning as read_resigning
from handlers.views.ground.screen import Shown, shown
from handlers.views.mandates import ends, listed, mandates, resigning

SCREENS: dict[type[Message], Shown] = {
    MandateEnded: shown(read_ends.load_ended, ends.render_ended),
    MandateGiven: shown(read_ends.load_given, ends.render_given),
    MandateList: shown(read_listed.load_list, listed.render_list),
    MandateCard: shown(read_mandates.load_card, mandates.render_card),
    MandatePage: shown(read_mandates.load_page, mandates.render_page),
    ConfirmResign: shown(read_resigning.load_resign, resigning.render_resign),
    ResignPick: shown(picks.load_pick, resigning.render_resign_pick),
}
