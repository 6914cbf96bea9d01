"""What deploy/ puts on a machine, as far as it can be held without a container engine and without being systemd."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml

import run
from bot.config import Settings
from tests.deploy.recipe import DEPLOY, ROOT, command_of, final_stage, instructions, sources

SETTINGS = {name.upper() for name in Settings.model_fields}
UNITS = sorted(path.name for path in DEPLOY.glob("*.service"))
EXPOSURE = 15
"""Tenths, of 100: what `systemd-analyze security` may at most find."""


def allowed():
    """What .dockerignore lets in; everything else is kept out first."""
    lines = [line for line in (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines() if not line.startswith("#")]
    assert lines[0] == "*"
    return {line.removeprefix("!") for line in lines if line.startswith("!")}


def test_what_the_image_is_made_of_is_there_and_let_in_and_nothing_else_is():
    assert {"bot", "handlers", "storage", "requirements.lock"} <= set(sources())
    assert [source for source in sources() if not (ROOT / source).exists()] == []
    assert allowed() == set(sources())


def test_the_image_installs_what_the_bot_needs_by_its_hashes():
    (line,) = [rest for name, rest in instructions() if name == "RUN" and "pip install" in rest]
    assert "--require-hashes" in line
    cut = re.search(r"sed '(.+?)' ", line)
    assert cut
    kept = subprocess.run(["sed", cut[1], str(ROOT / "requirements.lock")], text=True, capture_output=True, check=True)
    assert kept.stdout.partition("\n")[2] == run.lock_parts()["run"]


def test_the_image_runs_without_rights_keeps_no_secret_and_says_whether_it_lives():
    image = final_stage()
    user, group = image["USER"].split(":")
    assert int(user) >= 10_000
    assert int(group) >= 10_000
    assert command_of(image["ENTRYPOINT"]) + command_of(image["CMD"]) == ["python", "-m", "bot", "run"]
    assert command_of(image["HEALTHCHECK"]) == ["python", "-m", "bot", "health"]
    assert image["STOPSIGNAL"] == "SIGTERM"
    assert command_of(image["VOLUME"]) == ["/data", "/data-keys"]
    assert {"DATA_DIR=/data", "KEY_DIR=/data-keys"} <= set(image["ENV"].split())
    assert not [rest for name, rest in instructions() if name in {"ARG", "ENV"} and "TOKEN" in rest]


def test_compose_takes_every_right_that_the_bot_does_not_need():
    recipe = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    bot = recipe["services"]["bot"]
    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in bot["security_opt"]
    assert not {"privileged", "ports", "network_mode", "pid", "user"} & bot.keys()
    assert (DEPLOY / bot["build"]["context"]).resolve() == ROOT
    assert (ROOT / bot["build"]["dockerfile"]).exists()
    assert bot["healthcheck"]["test"][1:] == command_of(final_stage()["HEALTHCHECK"])
    assert {volume.split(":")[1] for volume in bot["volumes"]} == set(command_of(final_stage()["VOLUME"]))
    assert bot["environment"].keys() <= SETTINGS
    assert bot["environment"]["BOT_TOKEN_FILE"].removeprefix("/run/secrets/") in bot["secrets"]
    assert set(bot["secrets"]) <= recipe["secrets"].keys()
    assert bot["logging"]["options"].keys() == {"max-size", "max-file"}


def unit(name):
    """A unit with its sections; of what is said more than once the last."""
    read = ConfigParser(strict=False, interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(DEPLOY / name)
    return read


def environment(name):
    return {
        word.partition("=")[0]
        for line in (DEPLOY / name).read_text().splitlines()
        if line.startswith("Environment=")
        for word in shlex.split(line.removeprefix("Environment="))
    }


def test_the_service_starts_again_what_crashed_or_hangs_but_not_what_is_set_up_wrongly():
    service = unit("mandate.service")["Service"]
    assert service["Restart"] == "on-failure"
    assert service["RestartPreventExitStatus"] == "2"
    assert service["Type"] == "notify"
    assert int(service["WatchdogSec"]) >= 60
    assert service["LoadCredential"].split(":")[0] == "bot_token"


def test_keys_lie_beside_the_data_where_no_backup_looks():
    assert str(Settings(data_dir=Path("/data")).keys) == "/data-keys"
    assert str(Settings(data_dir=Path("/var/lib/mandate")).keys) == "/var/lib/mandate-keys"
    service, backup = unit("mandate.service")["Service"], unit("mandate-backup.service")["Service"]
    assert service["StateDirectory"].split() == ["mandate", "mandate-keys"]
    assert backup["InaccessiblePaths"] == "-/var/lib/mandate-keys"
    assert "/var/lib/mandate-keys" not in backup["ReadWritePaths"]


def test_nothing_writes_the_memory_of_the_bot_to_a_file():
    assert unit("mandate.service")["Service"]["LimitCORE"] == "0"
    assert yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]["bot"]["ulimits"]["core"] == 0


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_names_settings_that_exist(name):
    assert environment(name) - {"PYTHONDONTWRITEBYTECODE"} <= SETTINGS


def systemd_analyze(*arguments, folder):
    """It, or a skip that fails where nothing may be skipped."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("units not checked: systemd-analyze is not here (Debian: package systemd)")
    env = {**os.environ, "SYSTEMD_COLORS": "0", "SYSTEMD_PAGER": ""}
    line = [program, *arguments]
    return subprocess.run(line, cwd=folder, env=env, text=True, capture_output=True, check=False)


@pytest.fixture
def units(tmp_path):
    """The units as they would be installed, with a Python that is there."""
    for path in (*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")):
        (tmp_path / path.name).write_text(path.read_text().replace("/opt/mandate/.venv/bin/python", sys.executable))
    return tmp_path


def test_systemd_understands_the_units(units):
    done = systemd_analyze("verify", *sorted(path.name for path in units.iterdir()), folder=units)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_exposes_little(units, name):
    done = systemd_analyze("security", "--offline=true", f"--threshold={EXPOSURE}", name, folder=units)
    assert done.returncode == 0, done.stdout.splitlines()[-1:]
