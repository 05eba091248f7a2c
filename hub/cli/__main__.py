"""Lets the launcher start the command line as a module."""

from hub.cli import main

main()
