"""What has come of signals, and changes after which a threshold is looked at, for tests of confidence."""

from bot.domain.recalls.recall import Recall
from bot.domain.reports.report import ReportBack, ReportBackState
from bot.domain.roll.member import Member
from bot.services.ground.voices import all_said
from bot.services.mandates.mandates import standing_changed
from bot.services.recalls.confidence import live_recall
from bot.services.roll.standing import base_changed, count_place
from tests.support.offices import mandate_now


def at_the_hour(house):
    """The recalls that run once the full hour has come, at which signals are looked at."""
    house.pass_time(seconds=3600 - house.now.timestamp() % 3600)
    return running(house)


def is_reached(house, mandate):
    """Whether a threshold stands, though nothing that is written tells so before the full hour."""
    watched = house.memory.recall(f"signals:{mandate.mandate_id}")
    return live(house, mandate) is not None or (watched is not None and watched.reached is not None)


def running(house):
    return [recall for recall in house.find(Recall) if recall.ended_at is None]


def live(house, mandate):
    return house.read(live_recall, mandate_now(house, mandate))


def change_member(house, person, **changes):
    def act(uow):
        known = uow.get(Member, house.council_id, person.person_id)
        count_place(uow, house.council_id, known.state, uow.change(known, **changes).state)
        base_changed(uow, house.council_id, {person.person_id})

    house.do(act)


def owe_report(house, mandate, state=ReportBackState.OVERDUE, missed_at=None):
    def act(uow):
        row = ReportBack(
            house.council_id,
            uow.new_id(),
            mandate.mandate_id,
            uow.now.date(),
            uow.now,
            state=state,
            missed_at=missed_at,
        )
        uow.add(row)
        standing_changed(uow, uow.get(type(mandate), house.council_id, mandate.mandate_id))

    house.do(act)


def said(house, mandate):
    return house.read(all_said, house.council_id, mandate.mandate_id)
