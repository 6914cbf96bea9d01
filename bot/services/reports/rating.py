"""What carries ratings: the tokens of their buttons, and what is done where a key was lost."""

from collections.abc import Collection, Iterator

from bot.domain.ballots.ballot import ChoiceUnknownError
from bot.domain.ground.ids import CouncilId, PersonId
from bot.domain.ground.kept import RowNotReadableError
from bot.domain.ground.voices import token_key
from bot.domain.reports.duties import MendRatings
from bot.domain.reports.report import Rated, Report, Verdict
from bot.domain.roll.member import Member
from bot.services.ground.looks import Part, needs_mending
from bot.services.ground.ports import Reads, SealBrokenError, Uow
from bot.services.ground.schedule import plan
from bot.services.ground.voices import (
    all_said,
    are_lost,
    laid_out_on,
    lay_out,
    make_room,
    renew_tokens,
    said_by,
    voice_meant,
)
from bot.services.reports.reports import get_report, lay_out_ratings, mend_ratings, rate, raters_on_roll
from bot.services.roll.standing import places_of


def press_rating(uow: Uow, council_id: CouncilId, report_id: str, token: str) -> Rated:
    """A rating by its button's token. Raises ChoiceUnknownError, and what `rate` raises."""
    is_accepted = voice_meant(uow, report_id, token)
    if is_accepted is None and get_report(uow, council_id, report_id).verdict is Verdict.OPEN:
        raise ChoiceUnknownError
    return rate(uow, council_id, report_id, is_accepted=bool(is_accepted))


def renew_buttons(uow: Uow, council_id: CouncilId, report_id: str) -> bool:
    """A button that means nothing: where its key is lost, the report gets others. Raises ReportNotFoundError.

    Whether the ratings are lost as well: mended as signals are (services/recalls/signalling.py).
    """
    report = get_report(uow, council_id, report_id)
    is_lost = are_lost(uow, council_id, report_id)
    if report.verdict is Verdict.OPEN and not uow.sealing.has_key(token_key(report_id)):
        _mend(uow, report)
    return is_lost


def has_rated_any(reads: Reads, council_id: CouncilId, person_id: PersonId) -> bool:
    """Whether this person has rated a report that is not judged yet."""
    rated = reads.find(Report, council_id=council_id, verdict=Verdict.OPEN)
    return any(said_by(reads, council_id, report.report_id, person_id) is not None for report in rated)


def look_for_lost_ratings(uow: Uow) -> None:
    """At every start: keys may be gone, and a report of an older release that nobody rated has no slots."""
    for report in uow.find(Report, verdict=Verdict.OPEN):
        _mend(uow, report)


def lost_ratings(reads: Reads) -> Iterator[Part]:
    """The reports at which that look finds something; one at which it cannot look is among them."""
    for report in reads.find(Report, verdict=Verdict.OPEN):
        if needs_mending(_is_lost, reads, report):
            yield report.council_id, MendRatings(report.report_id)


def mend_lost_ratings(uow: Uow, council_id: CouncilId, duty: MendRatings) -> None:
    """Due work: those of one report. A key that it made when it failed stays, so the buttons are drawn each time.

    Raises RowNotReadableError.
    """
    report = uow.get(Report, council_id, duty.report_id)
    if report is not None and report.verdict is Verdict.OPEN:
        uow.raise_version(council_id, report.report_id)
        _mend(uow, report)


def _is_lost(reads: Reads, report: Report) -> bool:
    has_slots = laid_out_on(reads, report.council_id, report.report_id) is not None
    has_tokens = reads.sealing.has_key(token_key(report.report_id))
    return not (has_slots and has_tokens)


def _mend(uow: Uow, report: Report) -> None:
    if renew_tokens(uow, report.report_id):
        uow.raise_version(report.council_id, report.report_id)
    mend_ratings(uow, report)
    if laid_out_on(uow, report.council_id, report.report_id) is None:
        lay_out_ratings(uow, report)


def make_room_for_raters(uow: Uow, council_id: CouncilId, changed: Collection[PersonId] | None) -> None:
    """Whoever joins finds a slot under every report that is rated; ratings that are damaged keep nobody out."""
    reports = uow.find(Report, council_id=council_id, verdict=Verdict.OPEN)
    places = places_of(uow, council_id, list(changed)) if reports and changed is not None else None
    for report in reports:
        try:
            _make_room(uow, report, places)
        except (SealBrokenError, RowNotReadableError):
            plan(uow, council_id, MendRatings(report.report_id), uow.now)


def _make_room(uow: Uow, report: Report, places: list[Member] | None) -> None:
    council_id, report_id = report.council_id, report.report_id
    if not make_room(uow, council_id, report_id, places, lambda: raters_on_roll(uow, council_id)):
        lay_out(uow, council_id, report_id, raters_on_roll(uow, council_id), all_said(uow, council_id, report_id))
