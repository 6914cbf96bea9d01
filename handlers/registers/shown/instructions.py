"""How what is said about instructions and breaches is read and drawn."""

from bot.domain.ground.message import Message
from bot.domain.instructions.messages import (
    BreachCard,
    InstructionCard,
    InstructionGiven,
    InstructionNotAnswered,
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
from handlers.views.ground.screen import Shown, shown
from handlers.views.instructions import breaches, instructions

SCREENS: dict[type[Message], Shown] = {
    BreachCard: shown(read_breaches.load_breach, breaches.render_breach),
    InstructionCard: shown(read_instructions.load_instruction, instructions.render_card),
    InstructionGiven: shown(read_instructions.load_instruction, instructions.render_given),
    InstructionNotAnswered: shown(read_instructions.load_instruction, instructions.render_unanswered),
    InstructionRefused: shown(read_instructions.load_instruction, instructions.render_refused),
    AskRefusal: shown(asked.load_question, instructions.render_ask_refusal),
    AskInstructText: shown(asked.load_question, instructions.render_ask_text),
    ConfirmInstruct: shown(read_instructions_questions.load_sure, instructions.render_sure),
    ConfirmInstructionEnd: shown(read_instructions_questions.load_end_sure, instructions.render_end_sure),
    InstructPick: shown(picks.load_pick, instructions.render_instruct_pick),
}
