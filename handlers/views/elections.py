"""The card of an election through its life: seconds, nominations, the vote, the result; and what is told beside it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from bot.domain.ballot import Ballot, BallotKind, BallotState, Method, Outcome, Second
from bot.domain.booth import names_on
from bot.domain.election import NAMES_ON_CARD, Race, race_of
from bot.domain.ids import BallotId, CouncilId
from bot.domain.mandate import Mandate, Successor
from bot.domain.names import person_name
from bot.domain.nominee import Nominee, NomineeState
from bot.domain.person import Person
from bot.services.council import charter_in_force, get_council
from bot.services.ports import Reads
from handlers import callbacks
from handlers.errors import moment, says
from handlers.views.dialogs import Asked, ask_screen, confirm_keyboard, load_asked
from handlers.views.headlines import Say, headline
from handlers.views.paging import page_of, pager
from handlers.views.screen import Audience, Button, Keyboard, Screen, plain, screen
from handlers.views.words import Markup, Words, join

ROUNDS_ON_A_PAGE = 3


@callbacks.press("es")
@dataclass(frozen=True, slots=True)
class SecondOfficePress:
    """[Second] on the election to a new office."""

    council_id: CouncilId
    ballot_id: BallotId


@callbacks.press("ns")
@dataclass(frozen=True, slots=True)
class StandPress:
    """[Stand]."""

    council_id: CouncilId
    ballot_id: BallotId


@callbacks.press("na")
@dataclass(frozen=True, slots=True)
class AnswerNominationPress:
    """[Accept] (1) or [Decline] (0), for somebody nominated."""

    council_id: CouncilId
    ballot_id: BallotId
    is_yes: int


@callbacks.press("vh")
@dataclass(frozen=True, slots=True)
class VoteHerePress:
    """[Vote here]: a paper in the group, for those who cannot use the private chat."""

    council_id: CouncilId
    ballot_id: BallotId


@callbacks.press("sc")
@dataclass(frozen=True, slots=True)
class ShowCountPress:
    """[Show the count]: round by round; `page` -1 posts it."""

    council_id: CouncilId
    ballot_id: BallotId
    page: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A nominee as the card lists them."""

    name: str
    state: NomineeState


@dataclass(frozen=True, slots=True)
class Term:
    """A mandate that came of the election: of whom, from when, until when."""

    name: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class ElectionView:
    """What the card of an election shows. `names` are those on the paper, by key."""

    ballot: Ballot
    race: Race
    names: tuple[str, ...]
    proposer: str | None
    nominees: tuple[Standing, ...]
    seconds: int
    term_months: int
    terms: tuple[Term, ...]
    bot_name: str

    def name(self, key: str, t: Words) -> str:
        """The name behind a key of the paper."""
        if not key.isdecimal():
            return choice_of_election(key, t)
        return self.names[int(key)] or t.plain("a former member")


