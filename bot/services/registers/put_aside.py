"""What is kept of a question whose time is over, or that another takes the place of."""

from collections.abc import Mapping

from bot.domain.ground.message import Question
from bot.domain.reports.questions import ReportDraft
from bot.services.ground.ports import OnPutAside
from bot.services.reports.drafts import keep_draft

PUT_ASIDE: Mapping[type[Question], OnPutAside] = {ReportDraft: keep_draft}
