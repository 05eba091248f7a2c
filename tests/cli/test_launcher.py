"""The launcher `./merezha` on a machine that lacks what it needs, played by stand-ins of system programs."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LAUNCHER = Path(__file__).resolve().parents[2] / "merezha"
REAL = ("sh", "dirname", "echo", "xargs", "cat", "cksum", "rm", "env")
#: A Python that is new enough but has no ensurepip, as on a bare Debian.
BARE_PYTHON = '#!/bin/sh\ncase "$*" in *ensurepip*) exit 1 ;; *) exit 0 ;; esac\n'
DEBIAN_ONLY = pytest.mark.skipif(sys.platform != "linux", reason="Packages are installed on Linux only.")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A checkout beside a folder of programs: a Debian with Python but without python3-venv."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in REAL:
        found = shutil.which(name)
        assert found is not None
        (programs / name).symlink_to(found)
    _program(programs, "python3", BARE_PYTHON)
    _program(programs, "apt-get", f'#!/bin/sh\necho "apt-get $*" >>{tmp_path}/called\n')
    _program(programs, "id", "#!/bin/sh\necho 1000\n")
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    shutil.copy(LAUNCHER, checkout)
    return tmp_path


@DEBIAN_ONLY
def test_without_rights_the_exact_command_is_printed(machine: Path) -> None:
    done = _launch(machine, "demo")
    assert done.returncode == 2
    said, command = done.stderr.splitlines()
    assert said == "merezha: this machine lacks python3-venv; install it with:"
    assert command == (
        'sudo sh -c "apt-get -q update && DEBIAN_FRONTEND=noninteractive '
        'apt-get install -qy --no-install-recommends python3-venv"'
    )
    assert not (machine / "called").exists()


@DEBIAN_ONLY
def test_the_superuser_installs_what_is_missing(machine: Path) -> None:
    _program(machine / "bin", "id", "#!/bin/sh\necho 0\n")
    _launch(machine, "demo")
    assert (machine / "called").read_text().splitlines() == [
        "apt-get -q update",
        "apt-get install -qy --no-install-recommends python3-venv",
    ]


@DEBIAN_ONLY
def test_sudo_that_asks_no_password_installs_what_is_missing(machine: Path) -> None:
    _program(machine / "bin", "sudo", '#!/bin/sh\nshift\n[ "$1" = true ] || exec "$@"\n')
    _launch(machine, "demo")
    assert (machine / "called").read_text().splitlines()[1:] == [
        "apt-get install -qy --no-install-recommends python3-venv"
    ]


def test_a_machine_without_a_new_python_is_told_so(machine: Path) -> None:
    (machine / "bin" / "apt-get").unlink()
    (machine / "bin" / "python3").unlink()
    (machine / "checkout" / "requirements.lock").touch()
    done = _launch(machine, "demo")
    assert done.returncode == 2
    assert done.stderr == (
        "merezha: Python 3.11 or newer is needed and was not found (on macOS: brew install python@3.13)\n"
    )


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_no_host_and_hashes_every_package(lock: str) -> None:
    text = (LAUNCHER.parent / lock).read_text()
    assert "://" not in text
    packages = [block for block in text.split("\n\n")[0].splitlines() if "==" in block]
    assert [line for line in packages if not line.endswith(" \\")] == []
    assert text.count("--hash=sha256:") >= len(packages) > 50


def _program(folder: Path, name: str, text: str) -> None:
    """Write a stand-in of a system program."""
    (folder / name).unlink(missing_ok=True)
    (folder / name).write_text(text)
    (folder / name).chmod(0o755)


def _launch(machine: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the launcher with the machine's programs only; the database is not its concern here."""
    return subprocess.run(
        [machine / "checkout" / "merezha", *arguments],
        env={"PATH": str(machine / "bin"), "MEREZHA_DATABASE_URL": "postgresql:///hub"},
        capture_output=True,
        text=True,
        check=False,
    )
