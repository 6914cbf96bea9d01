"""How what is said about mandates is read and drawn."""

from collections.abc import Mapping

from bot.domain.council.messages import CanWriteAgain
from bot.domain.ground.message import Message
from bot.domain.mandates.messages import MandateCard, MandateEnded, MandateGiven, MandateList, MandatePage
from bot.domain.mandates.questions import ConfirmResign, ResignPick
from bot.reads.mandates import ends as read_ends
from bot.reads.mandates import listed as read_listed
from bot.reads.mandates import mandates as read_mandates
from bot.reads.mandates import muted as read_muted
from bot.reads.mandates import picks
from bot.reads.mandates import resigning as read_resigning
from handlers.screens import Shown, shown
from handlers.views.mandates import ends, listed, mandates, muted, resigning

SCREENS: Mapping[type[Message], Shown] = dict(
    (
        shown(MandateEnded, read_ends.load_ended, ends.render_ended),
        shown(CanWriteAgain, read_muted.load_muted, muted.render_can_write_again),
        shown(MandateGiven, read_ends.load_given, ends.render_given),
        shown(MandateList, read_listed.load_list, listed.render_list),
        shown(MandateCard, read_mandates.load_card, mandates.render_card),
        shown(MandatePage, read_mandates.load_page, mandates.render_page),
        shown(ConfirmResign, read_resigning.load_resign, resigning.render_resign),
        shown(ResignPick, picks.load_pick, resigning.render_resign_pick),
    )
)
