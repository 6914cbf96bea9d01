import re

from bot.domain.council.messages import Help
from bot.domain.ground.ids import NO_COUNCIL
from bot.reads.ground.audience import Audience
from handlers.menus import menu
from handlers.registers.commands import COMMANDS, LISTED
from handlers.registers.presses import PRESSES, VERBS
from handlers.views.council.help import HOW, render_help
from handlers.views.council.panel import BUTTONS, FIRST, OWN_BUTTONS
from handlers.views.ground.menu import AREAS
from tests.support.council import words

WITHOUT_MENU = {"start", "mandates", "report", "vote"}
"""/start is pressed, not typed; the others are aliases."""

SPOKEN_OF = """
join leave remove propose open decisions withdraw elect nominate instruct mandate reportback report resign recall
why me forget help privacy language council cancel charter
"""
"""Commands that the SPEC names in the sections this release builds."""


def test_every_command_is_described_and_stands_in_the_help_and_only_those():
    assert set(COMMANDS) - WITHOUT_MENU == set(LISTED)
    assert list(dict.fromkeys(each.area for each in LISTED.values())) == list(AREAS)
    help_ = "".join(render_help((Help(area), Audience(NO_COUNCIL, None, "bot")), words("en")).text for area in AREAS)
    assert all(help_.count(f"/{name}@") == 1 for name in LISTED)


def test_every_command_of_the_spec_exists():
    assert set(SPOKEN_OF.split()) <= set(COMMANDS)


def test_menus_by_scope():
    group, private = ({one.command for one in menu(words("en"), COMMANDS, in_group=flag)} for flag in (True, False))
    assert {"propose", "join", "topic"} <= group
    assert {"me", "reportback"} <= private
    assert "topic" not in private
    assert not (group | private) & WITHOUT_MENU
    for one in menu(words("qps"), COMMANDS, in_group=True):
        assert re.fullmatch(r"[a-z]{1,32}", one.command)
        assert one.description.startswith("⟦")
        assert len(one.description) <= 256


def test_what_concerns_its_sender_alone_is_sent_unseen_in_groups_where_the_server_can():
    def hidden(**how):
        return {one.command for one in menu(words("en"), COMMANDS, **how) if one.to_dict().get("is_ephemeral")}

    seen = {"propose", "join", "elect", "nominate", "instruct", "recall", "remove", "reportback", "vouch"}
    assert {"open", "me", "why", "help", "roll"} <= hidden(in_group=True, hides=True)
    assert not hidden(in_group=True, hides=True) & seen
    assert hidden(in_group=True) == hidden(in_group=False) == set()


def test_every_button_of_the_panel_is_a_command():
    names = [name for name, _ in (*(pair for row in FIRST for pair in row), *BUTTONS, *OWN_BUTTONS)]
    assert len(names) == len(set(names))
    assert set(names) <= set(COMMANDS)


def test_every_command_is_within_reach_of_a_button():
    beside = {
        "join": "on every card", "vouch": "on the card of newcomers", "council": "the panel itself",
        "cancel": "[Cancel]", "topic": "[Use this topic]", "start": "Telegram's own",
        "amend": "on the proposal's card", "mandates": "alias", "report": "alias", "vote": "alias",
    }  # fmt: skip
    names = {"open", *(name for name, _ in (*(pair for row in FIRST for pair in row), *BUTTONS, *OWN_BUTTONS))}
    assert set(COMMANDS) - names <= set(beside)


def test_every_kind_of_press_has_its_handler():
    assert len(VERBS) > 20
    assert set(VERBS.values()) == set(PRESSES)


def test_every_page_of_how_it_works_names_the_bot_or_no_command():
    texts = [text for page in HOW for text in page]
    assert len(HOW) == 3
    assert all("@{bot}" in text for text in texts if re.search(r"(?<![<\w])/[a-z]", text))
