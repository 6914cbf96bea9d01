"""Everything that posts in a group says what bounds it: nobody makes the bot post again and again without end."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

SERVICES = Path(__file__).resolve().parents[2] / "bot" / "services"

POSTS = {"tell_council", "tell_under", "open_card"}
CHARGES = {"charge", "charge_report", "spend_post"}

BOUNDED = {
    "charged before it is called": """
        ballots.amending._tell_cleared ballots.ballots._show ballots.files.post_proposal_files
        ballots.planned.wait_for_time ballots.proposals.ask_seconds ballots.queue.queue_ballot elections.elections._call
        reports.questions._tell_reporter reports.reports._post_file
    """,
    "once a day for each, by its key or what it looks at": """
        ballots.booth.open_paper_here council.absence.come_back elections.pages.show_count removals.leaving._keep_out
        removals.leaving._tell_until reports.reporting.show_report roll.roll._show_newcomer
    """,
    "once for each ballot": """
        ballots.ballots._leave_unasked ballots.closing._tell_result ballots.reminders._remind_council
        ballots.seconds.end_seconding ballots.series._lapses ballots.voting._close_early
        ballots.voting._note_quorum charter.charter._note_conflict charter.charter.apply_rule elections.elections._tell
        elections.results._run_off elections.striking._tell instructions.breaches.count_breach
        instructions.instructions.adopt_instruction recalls.recalls.print_replies
    """,
    "once for each mandate, recall, report or date": """
        mandates.mandates._begin mandates.mandates.end_mandate recalls.confidence.ask_confidence
        recalls.replies.act_on_threshold reports.claims.settle_claims reports.report_backs.find_missed
        reports.report_backs.find_overdue reports.report_backs.remind reports.reports._ask_again roll.resting._ask
    """,
    "once for each council": "council.council._make roll.roll._propose_split roll.roll.end_founding",
    "not by an act of a member": """
        ballots.anew.lose_papers ballots.outages.end_outage council.muting._let_it_be_said
        ground.restoring.tell_restored reports.reports.mend_ratings
    """,
}
"""What posts and charges nobody itself, by what bounds it."""


def posting() -> Iterator[tuple[str, bool]]:
    """Every function that posts in a group, and whether it charges whoever made it."""
    for path in sorted(SERVICES.rglob("*.py")):
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and (called := _called(node)) & POSTS:
                yield f"{path.parent.name}.{path.stem}.{node.name}", bool(called & CHARGES)


def _called(function: ast.FunctionDef) -> set[str]:
    calls = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
    return {each.id for each in calls if isinstance(each, ast.Name)}


def test_everything_that_posts_charges_or_says_what_bounds_it():
    found = dict(posting())
    bounded = {name for names in BOUNDED.values() for name in names.split()}
    assert len(found) > len(bounded), "the search itself is broken"
    assert {name for name, charges in found.items() if not charges} == bounded
