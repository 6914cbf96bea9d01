"""A council found again in another group: what the first card offers, and the answers."""

from bot.domain.council.claim import Claimed, claims_needed
from bot.domain.council.council import Council, CouncilState
from handlers import callbacks
from handlers.presses.council import OurCouncilPress
from handlers.views.ground.screen import Button
from handlers.views.ground.words import Fields, Markup, Words


def found_again(former: Council, claims: int, t: Words) -> Markup:
    """Whose it may be, and how it goes on here."""
    numbers = {"roll": former.on_roll, "needed": claims_needed(former.on_roll), "got": claims}
    if former.state is CouncilState.AWAY:
        return t(
            "I know a council of this name from a group that I was removed from, with {roll} on its roll. Is it yours, "
            "and are you on that roll? Press [This is our council]: when {needed} have, it goes on here "
            "({got} so far).",
            **numbers,
        )
    return t(
        "The council that was here, with {roll} on its roll, goes on in another group, as members of it said there. "
        "Are you on its roll? Press [This is our council]: when {needed} have, it comes back here ({got} so far).",
        **numbers,
    )


def claim_row(former: Council, t: Words) -> tuple[tuple[Button, ...], ...]:
    """The button."""
    return ((Button(t.plain("This is our council"), callbacks.pack(OurCouncilPress(former.council_id))),),)


def claimed_words(claimed: Claimed, t: Words) -> str:
    """The answer to [This is our council]."""
    if claimed.is_done:
        return t.plain("Recorded. This is your council: it goes on here, with its roll, offices and decisions.")
    if claimed.missing:
        return str(
            t.n(
                "Recorded. {n} more of its roll must say so.",
                "Recorded. {n} more of its roll must say so.",
                claimed.missing,
            )
        )
    if not claimed.is_continuation:
        return t.plain(
            "Recorded. Of those who joined here, {ours} are on its roll and {others} are not. When more are than are "
            "not, press this again. [Join the roll] counts you.",
            ours=claimed.ours,
            others=claimed.others,
        )
    return t.plain(
        "Recorded. Most people here are not on its roll and can join first: from {when} on, press this again.",
        when=t.time(claimed.from_at) if claimed.from_at else "",
    )


def say_claim_over(_: Fields, t: Words) -> str:
    return t.plain("That council is not looked for any more: it goes on in its group, or here already.")


def say_claim_late(_: Fields, t: Words) -> str:
    return t.plain("The council of this group is founded already: no other takes its place.")


def say_claim_alone(_: Fields, t: Words) -> str:
    return t.plain("You alone are on the roll of that council: it cannot take the place of this one, where others are.")


def say_not_of_former(_: Fields, t: Words) -> str:
    return t.plain("Only who may vote in that council can say that it is theirs: you are not among them.")
