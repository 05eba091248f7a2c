"""The URL of a database for each of its logins."""

from pydantic import SecretStr
from sqlalchemy.engine import make_url

from hub.cluster import sqlalchemy_url
from hub.logins import Login
from hub.settings import Settings


def login_url(url: str, login: Login) -> str:
    """The URL of the same database for another login, without a password.

    Who may log in so is said by the server (peer) or by the password file of libpq.
    """
    # `set` takes None for what is not to be changed.
    bare = make_url(url)._replace(username=None, password=None).difference_update_query(["password"])
    whole = bare.update_query_dict({"user": login.value})
    return whole.render_as_string(hide_password=False)


def read_url(url: str, of: Settings) -> str:
    """Under which URL the server of the hub in the database `url`, and its jobs, read for everybody."""
    return _stated(of.database.read_url) or login_url(url, Login.READER)


def work_url(url: str, of: Settings) -> str:
    """Under which URL workers take the jobs of the hub in the database `url`, and keep what comes of them."""
    return _stated(of.database.work_url) or login_url(url, Login.WORKER)


def _stated(url: SecretStr | None) -> str | None:
    return sqlalchemy_url(url.get_secret_value()) if url else None
