"""The ten cards that filled most of a phone, as a council of twelve sees them: for pictures and for their heights."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.ballots.ballot import Ballot
from bot.domain.ground.outgoing import Card
from bot.domain.ground.person import Person
from bot.domain.mandates.mandate import Mandate
from bot.services.ballots.proposals import propose
from bot.services.ballots.seconds import second
from bot.services.ballots.voting import cast_picks, cast_vote
from bot.services.ground.dialogs import answer_confirm
from bot.services.ground.naming import Who
from bot.services.recalls.calls import start_call
from bot.services.roll.in_chat import note_chat_size
from handlers.views.ground.screen import Screen
from tests.support import offices
from tests.support.council import House
from tests.support.hall import Hall
from tests.support.instructions import bind
from tests.support.recalls import ballot_of, reached

TWELVE = (
    "Cleo Martin", "Ada Berg", "Ben Okafor", "Dora Weiss", "Elif Kaya", "Finn Brand",
    "Gus Lind", "Hana Sato", "Ivo Petrov", "Jana Nowak", "Kofi Mensah", "Lena Vogt",
)  # fmt: skip
BARREL = (
    "We buy a rain barrel of 200 litres for the yard, for at most 120 euros.\n"
    "The money comes from what the summer party left over."
)
BEDS = "What do we plant in the front bed?\n- Roses\n- Beans and peas\n- Sunflowers\n- Lavender"
ACCOUNTS = "Show the accounts of the summer party on the board by 15 April, with every receipt."


def yes_no() -> Screen:
    """A proposal under vote."""
    house, (_, ada, *others) = _founded()
    ballot = house.do(propose, house.council_id, BARREL, None, by=ada)
    return _voted(house, ballot, ("yes", "yes", "no"), others)


def approval() -> Screen:
    """Options of which everybody marks as many as they like."""
    house, (_, ada, *others) = _founded()
    ballot = house.do(propose, house.council_id, f"many: {BEDS}", None, by=ada)
    return _voted(house, ballot, ("0", "1", "0"), others)


def run_off() -> Screen:
    """The second vote between the first two of four options."""
    house, (_, ada, *others) = _founded()
    ballot = house.do(propose, house.council_id, BEDS, None, by=ada)
    _voted(house, ballot, ("0", "0", "1", "1", "2", "3"), others)
    house.pass_time(days=4)
    return house.card(house.find(Ballot)[-1].ballot_id)


def election() -> Screen:
    """Four stand for one office."""
    hall = Hall()
    people = _all_join(hall)
    ballot = hall.elect("Delegate", people[1])
    for other in people[2:4]:
        hall.do(second, hall.council_id, ballot.ballot_id, by=other)
    hall.stand(ballot, *people[:4])
    hall.pass_time(hours=25)
    return hall.card(ballot.ballot_id)


def recall() -> Screen:
    """A recall under vote, for which a member gave grounds."""
    house, mandate, others = _with_holder()
    house.do(start_call, Who(words="delegate She has not come to a meeting since January, and answers no letter."),
             by=others[0])  # fmt: skip
    house.do(answer_confirm, others[0].person_id, is_yes=True, by=others[0])
    reached(house, mandate, others)
    house.pass_time(hours=25)
    return house.card(ballot_of(house).ballot_id)


def recall_notice() -> Screen:
    """The threshold of signals is reached, and the holder may reply."""
    house, mandate, others = _with_holder()
    reached(house, mandate, others)
    return house.show(house.screens("recall_reached")[-1])


def instruction() -> Screen:
    """An instruction was adopted, and the holder is asked whether they accept it."""
    house, mandate, _ = _with_holder()
    return house.card(bind(house, mandate, ACCOUNTS).instruction_id)


def mandate() -> Screen:
    """The card of a mandate: what binds its holder, and the two signals."""
    house, held, _ = _with_holder()
    bind(house, held, ACCOUNTS)
    return house.card(held.mandate_id)


def missed() -> Screen:
    """A report-back was missed."""
    house, _, _ = _with_holder()
    return house.show(house.screens("report_missed")[-1])


def welcome() -> Screen:
    """The first card in a group."""
    house = House()
    return house.card(house.council_id)


CARDS: dict[str, Callable[[], Screen]] = {
    each.__name__: each
    for each in (
        yes_no, approval, run_off, election, recall, recall_notice, instruction, mandate, missed, welcome,
    )
}  # fmt: skip


def _founded() -> tuple[House, list[Person]]:
    house = House()
    return house, _all_join(house)


def _all_join(house: House) -> list[Person]:
    """Everybody in the chat is on the roll: nobody is left who could join."""
    people = house.founded(*TWELVE)
    house.do(note_chat_size, house.council_id, len(TWELVE) + 1)
    return people


def _voted(house: House, ballot: Ballot | None, choices: tuple[str, ...], voters: list[Person]) -> Screen:
    assert ballot is not None
    for voter, choice in zip(voters, choices, strict=False):
        if choice.isdecimal():
            house.do(lambda uow, pick=choice: cast_picks(uow, uow.get(Ballot, *_key(ballot)), (pick,)), by=voter)
        else:
            house.do(cast_vote, house.council_id, ballot.ballot_id, choice, by=voter)
    return house.card(ballot.ballot_id)


def _key(ballot: Ballot) -> tuple[str, str]:
    return ballot.council_id, ballot.ballot_id


def _with_holder() -> tuple[House, Mandate, list[Person]]:
    """Cleo is delegate, and has missed a report-back; so fewer signals are enough."""
    house, (cleo, *others) = _founded()
    (held,) = offices.seat(house, cleo, office="Delegate", has_report_backs=True)
    house.pass_time(days=35)
    assert house.find(Card, subject_id=held.mandate_id)
    return house, held, others
