"""What the command menus say. Marked for the catalogs here, looked up when the menu is made."""


def N_(sentence: str) -> str:  # noqa: N802 (gettext's own name for "translate later")
    """Mark a sentence for the catalogs."""
    return sentence


DESCRIPTIONS: dict[str, str] = {
    "propose": N_("Put something to the vote"),
    "join": N_("Join the roll, so that you can vote"),
    "recall": N_("Call for signals on somebody who holds an office"),
}
