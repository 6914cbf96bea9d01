"""What waits in private, in a large group, for whoever has no private chat open."""

import pytest

from bot.domain.council.messages import NOTHING_FOUND, Panel, Refused
from bot.domain.ground.messages import Cancelled
from bot.domain.ground.told import Fields
from bot.domain.me.messages import MeElsewhere
from bot.domain.roll.messages import RollPage


@pytest.mark.parametrize("said", [RollPage(0), Panel(), MeElsewhere()])
def test_pages_the_panel_and_what_is_kept_wait(said):
    assert said.may_wait


def test_of_refusals_only_that_nothing_was_found_and_nothing_that_was_done():
    assert all(Refused(code, Fields.of({})).may_wait for code in NOTHING_FOUND)
    assert not Refused("not_on_roll", Fields.of({})).may_wait
    assert not Cancelled(was_open=True).may_wait
