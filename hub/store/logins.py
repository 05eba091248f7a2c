"""Logins: the roles of the database under which the parts of the program connect.

The owner makes and changes tables, the writer imports and acts, the reader answers questions. What a login
may not do no statement of it can, whatever it says: it may become no other role.
"""

from enum import StrEnum

from sqlalchemy.engine import make_url


class Login(StrEnum):
    """Names of the roles. A database of one's own may have another owner."""

    OWNER = "merezha"
    WRITER = "merezha_writer"
    READER = "merezha_reader"


def login_url(url: str, login: Login) -> str:
    """The URL of the same database for another login, without a password.

    Who may log in so is said by the server (peer) or by the password file of libpq.
    """
    whole = make_url(url).set(username=None, password=None).update_query_dict({"user": login.value})
    return whole.render_as_string(hide_password=False)
