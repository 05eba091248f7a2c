"""The command line: `merezha …`."""

from hub.cli import signals


def main() -> None:
    """Run the command line; Ctrl-C and other signals are answered before anything else is loaded."""
    signals.answer()
    from hub.cli.app import run

    run()
