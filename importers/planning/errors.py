"""Errors of files with inputs of planning: each names the file, where in it, and how to mend it."""

from hub.errors import MerezhaError


class UnusableColumns(MerezhaError):
    """{file} cannot be read as {what}: {reason}. Its columns are {found}; known are {known}."""

    code = "UNUSABLE_COLUMNS"


class UnusableRow(MerezhaError):
    """{file}, row {row}, column {column}: {reason}. Nothing was loaded; mend it and load the file again."""

    code = "UNUSABLE_ROW"


class RepeatedRow(MerezhaError):
    """{file}, rows {first} and {row}: both give {what} «{key}». Nothing was loaded; leave one of them."""

    code = "REPEATED_ROW"


class NothingToLoad(MerezhaError):
    """{file} holds no {what}, so nothing was loaded. {reason}"""

    code = "NOTHING_TO_LOAD"
