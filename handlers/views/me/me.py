"""/me: what is kept about the reader, page by page, in private only; /forget before and after."""

from bot.domain.ground.person import FORMER, Person
from bot.domain.ground.text import cut
from bot.domain.me.messages import ConfirmForget, Forgotten, Remembered
from bot.reads.me.me import ElsewhereView, Kept, MeView
from handlers import callbacks
from handlers.presses.me import MePress, RememberPress
from handlers.views.ballots.headings import short_words
from handlers.views.ground.dialogs import confirm_keyboard
from handlers.views.ground.menu import N_
from handlers.views.ground.paging import pager
from handlers.views.ground.screen import Button, Screen
from handlers.views.ground.words import Fields, Markup, Words, join, language_name

GRAPHEMES_OF_A_TEXT = 60

N_("a former member")
assert FORMER == "a former member"


STATES = {
    "active": N_("On the roll"),
    "resting": N_("On the roll, resting"),
    "left": N_("Was on the roll"),
    "removed": N_("Removed from the roll"),
}

LINES = {
    "proposed": N_("You proposed: {what} ({when})"),
    "may_vote": N_("You may still vote on: {what} (until {when})"),
    "voted": N_("You voted on: {what} ({when})"),
    "nominated": N_("You were nominated: {what} ({when})"),
    "introduced": N_("You introduced yourself as a candidate: {what} ({when})"),
    "mandate": N_("You hold or held a mandate: {what} (since {when})"),
    "report": N_("You reported: {what} ({when})"),
    "call": N_("You called for signals: {what} ({when})"),
    "question": N_("You asked: {what} ({when})"),
    "confidence": N_("Your signal on {what}: Confidence. Nobody else sees it."),
    "no_confidence": N_("Your signal on {what}: No confidence. Nobody else sees it."),
}
"""Things that are listed."""

HOW_YOU_VOTED = N_(
    "How you voted is shown to nobody, not even here. After the close nothing that is kept here can tell it, unless "
    "the ballot was by name."
)


def render_me(view: MeView, t: Words) -> Screen:
    """The person first, then council by council."""
    lines: list[str] = _person(view.person, t) if view.page == 0 else []
    council = None
    for kept in view.lines:
        if kept.council and kept.council != council:
            lines += ["", t("<b>{council}</b>", council=kept.council)]
        council = kept.council
        lines.append(_line(kept, t))
    if view.page == view.pages - 1:
        lines += ["", t(HOW_YOU_VOTED)]
    turn = pager(t, view.page, view.pages, lambda page: callbacks.pack(MePress(page)))
    again = (Button(t.plain("Keep my name again"), callbacks.pack(RememberPress(view.person.person_id))),)
    rows = (turn, again if view.person.forgotten_at else ())
    return Screen(Markup("\n".join(lines)), tuple(row for row in rows if row))


def _person(person: Person, t: Words) -> list[str]:
    shown = t.plain("a former member") if person.forgotten_at else person.name
    return [
        t("<b>What I keep about you</b>"),
        t("Telegram id: {id}", id=person.telegram_id),
        t("Name: {name}", name=shown),
        t("Username: {name}", name=f"@{person.username}" if person.username else t.plain("none")),
        t("Language: {language}", language=language_name(t.language)),
        t("Last noted: {when}", when=t.date(person.seen_at)),
        t("Reminders of ballots: {state}", state=t.plain("on") if person.allows_reminders else t.plain("off")),
        t("Weekly digest: {state} (/digest)", state=t.plain("on") if person.wants_digest else t.plain("off")),
    ]


def _line(kept: Kept, t: Words) -> Markup:
    if kept.kind == "member":
        return t("{state} since {when}", state=t.plain(STATES[kept.what]), when=t.date(kept.at) if kept.at else "")
    if kept.kind in LINES:
        said = short_words(kept.about, t) if kept.about is not None else kept.what
        what = cut(" ".join(said.split()), GRAPHEMES_OF_A_TEXT) or t.plain("(no text)")
        return t(LINES[kept.kind], what=what, when=t.date(kept.at) if kept.at else "")
    return t(NUMBERS[kept.kind], n=kept.n)


NUMBERS = {
    "seconded": N_("Proposals you seconded: {n}"),
    "vouched": N_("Newcomers you vouched for: {n}"),
    "rated": N_("Reports you rated: {n}"),
    "refused": N_("The last refusal you met here, for /why: {n}"),
    "entries": N_("Entries of the record that name you as who acted: {n}"),
    "texts": N_("Texts of yours beside the record: {n}"),
    "messages": N_("Messages to you, kept for at most 90 days: {n}"),
    "dialogs": N_("Questions that wait for your answer: {n}"),
    "kept_draft_person_id": N_("Reports that you began and did not send: {n}"),
    "errand_person_id": N_("Commands of yours that wait to be done: {n}"),
    "elector_holder_id": N_("Ballots in which you may vote or might have voted: {n}"),
    "vouch_person_id": N_("Members who vouched for you: {n}"),
    "claim_person_id": N_("Groups in which you said that a council is yours: {n}"),
    "added_option_person_id": N_("Options you added to ballots of others or your own: {n}"),
    "seen_person_id": N_("Groups in which I saw that you are in the chat: {n}"),
    "member_kept_out_by_id": N_("People you kept out of a group as its administrator: {n}"),
    "seat_holder_id": N_("Seats you hold in a council of councils: {n}"),
    "office_created_by_id": N_("Offices you had created: {n}"),
    "nominee_nominated_by_id": N_("Nominations you made: {n}"),
    "successor_person_id": N_("Offices that you take over when the term of the holder ends: {n}"),
    "alternate_person_id": N_("Counts in which you are an alternate: {n}"),
    "instruction_answered_by_id": N_("Instructions you answered: {n}"),
}
"""Things that are counted."""


def render_elsewhere(view: ElsewhereView, t: Words) -> Screen:
    """In a group: only the way to the private chat, unless nobody else sees it there."""
    if view.me is not None:
        return render_me(view.me, t)
    link = callbacks.deep_link(view.bot_name, MePress(0))
    return Screen(t("I show this to you alone."), ((Button(t.plain("In private"), url=link),),))


def render_confirm_forget(asked: ConfirmForget, t: Words) -> Screen:
    """What will happen, then the question."""
    text = join(
        t("<b>Forget you?</b> This cannot be undone."),
        t("Erased: your name and username, your proposals that were not adopted, your reports with their files, your "
          "questions, answers, grounds, replies and introductions."),
        t("Kept: what the council adopted, as its own text without your name; in which ballots you voted, and how only "
          "until they close, unless by name; your Telegram id, because it is your key to your vote."),
        t("Your place on the roll and your mandates stay, as “a former member”. To end them: /leave, /resign."),
        by="\n\n",
    )  # fmt: skip
    return Screen(text, confirm_keyboard(t, asked.asked_id, is_grave=True))


def render_forgotten(_: Forgotten, t: Words) -> Screen:
    """After it."""
    return Screen(t("Your name and your texts are erased. The record stays valid; it holds only their digests."))


def render_remembered(_: Remembered, t: Words) -> Screen:
    """After [Keep my name again]."""
    return Screen(t("I keep your name again."))


def say_language_unknown(fields: Fields, t: Words) -> str:
    return t.plain(
        "I do not speak “{got}” yet. I speak: {choices}. Send /language to choose.",
        got=cut(str(fields["got"]), 20),
        choices=", ".join(language_name(code) for code in fields["choices"] if code != "qps"),
    )
