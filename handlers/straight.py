"""Commands that hand on what was written and nothing else: they need no handler of their own."""

from collections.abc import Callable

from bot.services.ground.naming import Who
from bot.services.ground.ports import Uow
from handlers.act import Act, OnAct
from handlers.whom import whom


def straight(use_case: Callable[[Uow], object]) -> OnAct:
    """The command alone says everything."""

    async def run(act: Act) -> None:
        await act.write(use_case)

    return run


def with_text(use_case: Callable[[Uow, str], object]) -> OnAct:
    """What follows the command belongs to it."""

    async def run(act: Act) -> None:
        await act.write(use_case, act.arguments)

    return run


def with_person(use_case: Callable[[Uow, Who], object]) -> OnAct:
    """It is about a person, with more words or without; see handlers/whom.py for how somebody is named."""

    async def run(act: Act) -> None:
        await act.write(use_case, whom(act))

    return run
