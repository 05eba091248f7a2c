"""The mask of small cells: `masking` makes it with every change of what is counted, `shown` is how every
reader of counts of people looks at it.
"""