def load_election(reads: Reads, audience: Audience, params: dict[str, Any]) -> ElectionView | None:
    """The election with everybody who has to do with it."""
    ballot = reads.get(Ballot, audience.council_id, params.get("ballot_id") or params["subject_id"])
    if ballot is None:
        return None
    proposer = reads.get(Person, ballot.proposer_id) if ballot.proposer_id else None
    rows = reads.find(Nominee, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    rows.sort(key=lambda row: (row.nominated_at, row.person_id))
    charter = charter_in_force(get_council(reads, ballot.council_id))
    return ElectionView(
        ballot,
        race_of(ballot),
        paper_names_now(reads, ballot),
        person_name(proposer.name) if proposer else None,
        tuple(Standing(_name_of(reads, row.person_id), row.state) for row in rows),
        reads.count(Second, council_id=ballot.council_id, ballot_id=ballot.ballot_id),
        charter.count("term"),
        _terms(reads, ballot),
        audience.bot_name,
    )


def paper_names_now(reads: Reads, ballot: Ballot) -> tuple[str, ...]:
    """The names on the paper as they were printed; empty for somebody who has had their name erased."""
    rows = reads.find(Nominee, council_id=ballot.council_id, ballot_id=ballot.ballot_id)
    gone = {row.option for row in rows if _is_forgotten(reads, row)}
    return tuple("" if str(key) in gone else name for key, name in enumerate(ballot.options))


def _is_forgotten(reads: Reads, row: Nominee) -> bool:
    person = reads.get(Person, row.person_id)
    return person is None or person.forgotten_at is not None


def _name_of(reads: Reads, person_id: str) -> str:
    person = reads.get(Person, person_id)
    return person_name(person.name) if person else ""


def _terms(reads: Reads, ballot: Ballot) -> tuple[Term, ...]:
    terms = []
    for mandate_id in ballot.result.get("mandates", ()):
        mandate = reads.get(Mandate, ballot.council_id, mandate_id)
        coming = reads.get(Successor, ballot.council_id, mandate_id) if mandate is None else None
        if mandate is not None:
            terms.append(Term(_name_of(reads, mandate.person_id), mandate.started_at, mandate.ends_at))
        elif coming is not None:
            terms.append(Term(_name_of(reads, coming.person_id), coming.starts_at, coming.ends_at))
    return tuple(terms)


@headline(BallotKind.ELECTION)
def headline_election(_: Reads, ballot: Ballot) -> Say:
    """What lists say of an election."""
    return lambda t: title(ballot, t)


def title(ballot: Ballot, t: Words) -> Markup:
    """The first line of everything about an election."""
    if ballot.run_off_of_id is not None:
        return t("<b>Run-off: {office}</b>", office=ballot.text)
    if ballot.subject.get("is_replacement"):
        return t("<b>Replacement election: {office}</b>", office=ballot.text)
    return t("<b>Election: {office}</b>", office=ballot.text)


def choice_of_election(key: str, t: Words) -> str:
    """The words that stand on a paper besides names."""
    match key:
        case "reopen":
            return t.plain("Reopen nominations")
        case "none":
            return t.plain("None of these")
        case _:
            return t.plain("Abstain")


# the card -------------------------------------------------------------------------------------------------------------


@screen("election", load_election)
def render_election(view: ElectionView, t: Words) -> Screen:
    """The card, by what the election waits for."""
    match view.ballot.state:
        case BallotState.SECONDING:
            return _render_seconding(view, t)
        case BallotState.NOMINATING | BallotState.QUEUED:
            return _render_nominating(view, t)
        case BallotState.WITHDRAWN:
            return Screen(_paragraphs(title(view.ballot, t), t("This election was not wanted: it found no seconds.")))
        case BallotState.CLOSED:
            return Screen(_paragraphs(title(view.ballot, t), *result_parts(view, t)), _result_keyboard(view, t))
        case _:
            return Screen(_paragraphs(title(view.ballot, t), *_vote_parts(view, t)), vote_keyboard(view, t))


def _paragraphs(*parts: str) -> Markup:
    return join(*parts, by="\n\n")


def _render_seconding(view: ElectionView, t: Words) -> Screen:
    text = _paragraphs(
        title(view.ballot, t),
        t(
            "{name} proposes a new office: {office}. It needs {needed} other members who want it; {got} so far.",
            name=view.proposer or t.plain("A member"),
            office=view.ballot.text,
            needed=view.race.seconds,
            got=view.seconds,
        ),
        t("Without them within 7 days this ends. With them, nominations open at once."),
    )
    second = Button(t.plain("Second"), callbacks.pack(SecondOfficePress(view.ballot.council_id, view.ballot.ballot_id)))
    return Screen(text, ((second,), join_row(view.ballot, t)))


def join_row(ballot: Ballot, t: Words) -> tuple[Button, ...]:
    """[Join the roll], on every open card (SPEC section 2)."""
    return (Button(t.plain("Join the roll"), callbacks.pack(callbacks.JoinPress(ballot.council_id))),)


def _render_nominating(view: ElectionView, t: Words) -> Screen:
    ballot, race = view.ballot, view.race
    text = _paragraphs(
        title(ballot, t),
        join(_seats_line(view, t), _term_line(view, t), _barred_line(race, t)),
        _nominee_lines(view, t),
        join(_until_line(race, t), t("To put somebody forward: /nominate@{bot} @name", bot=view.bot_name)),
    )
    data = (ballot.council_id, ballot.ballot_id)
    rows: Keyboard = ((Button(t.plain("Stand"), callbacks.pack(StandPress(*data))),),)
    if any(nominee.state is not NomineeState.DECLINED for nominee in view.nominees):
        rows = (*rows, answer_row(ballot, t))
    return Screen(text, (*rows, join_row(ballot, t)))


def answer_row(ballot: Ballot, t: Words) -> tuple[Button, ...]:
    """[Accept] and [Decline], for those who are nominated."""
    data = (ballot.council_id, ballot.ballot_id)
    return (
        Button(t.plain("Accept"), callbacks.pack(AnswerNominationPress(*data, 1))),
        Button(t.plain("Decline"), callbacks.pack(AnswerNominationPress(*data, 0))),
    )


def _seats_line(view: ElectionView, t: Words) -> Markup:
    return t.n("{n} seat is to be filled.", "{n} seats are to be filled.", len(view.race.seats))


def _term_line(view: ElectionView, t: Words) -> Markup:
    if view.race.ends_at is not None:
        return t("Whoever is elected serves the rest of the term, until {when}.", when=t.time(view.race.ends_at))
    return t.n("The term is {n} month.", "The term is {n} months.", view.term_months)


def _barred_line(race: Race, t: Words) -> Markup:
    return t("Who was recalled from this office may not stand in this election.") if race.barred else Markup("")


def _nominee_lines(view: ElectionView, t: Words) -> Markup:
    if not view.nominees:
        return t("Nobody stands yet. Press [Stand], or put somebody forward.")
    return join(*(_nominee_line(nominee, t) for nominee in view.nominees))


def _nominee_line(nominee: Standing, t: Words) -> Markup:
    name = nominee.name or t.plain("a former member")
    match nominee.state:
        case NomineeState.ACCEPTED:
            return t("• {name} stands", name=name)
        case NomineeState.DECLINED:
            return t("• {name} declined", name=name)
        case _:
            return t("• {name} was nominated and has not answered: press [Accept] or [Decline]", name=name)


def _until_line(race: Race, t: Words) -> Markup:
    if race.until is None:
        return Markup("")
    if race.was_extended:
        return t(
            "Nobody had accepted, so nominations run once more: until {when}, or until somebody stands.",
            when=t.time(race.until),
        )
    return t("Nominations end {when}. Then the vote opens.", when=t.time(race.until))


def _vote_parts(view: ElectionView, t: Words) -> tuple[Markup, ...]:
    ballot = view.ballot
    listed = join(
        t("On the paper, in an order drawn by lot:"),
        *(t("{place}. {name}", place=place, name=view.name(str(place - 1), t)) for place in _places(view)),
    )
    turnout = t(
        "{voted} of {electorate} voted. The election counts if at least {needed} of {electorate} vote.",
        voted=ballot.voted,
        electorate=ballot.electorate,
        needed=ballot.quorum,
    )
    closes = t("Closes {when}", when=t.time(ballot.closes_at)) if ballot.closes_at else ""
    return (
        join(_seats_line(view, t), _term_line(view, t)),
        listed,
        how_to_vote(ballot, t),
        join(turnout, closes),
        join(secret_line(t), _promise_line(ballot, t)),
    )


def _places(view: ElectionView) -> range:
    return range(1, len(view.names) + 1)


def how_to_vote(ballot: Ballot, t: Words) -> Markup:
    """What one does on the paper, and what wins."""
    if ballot.method is Method.STV:
        return t(
            "Rank as many as you like, the best first. The seats are filled in proportion (single transferable vote). "
            "[Reopen nominations] can be ranked too: it leaves a seat open for new nominations."
        )
    return t(
        "Mark everybody whom you would accept. The most marks win, if they are more than those for "
        "[Reopen nominations], which excludes other marks."
    )


def secret_line(t: Words) -> Markup:
    """From whom the choice is secret, and from whom it is not (SPEC section 12)."""
    return t(
        "Counts are hidden until the close. Members, administrators and other councils never see what you chose; "
        "whoever runs the bot, and Telegram, could."
    )


def _promise_line(ballot: Ballot, t: Words) -> Markup:
    if ballot.lot_commitment is None:
        return Markup("")
    return t(
        "If a lot must decide, its seed is fixed already. SHA-256: <code>{promise}</code>",
        promise=ballot.lot_commitment,
    )


def vote_keyboard(view: ElectionView, t: Words) -> Keyboard:
    """Names where few stand for one seat; [Vote] into the booth; a paper here for those who cannot go there."""
    ballot = view.ballot
    booth = (Button(t.plain("Vote"), url=booth_url(view.bot_name, ballot)),)
    if ballot.method is Method.APPROVAL and len(view.names) <= NAMES_ON_CARD:
        return (*name_rows(view, t), booth, join_row(ballot, t))
    here = Button(t.plain("Vote here"), callbacks.pack(VoteHerePress(ballot.council_id, ballot.ballot_id)))
    return ((*booth, here), join_row(ballot, t))


def name_rows(view: ElectionView, t: Words) -> Keyboard:
    """A name adds an approval, [Reopen nominations] takes the place of all, [Clear my ballot] empties the paper."""
    ballot = view.ballot

    def button(key: str, label: str) -> Button:
        return Button(label, callbacks.pack(callbacks.VotePress(ballot.council_id, ballot.ballot_id, key)))

    names = tuple((button(key, view.name(key, t)),) for key in names_on(ballot))
    return (*names, (button("clear", t.plain("Clear my ballot")),))


def booth_url(bot_name: str, ballot: Ballot) -> str:
    """The link into the private booth."""
    return f"https://t.me/{bot_name}?start={callbacks.pack(callbacks.BoothPress(ballot.council_id, ballot.ballot_id))}"


# the result -----------------------------------------------------------------------------------------------------------


def result_parts(view: ElectionView, t: Words) -> tuple[Markup, ...]:
    """What came out, the integers behind it, what was drawn, and the mandates."""
    ballot = view.ballot
    if ballot.outcome is Outcome.VOID:
        return (t("This vote is void: somebody on the paper was recalled from the office. A new election is open."),)
    if ballot.result.get("why") == "nobody":
        return (nobody_line(t),)
    return (
        join(_practice_line(ballot, t), outcome_line(view, t)),
        join(_count_line(view, t), _turnout_line(ballot, t), _roll_line(ballot, t)),
        lot_line(view, t),
        join(*(_term_of(term, t) for term in view.terms)),
    )


def _practice_line(ballot: Ballot, t: Words) -> Markup:
    return t("<b>Practice</b>: fewer than 3 are on the roll, so nobody is bound.") if ballot.is_practice else Markup("")


def nobody_line(t: Words) -> Markup:
    """The office stays empty."""
    return t("Nobody stands. The office is vacant; it is offered again in two weeks.")


def outcome_line(view: ElectionView, t: Words) -> Markup:
    """The outcome in one sentence."""
    result = view.ballot.result
    match view.ballot.outcome:
        case Outcome.ELECTED:
            names = ", ".join(view.name(key, t) for key in result["winners"])
            return join(t("Elected: <b>{names}</b>.", names=names), _open_seats_line(result, t), by=" ")
        case Outcome.RUN_OFF:
            names = ", ".join(view.name(key, t) for key in result["tied"])
            return t("A tie between {names}. A run-off between them is open now.", names=names)
        case Outcome.REOPEN:
            return t("Nobody was elected: nobody had more than [Reopen nominations]. Nominations are open again.")
        case _ if result.get("why") == "no_quorum":
            return t("Nobody was elected: too few voted. The office is offered again.")
        case _:
            return t("Nobody was elected. The office is offered again.")


def _open_seats_line(result: dict[str, Any], t: Words) -> Markup:
    reopened, vacant = result.get("reopened", 0), result.get("vacant", 0)
    if reopened:
        return t.n("{n} seat stays open for new nominations.", "{n} seats stay open for new nominations.", reopened)
    return t.n("{n} seat stays vacant.", "{n} seats stay vacant.", vacant) if vacant else Markup("")


def _count_line(view: ElectionView, t: Words) -> Markup:
    result = view.ballot.result
    if "counts" in result:
        keys = sorted(result["counts"], key=lambda key: (not key.isdecimal(), -result["counts"][key], key))
        return join(*(t("{name} {n}", name=view.name(key, t), n=result["counts"][key]) for key in keys), by=" · ")
    if "quota" not in result:
        return Markup("")
    return t(
        "{papers} papers, {seats} seats: {quota} votes elect.",
        papers=result["papers"],
        seats=len(view.race.seats),
        quota=result["quota"],
    )


def _turnout_line(ballot: Ballot, t: Words) -> Markup:
    return t(
        "{voted} of {electorate} voted, {abstained} of them abstained; at least {quorum} were needed.",
        voted=ballot.result["voted"],
        electorate=ballot.electorate,
        abstained=ballot.result.get("abstained", 0),
        quorum=ballot.result["quorum"],
    )


def _roll_line(ballot: Ballot, t: Words) -> Markup:
    roll = ballot.result.get("roll")
    if not roll:
        return Markup("")
    known = t("On the roll {roll}, of them resting {resting}.", roll=roll["roll"], resting=roll["resting"])
    return join(known, t("In the chat {chat}.", chat=roll["chat"]) if roll["chat"] else "", by=" ")


def lot_line(view: ElectionView, t: Words) -> Markup:
    """A draw, so that anybody can repeat it; nothing if no lot was needed."""
    lot = view.ballot.result.get("lot")
    if not lot or not lot["is_drawn"]:
        return Markup("")
    order = ", ".join(view.name(key, t) for key in lot["order"])
    return join(
        t("Equals were put in order by lot: {order}.", order=order),
        t("Anybody can draw it again. Seed: <code>{seed}</code>", seed=lot["seed"]),
        t("Promised before the vote as <code>{promise}</code>", promise=lot["commitment"]),
        t("Context: <code>{context}</code>", context=lot["context"]),
    )


def _term_of(term: Term, t: Words) -> Markup:
    return t(
        "Mandate of {name}: from {start} until {end}.",
        name=term.name or t.plain("a former member"),
        start=t.time(term.starts_at),
        end=t.time(term.ends_at),
    )


def _result_keyboard(view: ElectionView, t: Words) -> Keyboard:
    if not view.ballot.result.get("rounds"):
        return ()
    data = ShowCountPress(view.ballot.council_id, view.ballot.ballot_id, -1)
    return ((Button(t.plain("Show the count"), callbacks.pack(data)),),)


# the count, round by round --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CountView:
    """Some rounds of a count."""

    election: ElectionView
    rounds: tuple[tuple[int, dict[str, Any]], ...]
    page: int
    pages: int


def load_count(reads: Reads, audience: Audience, params: dict[str, Any]) -> CountView | None:
    """One page of rounds."""
    election = load_election(reads, audience, params)
    if election is None:
        return None
    numbered = list(enumerate(election.ballot.result.get("rounds", ()), 1))
    rounds, page, pages = page_of(numbered, params["page"], ROUNDS_ON_A_PAGE)
    return CountView(election, tuple(rounds), page, pages)


@screen("count_rounds", load_count)
def render_count(view: CountView, t: Words) -> Screen:
    """What each round did, and how many votes everybody had at its end."""
    ballot = view.election.ballot
    head = join(
        t("<b>How the votes were counted: {office}</b>", office=ballot.text),
        t("Page {page} of {pages}", page=view.page + 1, pages=view.pages) if view.pages > 1 else "",
    )
    parts = (_round_part(view.election, number, each, t) for number, each in view.rounds)

    def data(page: int) -> str:
        return callbacks.pack(ShowCountPress(ballot.council_id, ballot.ballot_id, page))

    turn = pager(t, view.page, view.pages, data)
    return Screen(_paragraphs(head, *parts), (turn,) if turn else ())


def _round_part(view: ElectionView, number: int, found: dict[str, Any], t: Words) -> Markup:
    votes = " · ".join(f"{view.name(key, t)} {votes_word(share)}" for key, share in found["tallies"])
    elected = ", ".join(view.name(key, t) for key in found["elected"])
    lost = votes_word(found["exhausted"])
    return join(
        t("<b>Round {number}.</b> {what}", number=number, what=_what_happened(view, found, t)),
        join(votes),
        t("On papers that name nobody left: {votes}", votes=lost) if lost != "0" else "",
        _tie_line(view, found["tie"], t) if found["tie"] else "",
        t("Fills a seat now: <b>{names}</b>", names=elected) if elected else "",
    )


def _what_happened(view: ElectionView, found: dict[str, Any], t: Words) -> Markup:
    name = view.name(found["subject"], t) if found["subject"] else ""
    match found["action"]:
        case "first_preferences":
            return t("First preferences are counted.")
        case "surplus":
            return t(
                "{name} has more than is needed: the papers go on to the next name, each at {factor} of its value.",
                name=name,
                factor=found["factor"],
            )
        case "exclusion":
            return t("{name} has the fewest votes and drops out: the papers go on to the next name.", name=name)
        case _:
            return t("As many are left as there are seats: they are elected.")


def _tie_line(view: ElectionView, tie: dict[str, Any], t: Words) -> Markup:
    names = ", ".join(view.name(key, t) for key in tie["tied"])
    chosen = view.name(tie["chosen"], t)
    match tie["by"]:
        case "lot":
            return t("Equal were {names}; the lot chose {chosen}.", names=names, chosen=chosen)
        case "earlier_round":
            return t("Equal were {names}; an earlier round tells {chosen}.", names=names, chosen=chosen)
        case "reopen":
            return t(
                "Equal were {names}; [Reopen nominations] counts as having more, so {chosen}.",
                names=names,
                chosen=chosen,
            )
        case _:
            return Markup("")


def votes_word(share: str) -> str:
    """An exact number of votes for people: "3", "4/3" as "1 1/3"; long fractions to three decimals, marked as such."""
    votes = Fraction(share)
    whole, rest = divmod(votes.numerator, votes.denominator)
    if not rest:
        return str(whole)
    if votes.denominator > 99:  # noqa: PLR2004 (more than two digits cannot be read at a glance)
        return f"≈ {float(votes):.3f}"
    return f"{whole} {rest}/{votes.denominator}" if whole else f"{rest}/{votes.denominator}"


# told beside the card -------------------------------------------------------------------------------------------------


@screen("election_opens", load_election)
def render_opens(view: ElectionView, t: Words) -> Screen:
    """The vote is open: the way to the booth, as the card may be far up."""
    ballot = view.ballot
    names = ", ".join(view.name(str(place - 1), t) for place in _places(view))
    text = join(
        title(ballot, t),
        t("The vote is open. On the paper: {names}.", names=names),
        t("Vote until {when}.", when=t.time(ballot.closes_at)) if ballot.closes_at else "",
    )
    return Screen(text, ((Button(t.plain("Vote"), url=booth_url(view.bot_name, ballot)),),))


@screen("election_result", load_election)
def render_result(view: ElectionView, t: Words) -> Screen:
    """The outcome in a message of its own; the card has the rest."""
    parts = join(outcome_line(view, t), *(_term_of(term, t) for term in view.terms))
    return Screen(join(title(view.ballot, t), _practice_line(view.ballot, t), parts))


@screen("nominations_extended", load_election)
def render_extended(view: ElectionView, t: Words) -> Screen:
    """Nobody accepted yet."""
    return Screen(join(title(view.ballot, t), _until_line(view.race, t)))


@screen("office_vacant", load_election)
def render_vacant(view: ElectionView, t: Words) -> Screen:
    """Nobody stood twice over."""
    return Screen(join(title(view.ballot, t), nobody_line(t)))


@screen("ask_office", load_asked)
def render_ask_office(asked: Asked, t: Words) -> Screen:
    """/elect alone."""
    question = t('Which office shall be filled? For example "treasurer", or "3 delegates" for several seats.')
    return ask_screen(asked, t, question, t.plain("treasurer"))


@screen("confirm_elect", plain)
def render_confirm(params: dict[str, Any], t: Words) -> Screen:
    """What will happen if an election is called."""
    text = _paragraphs(
        t("<b>Start an election: {office}?</b>", office=params["office"]),
        join(
            t.n("{n} seat is filled.", "{n} seats are filled.", params["seats"]),
            _seconds_line(params["seconds"], t),
            t(
                "Nominations are open for {nominations}; then the vote for {duration}.",
                nominations=t.span(timedelta(seconds=params["nominations_s"])),
                duration=t.span(timedelta(seconds=params["duration_s"])),
            ),
            t("Whoever is elected holds a mandate, reports back on time, and can be recalled."),
        ),
    )
    return Screen(text, confirm_keyboard(t, params["asked_id"]))


def _seconds_line(seconds: int, t: Words) -> Markup:
    if not seconds:
        return Markup("")
    return t.n(
        "The office is new: first {n} other member must second it.",
        "The office is new: first {n} other members must second it.",
        seconds,
    )


# refusals -------------------------------------------------------------------------------------------------------------


@says("office_held")
def _office_held(fields: dict[str, Any], t: Words) -> str:
    names = ", ".join(map(person_name, fields["names"]))
    if fields["vacant"]:
        return t.plain(
            "{office}: only {vacant} of {seats} seats can be filled now; held by {names}.",
            office=fields["office"],
            vacant=fields["vacant"],
            seats=fields["seats"],
            names=names,
        )
    ends_at = moment(fields["ends_at"])
    return t.plain(
        "{office} is held by {names} until {date}. To end it earlier, signal [No confidence] on the mandate's card or "
        "send /recall.",
        office=fields["office"],
        names=names,
        date=t.date(ends_at) if ends_at else "",
    )


@says("election_running")
def _election_running(fields: dict[str, Any], t: Words) -> str:
    return t.plain("An election for {office} is running. Send /open to see it.", office=fields["office"])


@says("own_second")
def _own_second(_: dict[str, Any], t: Words) -> str:
    return t.plain("You called this election, so your word is no second. Other members must press it.")


@says("already_seconded")
def _already_seconded(_: dict[str, Any], t: Words) -> str:
    return t.plain("You have seconded it already.")
