"""Questions about new sites as tests ask them, and the demo hub that answers them."""

from typing import Any

from tests.schema.hub import Hub

CHERKASY = "UA71000000000010357"
#: A district with a handful of candidates, so that every set can be tried.
DISTRICT = "UA71060000000030325"
SITING = """
query ($input: SitingInput!) {
  siting(input: $input) {
    scenario url
    proof { status objective bound gap tolerance solver sentence(lang: UK) }
    sites { rank territory { code } point { lat lon } gained { value } alone { value } covers { code } }
    before { people { value unit } covered { value low high } sites sitesWithoutPoint }
    after { people { value unit } covered { value low high } sites }
    rows { territory { code } before { covered { value } } after { covered { value } } }
    uncovered(first: 100) { totalCount edges { node { people { value } } } }
    geojson job { id } cost { value }
    basis { hash url question method { code } population { basis people } caveats { code }
      travel { kind errorPercent } notUsed { what reason count } }
  }
}
"""


def asked(hub: Hub, **question: Any) -> Any:
    """The answer to a question that must have no errors."""
    return hub.data(SITING, {"input": {"within": CHERKASY, **question}})["siting"]


def refused(hub: Hub, **question: Any) -> list[tuple[str, str | None]]:
    """Code and reason of each error."""
    return hub.reply(SITING, {"input": {"within": CHERKASY, **question}}).codes
