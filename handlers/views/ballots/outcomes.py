"""What a ballot came to, in words: the result with the integers behind it, and why it came so."""

from collections.abc import Sequence
from typing import Any

from bot.domain.ballots.ballot import ABSTAIN, Ballot, Method, Outcome
from bot.domain.ballots.options import TOO_FEW
from bot.domain.ballots.rules import is_named, rule_of
from bot.domain.ground.counting import MAJORITY, CheckName, OptionsOutcome
from handlers.views.ballots.elected import election_outcome
from handlers.views.ballots.rules import brief_word, counts_line
from handlers.views.ballots.tally import tally
from handlers.views.ground.words import Markup, Words, join


def outcome_lines(ballot: Ballot, t: Words) -> Markup:
    """The result with the integers behind it, why it came so, and whether it tells who chose what."""
    return join(_outcome_lines(ballot, t), _unanimous_line(ballot, t))


def _unanimous_line(ballot: Ballot, t: Words) -> Markup:
    counts = ballot.counts.values()
    if is_named(ballot) or not counts or any(number != ballot.voted for number in counts):
        return Markup()
    return t("All who voted chose the same, so the result tells what each of them chose.")


def _outcome_lines(ballot: Ballot, t: Words) -> Markup:
    if ballot.subject.FILLS_SEATS:
        return election_outcome(ballot, t)
    if ballot.outcome is Outcome.VOID or "counts" not in ballot.result:
        return t("<b>Void</b>: what it was about ended before the vote did. Nothing was counted.")
    if ballot.method is Method.YES_NO:
        return join(_heading(ballot, t), _yes_no_counts(ballot, t), *_yes_no_reasons(ballot, t))
    return join(_heading(ballot, t), *_option_counts(ballot, t), *_option_reasons(ballot, t))


def _heading(ballot: Ballot, t: Words) -> Markup:
    winner = ballot.result.get("winner")
    if ballot.outcome is Outcome.RUN_OFF:
        return t("<b>Run-off</b>")
    if ballot.outcome is not Outcome.ADOPTED:
        return t("<b>Not adopted</b>")
    word = t("<b>Adopted: {option}</b>", option=ballot.options[int(winner)]) if winner else t("<b>Adopted</b>")
    return t("{adopted} — decision {number}", adopted=word, number=ballot.number) if ballot.number else word


def _yes_no_counts(ballot: Ballot, t: Words) -> Markup:
    counts = ballot.result["counts"]
    return join(counts_line(counts, t), _turnout_line(ballot, sum(counts.values()), t))


def _turnout_line(ballot: Ballot, voted: int, t: Words) -> Markup:
    values = {"voted": voted, "electorate": ballot.electorate, "needed": ballot.quorum}
    return t("{voted} of {electorate} voted; {needed} were needed.", **values)


def _yes_no_reasons(ballot: Ballot, t: Words) -> list[Markup]:
    """One sentence for each condition that was not met."""
    checks = {name: (got, needed, of) for name, got, needed, of, met in ballot.result.get("checks", []) if not met}
    reasons = []
    if CheckName.TURNOUT in checks or CheckName.FLOOR_TURNOUT in checks:
        reasons.append(t("Too few voted."))
    if CheckName.APPROVAL in checks:
        reasons.append(_approval_reason(ballot, *checks[CheckName.APPROVAL], t))
    missed = [checks[name] for name in (CheckName.YES_OF_ELECTORATE, CheckName.FLOOR_YES) if name in checks]
    if missed:
        got, needed, of = max(missed, key=lambda check: check[1])
        reasons.append(t("{needed} of {of} had to vote Yes; {got} did.", needed=needed, of=of, got=got))
    return reasons


def _approval_reason(ballot: Ballot, got: int, needed: int, of: int, t: Words) -> Markup:
    counts = ballot.result["counts"]
    if not of:
        return t("Everybody who voted abstained.") if counts["abstain"] else t("Nobody voted.")
    if counts["yes"] == counts["no"]:
        return t("Yes and No are equal: a tie is not adopted.")
    if rule_of(ballot).approval == MAJORITY:
        return t("No beats Yes.")
    return t("{needed} of the {of} Yes and No had to be Yes; {got} were.", needed=needed, of=of, got=got)


def _option_counts(ballot: Ballot, t: Words) -> list[Markup]:
    rows = tally([(brief_word(ballot, key, t), number) for key, number in paper_counts(ballot)], t)
    head = [t("First places:")] if ballot.method is Method.RANK else []
    return [*head, *rows, _turnout_line(ballot, ballot.result.get("voted", 0), t)]


def paper_counts(ballot: Ballot) -> list[tuple[str, int]]:
    """What was counted for each choice, in the order of the paper: stored counts come back in that of the alphabet."""
    result = ballot.result
    counts = {ABSTAIN: result.get("abstain", 0), **result.get("counts", {})}
    return [(choice, counts[choice]) for choice in ballot.choices if choice in counts]


def _option_reasons(ballot: Ballot, t: Words) -> list[Markup]:
    """Why it came so, in one sentence; for rankings also how the winner did against each other one."""
    result = ballot.result
    if result.get("why") == OptionsOutcome.ADOPTED:
        return _pairs(ballot, t) if ballot.method is Method.RANK else []
    if result.get("why") == OptionsOutcome.RUN_OFF:
        names = [brief_word(ballot, key, t) for key in result["run_off"]]
        return [t("Nothing won outright: {options} go to a run-off.", options=between(names, t))]
    if result.get("why") == TOO_FEW:
        return [t("The first needed {support_needed} of {base}, and has {support}.", **result)]
    return [_nothing_chosen(result, t)]


def _nothing_chosen(result: dict[str, Any], t: Words) -> Markup:
    if result.get("why") == OptionsOutcome.NO_QUORUM:
        return t("Too few voted.")
    if result.get("why") == OptionsOutcome.NONE_CHOSEN:
        return t("None of these was chosen.")
    if result["voted"] == result["abstain"]:
        return t("Everybody who voted abstained.")
    return t("A tie adopts nothing.")


def between(names: Sequence[str], t: Words) -> str:
    """What a run-off is between: a single option stands against None of these."""
    return " / ".join(names if len(names) > 1 else (*names, t.plain("None of these")))


def _pairs(ballot: Ballot, t: Words) -> list[Markup]:
    result = ballot.result
    names = list(result["names"])
    one = names.index(result["winner"])
    return [
        t(
            "<code>{above} : {below}</code> {winner} against {other}",
            winner=brief_word(ballot, result["winner"], t),
            other=brief_word(ballot, name, t),
            above=result["pairs"][one][other],
            below=result["pairs"][other][one],
        )
        for other, name in enumerate(names)
        if other != one
    ]
