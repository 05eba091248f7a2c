"""Lets the launcher start the command line as a module."""

from hub.cli.app import main

main()
