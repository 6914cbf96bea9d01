"""What each letter from another council does here. So far no noun sends any: tiers will (SPEC-COUNCILS)."""

from collections.abc import Mapping

from bot.domain.ground.letter import Letter
from bot.services.ground.ports import Receive

RECEIVERS: Mapping[type[Letter], Receive] = {}
