"""What carries ratings: the tokens of their buttons, and what is done where a key was lost."""

from bot.domain.ballots.ballot import ChoiceUnknownError
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.voices import VoiceKey
from bot.domain.reports.report import Rated, Report, Verdict
from bot.services.ground.ports import Reads, Uow
from bot.services.ground.voices import renew_tokens, said_by, voice_meant
from bot.services.reports.reports import get_report, lay_out_ratings, mend_ratings, rate


def press_rating(uow: Uow, council_id: CouncilId, report_id: str, token: str) -> Rated:
    """A rating by its button's token. Raises ChoiceUnknownError, and what `rate` raises."""
    is_accepted = voice_meant(uow, report_id, token)
    if is_accepted is None and get_report(uow, council_id, report_id).verdict is Verdict.OPEN:
        raise ChoiceUnknownError
    return rate(uow, council_id, report_id, is_accepted=bool(is_accepted))


def has_rated_any(reads: Reads, council_id: CouncilId, person_id: PersonId) -> bool:
    """Whether this person has rated a report that is not judged yet."""
    rated = reads.find(Report, council_id=council_id, verdict=Verdict.OPEN)
    return any(said_by(reads, council_id, report.report_id, person_id) is not None for report in rated)


def look_for_lost_ratings(uow: Uow) -> None:
    """At every start: keys may be gone, and a report of an older release that nobody rated has no slots."""
    for report in uow.find(Report, verdict=Verdict.OPEN):
        if renew_tokens(uow, report.report_id):
            uow.raise_version(report.council_id, report.report_id)
        if uow.get(VoiceKey, report.council_id, report.report_id) is None:
            lay_out_ratings(uow, report)
        mend_ratings(uow, report)
