"""What was sent with a proposal: the file itself, and what a card and a result say of it."""

from bot.domain.ballots.ballot import Ballot
from bot.domain.ground.dialog import Files
from bot.reads.ballots.card import BallotView
from bot.reads.ballots.files import ProposalFileView
from handlers import callbacks
from handlers.presses.ballots import ShowBallotPress
from handlers.views.ballots.headings import short_words
from handlers.views.ground.screen import Button, Screen
from handlers.views.ground.words import Markup, Words, join


def files_line(ballot: Ballot, t: Words) -> Markup | str:
    """How much was sent with it."""
    return files_words(ballot.files, t)


def files_words(files: Files, t: Words) -> Markup:
    """How many photos and how many files: "1 photo, 2 files"; nothing of none."""
    photos = sum(kind == "photo" for kind, _ in files)
    others = len(files) - photos
    return join(
        t.n("{n} photo", "{n} photos", photos) if photos else "",
        t.n("{n} file", "{n} files", others) if others else "",
        by=", ",
    )


def files_button(view: BallotView, t: Words) -> tuple[Button, ...]:
    """To the photos and files sent with it, which are shown in private with the whole ballot."""
    ballot = view.ballot
    if view.is_private or not ballot.files:
        return ()
    link = callbacks.deep_link(view.bot_name, ShowBallotPress(ballot.council_id, ballot.ballot_id))
    return (Button(t.plain("Photos and files"), url=link),)


def render_proposal_file(view: ProposalFileView, t: Words) -> Screen:
    """The file, with the proposal it belongs to."""
    number = t("{n} of {total}", n=view.number, total=view.total) if view.total > 1 else ""
    return Screen(join(join(short_words(view.heading, t)), number), files=(view.file,))
