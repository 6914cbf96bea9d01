"""/reportback, the buttons of the reminder and of the draft, [Accept] [Not enough] [Ask]."""

from bot.domain.ballots.ballot import ChoiceUnknownError
from bot.domain.ground.voices import ButtonOldError
from bot.domain.reports.report import Claim, RatingsLostError
from bot.services.ground.ports import SealBrokenError
from bot.services.reports.rating import mend_soon, press_rating, renew_buttons
from bot.services.reports.reporting import (
    report_back,
    report_for,
    send_draft,
    send_nothing_new,
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
    QuestionsPagePress,
    QuestionsPress,
    RatePress,
    RatingPress,
    ReportBackPress,
    SendReportPress,
    ShowReportPress,
)
from handlers.views.reports.reports import rated


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


async def on_rating(act: Act, press: RatingPress) -> None:
    """[Accept] or [Not enough]. Raises RatingsLostError, ButtonOldError."""
    try:
        given = await act.write(press_rating, press.council_id, press.report_id, press.token)
    except ChoiceUnknownError:
        is_lost = await act.write(renew_buttons, press.council_id, press.report_id)
        raise RatingsLostError if is_lost else ButtonOldError from None
    except SealBrokenError:
        await act.write(mend_soon, press.council_id, press.report_id)
        raise RatingsLostError from None
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
