"""How fast the hub answers, beside floors and a peer, in one run: `python -m bench.serve`."""
