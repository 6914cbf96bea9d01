"""What somebody with the file would change of reports and instructions: by whose name, which check, what it says."""

from __future__ import annotations

from collections.abc import Callable

from tests.support.story import Story

Falsified = dict[str, tuple[str, str, Callable[[Story], None]]]


def sql(statement: str) -> Callable[[Story], None]:
    return lambda story: story.write_raw(statement)


PAID = "text = 'Pay by Friday'"
REMINDER = "kind = 'remind_of_report' AND done_at IS NULL"

FALSIFIED_REPORTS: Falsified = {
    "reminders of a report": (
        "reports",
        "reminders of the report by",
        sql("UPDATE due SET done_at = due_at WHERE kind = 'remind_of_report' AND done_at IS NULL"),
    ),
    "a reminder of a report deleted": (
        "reports",
        "1 reminders of the report by",
        sql(f"DELETE FROM due WHERE due_id = (SELECT max(due_id) FROM due WHERE {REMINDER})"),
    ),
    "nobody will find the report missing": (
        "reports",
        "nothing is planned that would find it missing",
        sql("DELETE FROM due WHERE kind = 'report_overdue' AND done_at IS NULL"),
    ),
    "a date for a report deleted": (
        "reports",
        "dates for a report were set",
        sql("DELETE FROM report_backs WHERE state = 'due'"),
    ),
    "a missed date deleted": (
        "reports",
        "was missed",
        sql("DELETE FROM report_backs WHERE state = 'missed'"),
    ),
    "a missed report made a late one": (
        "reports",
        "whether the report of",
        sql("UPDATE report_backs SET state = 'late' WHERE state = 'missed'"),
    ),
    "a report overdue that is not": (
        "reports",
        "the record knows nothing of it",
        sql("UPDATE report_backs SET state = 'overdue' WHERE state = 'due'"),
    ),
    "the verdict on a report": (
        "reports",
        "another verdict",
        sql("UPDATE reports SET verdict = 'accepted' WHERE verdict = 'rejected'"),
    ),
    "a verdict before its time": (
        "reports",
        "knows of no verdict",
        sql("UPDATE reports SET verdict = 'accepted' WHERE verdict = 'open'"),
    ),
    "the ratings behind a verdict": (
        "reports",
        "or other numbers",
        sql("UPDATE reports SET accepts = accepts + 1 WHERE verdict = 'accepted'"),
    ),
    "a report rated for ever": (
        "reports",
        "nothing is planned that would end that",
        sql("DELETE FROM due WHERE kind = 'judge_report' AND done_at IS NULL"),
    ),
    "the text of a report": (
        "reports",
        "its text is not the one",
        sql("UPDATE reports SET text = 'We paid twice' WHERE verdict = 'accepted'"),
    ),
    "the claims of a report": (
        "reports",
        "what it says of instructions",
        sql("UPDATE reports SET claims = '{}' WHERE verdict = 'accepted'"),
    ),
    "a report deleted": ("reports", "but is gone", sql("DELETE FROM reports WHERE verdict = 'rejected'")),
    "an answer to a question": (
        "reports",
        "an answer under it is not as it was given",
        sql("UPDATE questions SET answer = 'Four'"),
    ),
    "a question deleted": ("reports", "1 questions stand in the record", sql("DELETE FROM questions")),
    "the text of an instruction": (
        "instructions",
        "its text is not the one",
        sql(f"UPDATE instructions SET text = 'Pay by Easter' WHERE {PAID}"),
    ),
    "an instruction withdrawn by hand": (
        "instructions",
        "it is kept as withdrawn, and the record says open",
        sql("UPDATE instructions SET state = 'withdrawn' WHERE state = 'open'"),
    ),
    "an instruction kept by hand": (
        "instructions",
        "it is kept as kept",
        sql("UPDATE instructions SET state = 'kept' WHERE state = 'open'"),
    ),
    "the answer to an instruction": (
        "instructions",
        "its answer is kept as accepted",
        sql("UPDATE instructions SET answer = 'accepted' WHERE answer = 'refused'"),
    ),
    "an instruction deleted": ("instructions", "but is gone", sql("DELETE FROM instructions WHERE state = 'open'")),
}
