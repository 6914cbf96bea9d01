"""What each command says when it is asked for --help. Standard library only: run.py shows it before an install."""

ASKING = frozenset({"-h", "--help"})

USAGE = {
    "run": """\
python3 run.py [run]
    Run the bot until Ctrl-C. It takes its settings from the environment or .env: BOT_TOKEN or BOT_TOKEN_FILE (from
    @BotFather), DATA_DIR, DATABASE_URL, KEY_DIR; deploy/RUNBOOK.md tells of all. Without a token the playground starts.
""",
    "playground": """\
python3 run.py playground [--port N] [--fresh] [--headless]
    The whole bot in the browser, with people played by you; no token and no account is needed. Ctrl-C ends it.
    --port N     its port, or the next free one from N on; 0: any (default: PLAYGROUND_PORT, else 8484)
    --fresh      forget what was played before
    --headless   print the address only, open nothing
""",
    "doctor": """\
python3 run.py doctor
    Check configuration, database, clock, rights and everything that must always be true; a line for each finding. It
    changes nothing, also beside a bot that runs. Ends with 0 if all is well, 1 if something was found, 2 if it is set
    up wrongly.
""",
    "health": """\
python3 run.py health
    Say whether the bot that runs over this DATA_DIR lives. Ends with 0 if it does, 1 with the reason if not.
""",
    "migrate": """\
python3 run.py migrate
    Bring the database to the newest form and seal what an older release left open, as every start does, and say what
    was done. The bot must not be running. Ends with 0, or with 1 and a line for each thing that could not be sealed.
""",
    "backup": """\
python3 run.py backup FILE
    Copy the database to FILE while the bot runs, and check the copy. If FILE is a folder, the time is its name.
""",
    "restore": """\
python3 run.py restore FILE
    Put a copy that backup made in the database's place. The bot must not be running; the database that was there is
    kept beside it. When the bot starts, every group is told.
""",
}
"""Each command of the bot -> its words, the line to type first."""
