"""The plain recipe, against which a vote is measured: what a careful tutorial would write.

Stock PTB with run_polling and httpx, concurrent_updates=16, one SQLAlchemy transaction on aiosqlite for each vote, a
pool of one connection, BEGIN IMMEDIATE, synchronous=FULL, no inbox. It does the work of a vote: the ballot, the
electorate and the former choice are read, the vote, the tally, the entry and the card's version written, then the
press is answered.
"""

import hashlib
import os
import sys

from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

TABLES = (
    "CREATE TABLE ballots (id INTEGER PRIMARY KEY, state TEXT, voted INTEGER, yes INTEGER, no INTEGER, card INTEGER)",
    "CREATE TABLE electors (ballot_id INTEGER, person_id INTEGER, PRIMARY KEY (ballot_id, person_id))",
    "CREATE TABLE votes (ballot_id INTEGER, person_id INTEGER, choice TEXT, PRIMARY KEY (ballot_id, person_id))",
    "CREATE TABLE entries (id INTEGER PRIMARY KEY, ballot_id INTEGER, person_id INTEGER, previous TEXT, digest TEXT)",
    "INSERT INTO ballots VALUES (1, 'open', 0, 0, 0, 1)",
)


def make_engine(path: str) -> AsyncEngine:
    engine = create_async_engine(f"sqlite+aiosqlite:///{path}", pool_size=1, max_overflow=0)

    def set_up(connection, _):
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()

    event.listen(engine.sync_engine, "connect", set_up)
    event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


async def cast(connection: AsyncConnection, person_id: int, choice: str) -> None:
    ballot = (await connection.execute(text("SELECT state, voted, yes, no FROM ballots WHERE id = 1"))).one()
    found = {"person": person_id}
    elector = "SELECT 1 FROM electors WHERE ballot_id = 1 AND person_id = :person"
    assert (await connection.execute(text(elector), found)).first() is not None
    former = "SELECT choice FROM votes WHERE ballot_id = 1 AND person_id = :person"
    old = (await connection.execute(text(former), found)).scalar()
    counts = {"yes": ballot.yes, "no": ballot.no}
    if old is not None:
        counts[old] -= 1
    counts[choice] += 1
    await connection.execute(
        text("INSERT INTO votes VALUES (1, :person, :choice) ON CONFLICT DO UPDATE SET choice = excluded.choice"),
        {**found, "choice": choice},
    )
    await connection.execute(
        text("UPDATE ballots SET voted = :voted, yes = :yes, no = :no WHERE id = 1"),
        {"voted": ballot.voted + (old is None), **counts},
    )
    last = (await connection.execute(text("SELECT digest FROM entries ORDER BY id DESC LIMIT 1"))).scalar() or ""
    digest = hashlib.sha256(f"{last}{person_id}".encode()).hexdigest()
    await connection.execute(
        text("INSERT INTO entries (ballot_id, person_id, previous, digest) VALUES (1, :person, :last, :digest)"),
        {**found, "last": last, "digest": digest},
    )
    await connection.execute(text("UPDATE ballots SET card = card + 1 WHERE id = 1"))


def main(path: str) -> None:
    engine = make_engine(path)

    async def prepare(_: object) -> None:
        async with engine.begin() as connection:
            for statement in TABLES:
                await connection.execute(text(statement))

    async def on_open(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        row = [InlineKeyboardButton(word.title(), callback_data=word) for word in ("yes", "no")]
        assert update.effective_message is not None
        await update.effective_message.reply_text("Vote", reply_markup=InlineKeyboardMarkup([row]))

    async def on_join(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message is not None
        first, last = map(int, (update.effective_message.text or "").split()[1:])
        async with engine.begin() as connection:
            rows = [{"person": person} for person in range(first, last + 1)]
            await connection.execute(text("INSERT INTO electors VALUES (1, :person)"), rows)

    async def on_vote(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        assert query is not None
        assert query.data is not None
        async with engine.begin() as connection:
            await cast(connection, query.from_user.id, query.data)
        await query.answer(f"Recorded: {query.data}")

    builder = Application.builder().token(os.environ["BOT_TOKEN"]).concurrent_updates(16).post_init(prepare)
    base = os.environ["BOT_API_URL"]
    application = builder.base_url(f"{base}/bot").base_file_url(f"{base}/file/bot").build()
    application.add_handler(CommandHandler("open", on_open))
    application.add_handler(CommandHandler("enlist", on_join))
    application.add_handler(CallbackQueryHandler(on_vote))
    application.run_polling(poll_interval=0, timeout=5, stop_signals=None, close_loop=False)


if __name__ == "__main__":
    main(sys.argv[1])
