"""What runs in a process of its own, whose memory and time are bounded.

It starts for each file, so it imports nothing of the project but itself.
"""
