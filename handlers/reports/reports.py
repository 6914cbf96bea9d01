"""/reportback, the buttons of the reminder and of the draft, [Accept] [Not enough] [Ask]."""

from bot.domain.reports.duties import MendRatings
from bot.domain.reports.report import Claim, RatingsLostError
from bot.services.reports.rating import press_rating, renew_buttons
from bot.services.reports.reporting import (
    report_back,
    report_for,
    send_draft,
    send_nothing_new,
    send_only_nothing_new,
    set_claim,
    show_questions,
    show_report,
    start_question,
)
from bot.services.reports.reports import rate
from handlers.act import Act
from handlers.callbacks import PressUnknownError
from handlers.dialogs import answer_of
from handlers.presses.reports import (
    AskReporterPress,
    ClaimPress,
    NothingNewPress,
    OnlyNothingNewPress,
    QuestionsPagePress,
    QuestionsPress,
    RatePress,
    RatingPress,
    ReportBackPress,
    SendReportPress,
    ShowReportPress,
)
from handlers.views.reports.reports import rated
from handlers.voices import Voicing, write_voice


async def on_reportback(act: Act) -> None:
    """/reportback text, under a photo or file too; alone it asks."""
    message = act.update.message
    files = answer_of(message).files if message and not act.is_bare else ()
    await act.write(report_back, act.arguments, files)


async def on_reportback_press(act: Act, press: ReportBackPress) -> None:
    """[Report back], [Write the report], the office picked, or the link to the private chat."""
    await act.write(report_for, press.council_id, press.mandate_id)


async def on_claim(act: Act, press: ClaimPress) -> None:
    """[Kept], [Under way] or [Not possible]. Raises PressUnknownError."""
    if press.claim not in {claim.value for claim in Claim}:
        raise PressUnknownError
    await act.write(set_claim, press.council_id, press.instruction_id, press.claim)


async def on_send(act: Act, press: SendReportPress) -> None:
    """[Send the report]."""
    await act.write(send_draft, press.council_id, press.mandate_id)


async def on_nothing_new(act: Act, press: NothingNewPress) -> None:
    """[Nothing new]."""
    await act.write(send_nothing_new, press.council_id, press.mandate_id)


async def on_only_nothing_new(act: Act, press: OnlyNothingNewPress) -> None:
    """[Only "nothing new"]."""
    await act.write(send_only_nothing_new, press.council_id, press.mandate_id)


RATINGS = Voicing(press_rating, renew_buttons, MendRatings, RatingsLostError)


async def on_rating(act: Act, press: RatingPress) -> None:
    """[Accept] or [Not enough]. Raises RatingsLostError, ButtonOldError."""
    given = await write_voice(act, RATINGS, press.council_id, press.report_id, press.token)
    await act.answer(rated(given, act.t))


async def on_rate(act: Act, press: RatePress) -> None:
    """The same under a report of the release before tokens."""
    given = await act.write(rate, press.council_id, press.report_id, is_accepted=bool(press.is_accepted))
    await act.answer(rated(given, act.t))


async def on_ask(act: Act, press: AskReporterPress) -> None:
    """[Ask]."""
    await act.write(start_question, press.council_id, press.report_id)


async def on_questions(act: Act, press: QuestionsPress) -> None:
    """[Questions and answers]."""
    await act.write(show_questions, press.council_id, press.report_id, 0, in_place=False)


async def on_questions_page(act: Act, press: QuestionsPagePress) -> None:
    """Another page of them."""
    await act.write(show_questions, press.council_id, press.report_id, press.page, in_place=True)


async def on_report(act: Act, press: ShowReportPress) -> None:
    """A report from the list."""
    await act.write(show_report, press.council_id, press.report_id)
