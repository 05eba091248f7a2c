"""Errors of region folders: one class per cause; each names the file and how to mend it."""

from hub.errors import MerezhaError


class RegionError(MerezhaError):
    """A region's folder cannot be used."""

    code = "REGION_ERROR"


class RegionNotFound(RegionError):
    """There is no region {code!r}; there are {known}. `merezha region new` makes one."""

    code = "REGION_NOT_FOUND"


class RegionExists(RegionError):
    """The folder {folder} exists already; choose another code or remove it."""

    code = "REGION_EXISTS"


class RegionFileMissing(RegionError):
    """{file} is missing; a region's folder holds region.yml, and a sample.* of made-up rows for its check."""

    code = "REGION_FILE_MISSING"


class SampleNotAlone(RegionError):
    """{folder} holds several samples, {files}; keep the one in the shape of the publisher's file."""

    code = "SAMPLE_NOT_ALONE"


class InvalidCode(RegionError):
    """{code!r} is no code for a region; write ua_, ru_ or kz_ and small letters or digits, such as ua_05."""

    code = "INVALID_CODE"


class FileNeeded(RegionError):
    """{code} is a real register, its sample holds made-up rows only; give its file with --file."""

    code = "FILE_NEEDED"


class InvalidYaml(RegionError):
    """{file}, line {line}: this is not valid YAML: {problem}."""

    code = "INVALID_YAML"


class InvalidRegion(RegionError):
    """{file}, line {line}, {key}: {problem}."""

    code = "INVALID_REGION"
