"""The help by areas, how it works, what the bot sees and keeps, and the reader's own language and reminders."""

from bot.domain.council.messages import CommandUnknown, Hello, Help, How, Language, LanguageSet, NothingWaits, Reminders
from bot.domain.ground.messages import Signpost
from bot.domain.ground.person import Person
from bot.reads.ground.audience import Audience
from handlers import callbacks
from handlers.presses.council import HOW_BEGINS, HelpPress, HowPress, LanguagePress, RemindersPress
from handlers.views.ground.menu import AREAS, N_, Listed
from handlers.views.ground.paging import pager
from handlers.views.ground.screen import Button, Keyboard, Screen
from handlers.views.ground.words import Markup, Words, closest, join, language_name, languages

HOW: tuple[tuple[str, ...], ...] = (
    (
        N_(
            "<b>The roll</b> is the list of who may vote: press [Join the roll]. Nobody owns the council: "
            "administrators of the group, whoever runs the bot and other councils have no say here."
        ),
        N_(
            "Whoever joins in the first 72 hours is a founder and votes at once. Later members wait a while, "
            "or vote at once when members vouch for them."
        ),
        N_(
            "<b>Voting.</b> Send /propose@{bot} with a text: it becomes a card with [Yes], [No] and [Abstain]. "
            "Whoever may vote when the card is posted presses one, and can change it until the close. The card says "
            "until when, and what is needed to pass."
        ),
    ),
    (
        N_(
            "<b>Mandates.</b> /elect@{bot} fills an office by election. Whoever is elected holds a mandate: until a "
            "date, bound by the instructions that the council adopts, with dates on which they report back."
        ),
        N_(
            "<b>Report-backs.</b> I remind the holder. A report that does not come is shown as overdue, then as "
            "missed. Under each report members press [Accept] or [Not enough]."
        ),
        N_(
            "<b>Recall.</b> Under each mandate every member can press [Confidence] or [No confidence], any time, and "
            "nobody else sees which. When enough press [No confidence], the holder may reply; then the council votes "
            "on whether they lose the office."
        ),
    ),
    (
        N_(
            "<b>The charter</b> is the council's own rules: all these times and numbers. /charter@{bot} shows them. "
            "Any member can put a change to the vote; once adopted, it applies by itself."
        ),
        N_(
            "<b>The record.</b> Every act is written down with who did it and when, in a chain that shows if "
            "anybody changed it later. Who voted is in it, what they chose is not."
        ),
        N_("<b>Why?</b> Reply to a card with /why@{bot}, and I count again before your eyes."),
    ),
)
"""The pages of [How it works]."""

PRIVACY: tuple[str, ...] = (
    N_(
        "<b>What I see.</b> In a group I get commands, replies to my messages, presses of my buttons, and who comes "
        "and goes. As administrator, or if whoever runs me turned Telegram's privacy mode off, I am sent the other "
        "messages too: I keep nothing of them but the names of those who write."
    ),
    N_(
        "<b>What I keep.</b> Your Telegram id, your name and username as last seen, the councils whose roll "
        "you are on, what you proposed, reported and asked, and which ballots you voted in. What you choose "
        "is kept sealed while a ballot is open, and so are your signals. /me@{bot} shows it, /forget@{bot} erases "
        "your name and your texts."
    ),
    N_(
        "<b>Who sees what you chose.</b> It is secret from members, administrators and other councils, unless the "
        "council decided to vote by name; then the card says so. After the close nothing that this program keeps can "
        "tell how you voted. Until then whoever runs it could. Telegram saw your press. A unanimous or tiny ballot "
        "tells by itself."
    ),
    N_(
        "<b>Your signals</b> of confidence or no confidence are secret in the same way. A small group sees only "
        "whether enough have signalled; a larger one a rounded number, once a day."
    ),
    N_(
        "I send nothing to anybody else. One Telegram account is not always one person: that is for the council to "
        "judge, which knows its members."
    ),
)


def render_help(view: tuple[Help, Audience], t: Words) -> Screen:
    """The overview, or the commands of one area."""
    message, audience = view
    return _area(message.area, audience, t) if message.area in AREAS else _overview(audience, t)


def _overview(audience: Audience, t: Words) -> Screen:
    text = join(
        t("<b>Mandate</b>: a group decides by vote, elects people to act for it, and can recall them at any time."),
        t("/propose@{bot} — put something to the vote", bot=audience.bot_name),
        t("/open@{bot} — see what is open, and vote", bot=audience.bot_name),
        t("/council@{bot} — everything by buttons", bot=audience.bot_name),
        t("More about:"),
    )
    areas = tuple((Button(t.plain(name), callbacks.pack(HelpPress(area))),) for area, name in AREAS.items())
    return Screen(text, (*areas, (how_button(audience, t),)))


def render_hello(view: tuple[Hello, Audience], t: Words) -> Screen:
    """The first words in a private chat to somebody on no roll."""
    _, audience = view
    add = Button(t.plain("Add me to a group"), url=f"https://t.me/{audience.bot_name}?startgroup=new")
    text = join(
        t("<b>Mandate</b>: a group decides by vote, elects people to act for it, and can recall them at any time."),
        t("<b>1.</b> Press [Add me to a group] and choose yours. I need not be administrator there."),
        t("<b>2.</b> In the group everybody presses [Join the roll], under my first message."),
        t("<b>3.</b> Then anybody puts something to the vote: [Propose], or /propose and a text."),
    )
    help_ = Button(t.plain("Help"), callbacks.pack(HelpPress("")))
    return Screen(text, ((add,), (how_button(audience, t), help_)))


