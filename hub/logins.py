"""Logins: the roles of the database under which the parts of the program connect.

The owner makes and changes tables, the writer imports and acts, the worker works at jobs, the reader answers
questions. What a login may not do no statement of it can, whatever it says: it may become no other role.
"""

from enum import StrEnum


class Login(StrEnum):
    """Names of the roles. A database of one's own may have another owner."""

    OWNER = "merezha"
    WRITER = "merezha_writer"
    WORKER = "merezha_worker"
    READER = "merezha_reader"
