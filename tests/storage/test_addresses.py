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
        ("sqlite:////var/data/mandate.db", "sqlite:////var/data/mandate.db"),
        ("sqlite:///C:/data/mandate.db", "sqlite:///C:/data/mandate.db"),
    ],
)
def test_what_opens_a_database_is_not_shown(url, shown):
    assert without_password(url) == shown


@pytest.mark.parametrize("url", ["mysql://bot:hunter2@host/name", "postgres://bot:hunter2@host:port/name"])
def test_nor_where_the_setting_is_refused(monkeypatch, url):
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert SECRET not in str(refused.value)
    assert "DATABASE_URL is" in str(refused.value)
