"""How what is said about removals, and about who leaves or is kept out, is read and drawn."""

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
from handlers.views.ground.screen import Shown, shown
from handlers.views.removals import leaving, removal

SCREENS: dict[type[Message], Shown] = {
    ConfirmRemoval: shown(read_removal.load_confirm, removal.render_confirm),
    AskRemovalGrounds: shown(asked.load_question, removal.render_ask_grounds),
    AskRemovalReply: shown(asked.load_question, removal.render_ask_reply),
    RemovalCard: shown(read_removal.load_removal, removal.render_removal),
    RemovalSelf: shown(read_removal.load_removal, removal.render_removal_self),
    RemovalReplied: shown(read_removal.load_removal, removal.render_replied),
    RemovalClosed: shown(read_removal.load_removal, removal.render_closed),
    ConfirmLeave: shown(read_leaving.load_leave, leaving.render_confirm_leave),
    KeptOut: shown(read_leaving.load_kept_out, leaving.render_kept_out),
    KeptOutSelf: shown(read_leaving.load_kept_out, leaving.render_kept_out_self),
    HolderLeft: shown(read_leaving.load_holder_left, leaving.render_holder_left),
    HolderLeftSelf: shown(read_leaving.load_holder_left, leaving.render_holder_left_self),
}
