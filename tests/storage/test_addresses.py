"""Addresses of databases are shown without what opens them."""

import pytest

from bot.config import SettingsError, read_settings, without_password

SECRET = "hunter2"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://bot:hunter2@host/name", "postgresql://bot:***@host/name"),
        ("postgresql+psycopg://bot:hun/ter2@x@host/name", "postgresql+psycopg://bot:***@host/name"),
        ("postgresql://host/name?user=bot&password=hunter2", "postgresql://host/name?user=bot&password=***"),
        ("postgresql://host/name?sslpassword=hunter2&x=1", "postgresql://host/name?sslpassword=***&x=1"),
        ("mysql://bot:hunter2@host", "mysql://bot:***@host"),
        ("postgresql://host:5432/name", "postgresql://host:5432/name"),
        ("postgresql://bot:hunter2@host:5432", "postgresql://bot:***@host:5432"),
        ("sqlite:////var/data/mandate.db", "sqlite:////var/data/mandate.db"),
        ("sqlite:///C:/data/mandate.db", "sqlite:///C:/data/mandate.db"),
    ],
)
def test_what_opens_a_database_is_not_shown(url, shown):
    assert without_password(url) == shown


@pytest.mark.parametrize(
    "url",
    [
        "mysql://bot:hunter2@host/name",
        "postgres://bot:hunter2@host:port/name",
        "postgresql://bot@host:hunter2/name",
        "postgresql://bot:hunter2@host:port/name",
        "postgresql://bot:x@host:hunter2/name",
        "postgresql://bot:hunter2/name",
        "sqlite://",
        "sqlite:///:memory:",
    ],
)
def test_nor_where_the_setting_is_refused(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert SECRET not in str(refused.value)
    assert "DATABASE_URL is" in str(refused.value)
    assert "takes sqlite:///PATH or postgresql://USER@HOST/NAME" in str(refused.value)


def test_an_address_of_telegram_that_ends_in_bot_is_named_and_not_the_token(monkeypatch):
    monkeypatch.setenv("BOT_API_URL", "https://api.telegram.org/bot/")
    with pytest.raises(SettingsError, match=r"BOT_API_URL is .*takes the address without /bot"):
        read_settings()


def test_files_in_another_encoding_are_named(monkeypatch, tmp_path):
    token = tmp_path / "token"
    token.write_text("123:abc", encoding="utf-16")
    monkeypatch.setenv("BOT_TOKEN_FILE", str(token))
    settings = read_settings()
    with pytest.raises(SettingsError, match=r"BOT_TOKEN_FILE is .*UTF-8"):
        _ = settings.token
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("TICK_SECONDS=1", encoding="utf-16")
    with pytest.raises(SettingsError, match="env holds no plain text"):
        read_settings()
