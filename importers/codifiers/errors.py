"""Errors of reading codifiers and other reference files of territories."""

from hub.errors import MerezhaError


class CodifierLayout(MerezhaError):
    """The file {file} does not have the layout of «{kind}»: {missing} is missing."""

    code = "CODIFIER_LAYOUT"


class UnknownCodifier(MerezhaError):
    """There is no reader for territory files of the kind «{kind}»; there are: {known}."""

    code = "UNKNOWN_CODIFIER"


class CodifierShrunk(MerezhaError):
    """{file} lacks {lacking} of the {held} units that the hub has of «{kind}», which would end today, so the
    file is likely cut or another one; load the whole codifier, or pass this with --force."""

    code = "CODIFIER_SHRUNK"
