"""What the commands are for: the words of the menus and of the help, looked up in the catalogs when they are shown."""

from dataclasses import dataclass


def N_(sentence: str) -> str:  # noqa: N802 (gettext's own name for "translate later")
    """Mark a sentence for the catalogs."""
    return sentence


AREAS: dict[str, str] = {
    "vote": N_("Proposing and voting"),
    "roll": N_("The roll"),
    "offices": N_("Offices and mandates"),
    "council": N_("The council"),
    "me": N_("You and the bot"),
}
"""The pages of the help."""


@dataclass(frozen=True, slots=True)
class Listed:
    """How a command is told of in the menus and in the help: on which page, what it does, and what can follow it."""

    area: str
    what: str
    example: str = ""
