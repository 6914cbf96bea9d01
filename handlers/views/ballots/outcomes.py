"""What a ballot came to, in words: the result with the integers behind it, and why it came so."""

from collections.abc import Sequence

from bot.domain.ballots.ballot import ABSTAIN, Ballot, Method, Outcome
from bot.domain.ballots.results import ResultOfElection, ResultOfOptions, ResultOfRank, ResultOfYesNo
from bot.domain.ballots.rules import rule_of
from bot.domain.ground.counting import MAJORITY, CheckName, OptionsOutcome
from handlers.views.ballots.elected import election_outcome
from handlers.views.ballots.rules import brief_word, counts_line
from handlers.views.ballots.tally import tally
from handlers.views.ground.words import Markup, Words, join


def outcome_lines(ballot: Ballot, t: Words) -> Markup:
    """The result with the integers behind it, and why it came so."""
    if ballot.subject.FILLS_SEATS:
        return election_outcome(ballot, t)
    if ballot.outcome is Outcome.VOID or ballot.result is None:
        return t("<b>Void</b>: what it was about ended before the vote did. Nothing was counted.")
    if not _voted(ballot):
        return t("<b>Not adopted</b>: nobody voted ({n} of {electorate} needed).", n=ballot.quorum,
                 electorate=ballot.electorate)  # fmt: skip
    if ballot.method is Method.YES_NO:
        return join(_heading(ballot, t), _yes_no_counts(ballot, t), *_yes_no_reasons(ballot, t))
    return join(_heading(ballot, t), *_option_counts(ballot, t), *_option_reasons(ballot, t))


def _voted(ballot: Ballot) -> int:
    result = ballot.result
    return result.tally.voted if isinstance(result, ResultOfYesNo) else ballot.came_to(ResultOfOptions).voted


def why_again(first: Ballot, t: Words) -> Markup:
    """Why a run-off follows a first round, in one sentence."""
    return join(*_option_reasons(first, t))


def alike_line(ballot: Ballot, t: Words, *, tells: bool) -> Markup:
    """That the result tells who chose what, where it does."""
    if not tells:
        return Markup()
    if ballot.voters == 1:
        return t("Only one person voted, so the result tells what they chose.")
    return t("All who voted chose the same, so the result tells what each of them chose.")


def _heading(ballot: Ballot, t: Words) -> Markup:
    winner = ballot.result.winner if isinstance(ballot.result, ResultOfOptions) else None
    if ballot.outcome is Outcome.RUN_OFF:
        return t("<b>Run-off</b>")
    if ballot.outcome is not Outcome.ADOPTED:
        return t("<b>Not adopted</b>")
    word = t("<b>Adopted: {option}</b>", option=ballot.options[int(winner)]) if winner else t("<b>Adopted</b>")
    return t("{adopted} — decision {number}", adopted=word, number=ballot.number) if ballot.number else word


def _yes_no_counts(ballot: Ballot, t: Words) -> Markup:
    result = ballot.came_to(ResultOfYesNo)
    return join(counts_line(result.counts, t), _turnout_line(ballot, result.tally.voted, t))


def _turnout_line(ballot: Ballot, voted: int, t: Words) -> Markup:
    values = {"voted": voted, "electorate": ballot.electorate}
    return t.n(
        "{voted} of {electorate} voted; {n} was needed.",
        "{voted} of {electorate} voted; {n} were needed.",
        ballot.quorum,
        **values,
    )


def _yes_no_reasons(ballot: Ballot, t: Words) -> list[Markup]:
    """One sentence for each condition that was not met."""
    missed = [check for check in ballot.came_to(ResultOfYesNo).checks if not check.met]
    checks = {check.name: (check.got, check.needed, check.of) for check in missed}
    reasons = []
    if CheckName.TURNOUT in checks or CheckName.FLOOR_TURNOUT in checks:
        reasons.append(t("Too few voted."))
    if CheckName.APPROVAL in checks:
        reasons.append(_approval_reason(ballot, *checks[CheckName.APPROVAL], t))
    too_few = [checks[name] for name in (CheckName.YES_OF_ELECTORATE, CheckName.FLOOR_YES) if name in checks]
    if too_few:
        got, needed, of = max(too_few, key=lambda check: check[1])
        reasons.append(t("{needed} of {of} had to vote Yes; {got} did.", needed=needed, of=of, got=got))
    return reasons


def _approval_reason(ballot: Ballot, got: int, needed: int, of: int, t: Words) -> Markup:
    tally = ballot.came_to(ResultOfYesNo).tally
    if not of:
        return t("Everybody who voted abstained.")
    if tally.yes == tally.no:
        return t("Yes and No are equal: a tie is not adopted.")
    if rule_of(ballot).approval == MAJORITY:
        return t("No beats Yes.")
    return t("{needed} of the {of} Yes and No had to be Yes; {got} were.", needed=needed, of=of, got=got)


def _option_counts(ballot: Ballot, t: Words) -> list[Markup]:
    rows = tally([(brief_word(ballot, key, t), number) for key, number in paper_counts(ballot)], t)
    head = [t("First places:")] if ballot.method is Method.RANK else []
    return [*head, *rows, _turnout_line(ballot, ballot.came_to(ResultOfOptions).voted, t)]


def paper_counts(ballot: Ballot) -> list[tuple[str, int]]:
    """What was counted for each choice, in the order of the paper: stored counts come back in that of the alphabet."""
    result = ballot.result
    if result is None:
        return []
    abstained = result.abstain if isinstance(result, ResultOfOptions | ResultOfElection) else 0
    counts = {ABSTAIN: abstained, **result.counts}
    return [(choice, counts[choice]) for choice in ballot.choices if choice in counts]


def _option_reasons(ballot: Ballot, t: Words) -> list[Markup]:
    """Why it came so, in one sentence; for rankings also how the winner did against each other one."""
    result = ballot.came_to(ResultOfOptions)
    match result.why:
        case OptionsOutcome.ADOPTED:
            return _pairs(ballot, result, t) if isinstance(result, ResultOfRank) else []
        case OptionsOutcome.RUN_OFF:
            names = [brief_word(ballot, key, t) for key in result.run_off]
            return [t("Nothing won outright: {options} go to a run-off.", options=between(names, t))]
        case OptionsOutcome.TOO_FEW:
            values = {"support": result.support, "base": result.base, "support_needed": result.support_needed}
            return [t("The first needed {support_needed} of {base}, and has {support}.", **values)]
        case _:
            return [_nothing_chosen(result, t)]


def _nothing_chosen(result: ResultOfOptions, t: Words) -> Markup:
    if result.why is OptionsOutcome.NO_QUORUM:
        return t("Too few voted.")
    if result.why is OptionsOutcome.NONE_CHOSEN:
        return t("None of these was chosen.")
    if result.voted == result.abstain:
        return t("Everybody who voted abstained.")
    return t("A tie adopts nothing.")


def between(names: Sequence[str], t: Words) -> str:
    """What a run-off is between: a single option stands against None of these."""
    return " / ".join(names if len(names) > 1 else (*names, t.plain("None of these")))


def _pairs(ballot: Ballot, result: ResultOfRank, t: Words) -> list[Markup]:
    winner = result.winner or ""
    one = result.names.index(winner)
    return [
        t(
            "<code>{above} : {below}</code> {winner} against {other}",
            winner=brief_word(ballot, winner, t),
            other=brief_word(ballot, name, t),
            above=result.pairs[one][other],
            below=result.pairs[other][one],
        )
        for other, name in enumerate(result.names)
        if other != one
    ]
