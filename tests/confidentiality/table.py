"""The table of docs/confidentiality.md: which test reads which output in which situation.

`python -m tests.confidentiality.table` prints it.
"""

from tests.confidentiality import outputs
from tests.confidentiality.situations import SITUATIONS_OF

#: The functions that read outputs in every situation, and the sign that stands for each in the table.
READ, ACTED, TRIED, ASKED = "R", "A", "I", "M"
TESTS = {
    READ: "test_outputs.py::test_no_output_tells_it",
    ACTED: "test_acts.py::test_what_stewards_do_at_the_command_line",
    TRIED: "test_acts.py::test_importing_and_looking_for_words",
    ASKED: "test_acts.py::test_mutations_and_what_stewards_see",
}
MUTATIONS = "mutations, and all that stewards may ask"


def signs() -> dict[str, str]:
    """Output → the sign of the test that reads it."""
    tried = {"import", "lookups suggest"}
    return {
        **{f"`merezha {name}`": READ for name in outputs.COMMANDS},
        **{f"`merezha {name}`": TRIED if name in tried else ACTED for name in sorted(outputs.ACTS)},
        **{f"`{address}`": READ for address in outputs.ADDRESSES},
        MUTATIONS: ASKED,
    }


def lines() -> list[str]:
    """The table in Markdown."""
    rows = [["output", *SITUATIONS_OF], ["---"] * (len(SITUATIONS_OF) + 1)]
    rows += [[output, *(sign for _ in SITUATIONS_OF)] for output, sign in signs().items()]
    return ["| " + " | ".join(row) + " |" for row in rows]


if __name__ == "__main__":
    print("\n".join(lines()))
