"""Which of several offices is meant."""

from bot.reads.mandates.picks import PickView
from handlers import callbacks
from handlers.views.ground.dialogs import ask_screen, cancel_row
from handlers.views.ground.screen import Button, Screen
from handlers.views.ground.words import Words


def pick_screen(view: PickView, t: Words, question: str, press: type) -> Screen:
    """One button for each office."""
    rows = tuple(
        (Button(label, callbacks.pack(press(council_id, mandate_id))),)
        for council_id, mandate_id, label in view.choices
    )
    if view.asked.is_group:
        return Screen(question, (*rows, cancel_row(t, view.asked.question.asked_id)))
    return ask_screen(view.asked, t, question, keyboard=rows)
