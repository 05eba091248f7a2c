"""The URL of a database for each of its logins."""

from sqlalchemy.engine import make_url

from hub.logins import Login


def login_url(url: str, login: Login) -> str:
    """The URL of the same database for another login, without a password.

    Who may log in so is said by the server (peer) or by the password file of libpq.
    """
    whole = make_url(url).set(username=None, password=None).update_query_dict({"user": login.value})
    return whole.render_as_string(hide_password=False)
