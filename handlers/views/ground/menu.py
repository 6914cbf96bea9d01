"""What the commands are for: the words of the menus and of the help. Looked up in the catalogs when they are shown."""


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

COMMANDS_OF: dict[str, tuple[str, ...]] = {
    "vote": ("propose", "open", "decisions", "amend", "withdraw"),
    "roll": ("join", "roll", "vouch", "leave", "remove"),
    "offices": ("offices", "elect", "nominate", "mandate", "instruct", "reportback", "recall", "resign"),
    "council": ("council", "charter", "topic", "why", "help", "privacy"),
    "me": ("me", "forget", "language", "reminders", "cancel"),
}
"""The commands of each page, in the order of the menu."""

DESCRIPTIONS: dict[str, str] = {
    "propose": N_("Put something to the vote"),
    "open": N_("What is open, and whether you have voted"),
    "decisions": N_("What was decided; add a word to search"),
    "amend": N_("Change the text of your own proposal"),
    "withdraw": N_("Take your own proposal back"),
    "join": N_("Join the roll, so that you can vote"),
    "roll": N_("Who is on the roll"),
    "vouch": N_("Let a newcomer vote at once"),
    "leave": N_("Leave the roll"),
    "remove": N_("Put the removal of a member to the vote"),
    "offices": N_("Which offices there are, and who holds them"),
    "elect": N_("Fill an office by election"),
    "nominate": N_("Nominate somebody for an office"),
    "mandate": N_("Who holds an office, with instructions and reports"),
    "instruct": N_("Put a binding instruction to a mandate holder to the vote"),
    "reportback": N_("Report to the council on your mandate"),
    "recall": N_("Call for signals of no confidence in a mandate holder"),
    "resign": N_("Give up your office"),
    "council": N_("Everything by buttons"),
    "charter": N_("The council's own rules, and how to change them"),
    "topic": N_("Let the bot write in this topic"),
    "why": N_("Why something passed, did not pass or was refused"),
    "help": N_("What you can do here"),
    "privacy": N_("What the bot sees and keeps, and who sees your vote"),
    "me": N_("What is kept about you"),
    "forget": N_("Erase your name and your texts"),
    "language": N_("Your language in the private chat"),
    "reminders": N_("Reminders of ballots on or off"),
    "cancel": N_("End the question you were asked"),
}

EXAMPLES: dict[str, str] = {
    "propose": N_("3d: We buy a rain barrel"),
    "decisions": N_("barrel"),
    "vouch": N_("@name"),
    "remove": N_("@name why"),
    "elect": N_("treasurer"),
    "nominate": N_("@name"),
    "mandate": N_("@name"),
    "instruct": N_("@name Vote against the new road"),
    "recall": N_("@name why"),
    "charter": N_("ballot duration 5d"),
    "why": N_("12"),
}
"""What can follow a command, where something can."""