def render_signpost(view: tuple[Signpost, Audience], t: Words) -> Screen:
    """In a large group: where the answer is, and what the sign under a command means."""
    _, audience = view
    text = join(
        t("Whoever asked here: press [Read my answer], then Start. I answer in private, as so many read here."),
        t("👀 under your command says: the answer waits for you there too. Sent again, a command is answered here."),
    )
    url = f"https://t.me/{audience.bot_name}?start={callbacks.FOR_ANSWER}"
    return Screen(text, ((Button(t.plain("Read my answer"), url=url),),))


def render_nothing_waits(_: NothingWaits, t: Words) -> Screen:
    """The panel stands below it."""
    return Screen(t("No answer waits for you: you had asked nothing there, or have read it. This is what I can do:"))


def how_button(audience: Audience, t: Words) -> Button:
    """[How it works]: pages, so in a group it leads to the private chat."""
    press = HowPress(HOW_BEGINS)
    if audience.person_id is None:
        return Button(t.plain("How it works"), url=callbacks.deep_link(audience.bot_name, press))
    return Button(t.plain("How it works"), callbacks.pack(press))


def _area(area: str, audience: Audience, t: Words) -> Screen:
    here = [(name, each) for name, each in t.lexicon.commands.items() if each.area == area]
    lines = [_command(name, each, audience.bot_name, t) for name, each in here]
    back = (Button(t.plain("« Help"), callbacks.pack(HelpPress(""))),)
    return Screen(join(t("<b>{area}</b>", area=t.plain(AREAS[area])), *lines), (back,))


def _command(name: str, listed: Listed, bot_name: str, t: Words) -> Markup:
    what = t.plain(listed.what)
    if not listed.example:
        return t("/{command}@{bot} — {what}", command=name, bot=bot_name, what=what)
    example = t.plain(listed.example)
    return t(
        "/{command}@{bot} — {what}. Example: <code>/{command} {example}</code>",
        command=name, bot=bot_name, what=what, example=example,
    )  # fmt: skip


def render_unknown(view: tuple[CommandUnknown, Audience], t: Words) -> Screen:
    """A kind word for a command that does not exist, with the nearest one that does."""
    message, audience = view
    unknown = t("I know no command /{command}.", command=message.command)
    near = t("Do you mean /{nearest}@{bot}?", nearest=message.nearest, bot=audience.bot_name)
    help_ = t("/help@{bot} shows what I can do.", bot=audience.bot_name)
    return Screen(join(unknown, near if message.nearest else "", help_, by=" "))


def render_how(view: tuple[How, Audience], t: Words) -> Screen:
    """One page of how it works."""
    message, audience = view
    page = min(max(message.page, 0), len(HOW) - 1)
    parts = [t(part, bot=audience.bot_name) for part in HOW[page]]
    turn = pager(t, page, len(HOW), lambda wanted: callbacks.pack(HowPress(wanted)))
    return Screen(join(*parts, by="\n\n"), (turn,))


def render_privacy(view: tuple[int, Audience], t: Words) -> Screen:
    """What the bot sees and keeps, from whom a choice is hidden, and how often what hides it was lost."""
    lost, audience = view
    parts = [t(part, bot=audience.bot_name) for part in PRIVACY]
    keys = t("How often a key was lost under which votes, signals or ratings are sealed here: {number}.", number=lost)
    return Screen(join(*parts[:-1], keys, parts[-1], by="\n\n"))


def render_language(view: tuple[Language, Person | None, str], t: Words) -> Screen:
    """One button for each language; the group's own is a rule of its charter."""
    message, person, bot_name = view
    now = closest(person.language) if person and person.language else t.language
    rows: Keyboard = tuple(
        (
            Button(
                t.plain("✓ {name}", name=language_name(code)) if code == now else language_name(code),
                callbacks.pack(LanguagePress(message.asked_id, code)),
            ),
        )
        for code in languages()
    )
    text = join(
        t("Which language shall I use with you in private?"),
        t("The language in a group is a rule of its charter: /charter@{bot} language", bot=bot_name),
    )
    return Screen(text, rows if person else ())


def render_language_set(view: tuple[LanguageSet, Audience], t: Words) -> Screen:
    """After a language was chosen."""
    return Screen(t("In private I write to you in this language: {name}", name=language_name(view[0].language)))


def render_reminders(view: tuple[Reminders, Person | None, str], t: Words) -> Screen:
    """Whether private reminders are sent, with both buttons."""
    message, person, _ = view
    is_on = person is not None and person.allows_reminders
    text = (
        t("Reminders of ballots are on: I write to you in private when a ballot ends soon and you have not voted.")
        if is_on
        else t("Reminders of ballots are off. I still tell you in private what concerns you yourself.")
    )
    on, off = (callbacks.pack(RemindersPress(message.asked_id, value)) for value in (1, 0))
    return Screen(text, ((Button(t.plain("On"), on), Button(t.plain("Off"), off)),))
