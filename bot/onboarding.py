"""The first lines an operator reads: who the bot is at Telegram, what it is sent, and the link into a group.

Pure text from what getMe answered. The welcome card in the group does the rest.
"""

from telegram import User

FEWEST_RIGHTS = "manage_chat"
"""What every administrator may do and nothing besides: no rule of Mandate needs more (SPEC section 13)."""


def introduce(me: User) -> str:
    """What to know and to do next, in short lines for a terminal."""
    lines = (f"Mandate runs as @{me.username}.", _sight(me), *_barred(me), *_links(me), *NEXT)
    return "\n".join(lines) + "\n"


def _sight(me: User) -> str:
    if me.can_read_all_group_messages:
        return (
            "Privacy mode is off: Telegram sends the bot every message of its groups. It needs commands, replies and\n"
            "presses alone, so privacy mode can be on: @BotFather, /setprivacy, Enable. In groups that have the\n"
            "bot already, it takes hold once the bot was removed and added again."
        )
    return (
        "Privacy mode is on, and nothing is missing: in a group Telegram sends the bot commands, replies to it and\n"
        "presses on its buttons, and no other messages."
    )


def _barred(me: User) -> tuple[str, ...]:
    """Switched off at @BotFather, Telegram offers the bot to no group."""
    if me.can_join_groups is not False:
        return ()
    return (f"It may not be added to groups yet. Tell @BotFather: /setjoingroups, @{me.username}, Enable.",)


def _links(me: User) -> tuple[str, ...]:
    link = f"https://t.me/{me.username}?startgroup=true"
    return (
        "",
        f"Add it to a group:     {link}",
        f"As an administrator:   {link}&admin={FEWEST_RIGHTS}",
        "                       with no right but that of every administrator. It then also hears who leaves or is",
        "                       removed. Telegram sends an administrator every message; it keeps no text of them.",
    )


NEXT = (
    "",
    "Next: open a link, choose your group, and press the buttons of the card that the bot posts there.",
    "Ctrl-C stops it; nothing is lost by that.",
)
