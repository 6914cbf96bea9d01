"""How what is said about instructions and breaches is read and drawn."""

from collections.abc import Mapping

from bot.domain.ground.message import Message
from bot.domain.instructions.messages import (
    BreachCard,
    InstructionCard,
    InstructionGiven,
    InstructionRefused,
)
from bot.domain.instructions.questions import (
    AskInstructText,
    AskRefusal,
    ConfirmInstruct,
    ConfirmInstructionEnd,
    InstructPick,
)
from bot.reads.ground import asked
from bot.reads.instructions import breaches as read_breaches
from bot.reads.instructions import instructions as read_instructions
from bot.reads.instructions import questions as read_instructions_questions
from bot.reads.mandates import picks
from handlers.screens import Shown, shown
from handlers.views.instructions import breaches, instructions

SCREENS: Mapping[type[Message], Shown] = dict(
    (
        shown(BreachCard, read_breaches.load_breach, breaches.render_breach),
        shown(InstructionCard, read_instructions.load_instruction, instructions.render_card),
        shown(InstructionGiven, read_instructions.load_instruction, instructions.render_given),
        shown(InstructionRefused, read_instructions.load_instruction, instructions.render_refused),
        shown(AskRefusal, asked.load_question, instructions.render_ask_refusal),
        shown(AskInstructText, asked.load_question, instructions.render_ask_text),
        shown(ConfirmInstruct, read_instructions_questions.load_sure, instructions.render_sure),
        shown(ConfirmInstructionEnd, read_instructions_questions.load_end_sure, instructions.render_end_sure),
        shown(InstructPick, picks.load_pick, instructions.render_instruct_pick),
    )
)
