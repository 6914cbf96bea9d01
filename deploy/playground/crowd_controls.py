"""The crowd under /play/crowd."""

from __future__ import annotations

from typing import Any

from deploy.playground.errors import Json
from deploy.playground.play import Playground, control


@control("POST", "/crowd")
def start(play: Playground, fields: Json) -> Any:
    """{chat, people, message_id?, shares?: {label: weight}, me?} -> {started}; refused while another is under way."""
    return play.crowd.start(fields)


@control("GET", "/crowd")
def progress(play: Playground, _fields: Json) -> Any:
    """-> {wanted, joined, on_roll, voted, done, error, joining, answers}; before the first: {wanted: 0}."""
    return play.crowd.progress() or {"wanted": 0, "done": True}
