"""Reads what planning computes with: arrays and records of one release, without any mathematics.

Every read takes a session of hub.store.engine, and so sees one snapshot, and the hub as it was where the
session looks back (hub.store.as_of).
"""
