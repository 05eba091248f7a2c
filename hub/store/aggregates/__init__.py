"""Sums that a release keeps: cells of the planning matrix, and facet counts of territories and of the hub.

`contributions` says what a provider adds to them, `upkeep` writes them with every change, `reads` answers
from them.
"""
