"""How fast and how sure planning answers, measured over public files of Ukraine: `python -m bench.planning`."""
