"""The playground's process: one command, for its own page alone, ended cleanly, several side by side."""

import signal

import aiohttp
import pytest

from bot.__main__ import main as bot_main
from deploy.playground.__main__ import main
from storage.sole import InUseError, sole_use
from tests.support.patience import WAIT
from tests.support.playground import RunningPlayground


async def ask(address, path, **headers):
    """(status, headers, text) of a GET."""
    async with aiohttp.ClientSession() as http, http.get(address + path, headers=headers) as answer:
        return answer.status, answer.headers, await answer.text()


def bot_runs_in(folder, patience_s=0.0):
    """Whether a bot has the database; so long it may take to end."""
    try:
        with sole_use(f"sqlite:///{folder / 'mandate.db'}", patience_s):
            return False
    except InUseError:
        return True


async def test_it_answers_its_own_page_and_nobody_else(tmp_path):
    async with RunningPlayground(tmp_path) as play:
        port = play.url.rpartition(":")[2]
        status, headers, page = await ask(play.url, "/")
        assert status == 200
        assert "Mandate" in page
        assert headers["Content-Security-Policy"].startswith("default-src 'self';")
        assert "Access-Control-Allow-Origin" not in headers
        own = {"Host": f"localhost:{port}", "Origin": f"http://localhost:{port}"}
        assert (await ask(play.url, "/play/state", **own))[0] == 200
        foreign = [{"Host": f"mandate.example:{port}"}, {"Host": "127.0.0.1:1"}]
        foreign += [{"Sec-Fetch-Site": site, "Sec-Fetch-Dest": "image"} for site in ("cross-site", "same-site")]
        foreign += [{"Origin": name} for name in ("http://mandate.example", "null", "http://127.0.0.1:1")]
        for header in foreign:
            for path in ("/", "/play/state", "/people/users", "/bot4242:TOKEN/getMe"):
                status, _, said = await ask(play.url, path, **header)
                assert (status, "The playground answers" in said) == (403, True), (header, path)
        link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}
        assert [(await ask(play.url, path, **link))[0] for path in ("/", "/people/users")] == [200, 403]


async def test_ctrl_c_and_even_a_kill_leave_no_bot_behind(tmp_path):
    async with RunningPlayground(tmp_path) as play:
        folder = await play.folder()
        assert bot_runs_in(folder)
        assert await play.stop(signal.SIGINT) == 0
        assert not bot_runs_in(folder)
        await play.start()
        await play.stop(signal.SIGKILL)
        assert not bot_runs_in(folder, WAIT)


async def test_two_do_not_disturb_each_other_and_a_fresh_one_forgets(tmp_path):
    async with RunningPlayground(tmp_path) as first:
        port = first.url.rpartition(":")[2]
        async with RunningPlayground(tmp_path, "--port", port) as second:
            assert [(await one.folder()).name for one in (first, second)] == ["playground", "playground-2"]
            assert int(second.url.rpartition(":")[2]) > int(port)
            await first.user("Anna")
            assert (await second.get("users"))["users"] != (await first.get("users"))["users"]
        kept = (await first.folder()) / "notes.txt"
        kept.write_text("not the playground's")
        await first.stop()
        await first.start("--fresh")
        assert "Anna" not in str(await first.get("users"))
        assert kept.exists()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BOT_TOKEN", raising=False)
    return tmp_path / "data" / "playground"


@pytest.mark.parametrize(
    ("arguments", "word"), [(["--frsh"], "--frsh"), (["--port", "many"], "'many'"), (["Anna"], "Anna")]
)
def test_what_it_does_not_take_is_told_in_one_line(folder, capsys, arguments, word):
    assert bot_main(["run", *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert word in line
    assert "--port N, --fresh and --headless" in line
    assert not folder.exists()


@pytest.mark.usefixtures("folder")
def test_with_a_token_it_is_said_how_to_play_all_the_same(capsys, monkeypatch):
    monkeypatch.setenv("BOT_TOKEN", "4242:TOKEN")
    assert bot_main(["run", "--fresh"]) == 2
    assert "python3 run.py playground --fresh" in capsys.readouterr().err


def test_state_that_cannot_be_read_stays_and_the_line_names_fresh(folder, capsys):
    folder.mkdir(parents=True)
    (folder / "world.json").write_text('{"form": 1')
    assert main(["--headless", "--port", "0"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert str(folder) in line
    assert "--fresh starts anew" in line
    assert (folder / "world.json").read_text() == '{"form": 1'
