"""How fast and how sure planning answers, over public files of Ukraine: `python -m bench.planning`."""
