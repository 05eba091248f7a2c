"""Exports of what is published: each is written from one snapshot and appears whole or not at all."""
