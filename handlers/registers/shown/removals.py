"""How what is said about removals, and about who leaves or is kept out, is read and drawn."""

from collections.abc import Mapping

from bot.domain.ground.message import Message
from bot.domain.removals.messages import (
    HolderLeft,
    HolderLeftSelf,
    KeptOut,
    KeptOutSelf,
    RemovalCard,
    RemovalClosed,
    RemovalReplied,
    RemovalSelf,
)
from bot.domain.removals.questions import AskRemovalGrounds, AskRemovalReply, ConfirmLeave, ConfirmRemoval
from bot.reads.ground import asked
from bot.reads.removals import leaving as read_leaving
from bot.reads.removals import removal as read_removal
from handlers.screens import Shown, shown
from handlers.views.removals import leaving, removal

SCREENS: Mapping[type[Message], Shown] = dict(
    (
        shown(ConfirmRemoval, read_removal.load_confirm, removal.render_confirm),
        shown(AskRemovalGrounds, asked.load_question, removal.render_ask_grounds),
        shown(AskRemovalReply, asked.load_question, removal.render_ask_reply),
        shown(RemovalCard, read_removal.load_removal, removal.render_removal),
        shown(RemovalSelf, read_removal.load_removal, removal.render_removal_self),
        shown(RemovalReplied, read_removal.load_removal, removal.render_replied),
        shown(RemovalClosed, read_removal.load_removal, removal.render_closed),
        shown(ConfirmLeave, read_leaving.load_leave, leaving.render_confirm_leave),
        shown(KeptOut, read_leaving.load_kept_out, leaving.render_kept_out),
        shown(KeptOutSelf, read_leaving.load_kept_out, leaving.render_kept_out_self),
        shown(HolderLeft, read_leaving.load_holder_left, leaving.render_holder_left),
        shown(HolderLeftSelf, read_leaving.load_holder_left, leaving.render_holder_left_self),
    )
)
