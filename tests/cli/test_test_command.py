"""`merezha test` hands its arguments to pytest."""

from pathlib import Path

from tests.cli.conftest import Merezha

ONE_FILE = ("tests/cli/test_golden_diff.py", "-p", "no:cacheprovider")


def test_arguments_go_to_pytest_and_three_workers_share_the_work(merezha: Merezha) -> None:
    done = merezha("test", *ONE_FILE, "-v")
    assert done.returncode == 0, done.stdout
    assert "3 workers" in done.stdout
    assert "4 passed" in done.stdout


def test_the_number_of_workers_can_be_chosen_and_the_outcome_is_the_exit_code(merezha: Merezha) -> None:
    done = merezha("test", *ONE_FILE, "-v", "-n", "0", "-k", "no_test_has_this_name")
    assert "workers" not in done.stdout
    assert done.returncode == 5


def test_without_pytest_it_says_how_to_get_it(merezha: Merezha, tmp_path: Path) -> None:
    (tmp_path / "xdist.py").write_text("raise ImportError\n")
    done = merezha("test", PYTHONPATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "TEST_TOOLS_MISSING: The tools for tests are not installed; "
        "start the tests with `./merezha test`, which installs them.\n"
    )
