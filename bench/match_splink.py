"""Splink beside the hub's own scoring, on the same labelled pairs: `python -m bench.match_splink`.

Splink is no dependency of the project; without it the program says so and ends. It is given what the
hub's scoring is given: the folded own words, types, places and numbers of names, streets, houses,
telephones, points. Its u-probabilities come from random pairs, its m-probabilities from the pairs of the
part `estimate`, as its authors advise; own words have term frequencies. Each way of scoring has its
threshold where precision on the part `estimate` is at least 0.99 and recall is greatest; the held-out
part judges, once by the score alone and once with the hub's rules on top.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from math import inf
from time import perf_counter
from typing import Any, NamedTuple

from bench.match_bulk import make_bulk
from bench.match_pairs import LabelledPair, read_pairs
from bench.match_weights import Compared, compare_pairs, estimating_part, independent, together
from hub.matching.engine import prepare_all
from hub.matching.model import Thresholds
from hub.matching.prepared import Prepared
from hub.matching.rules import judge
from hub.matching.weights import NUMBERS, Weights

_PRECISION = 0.99
_RANDOM_PAIRS = 1_000_000


class Figures(NamedTuple):
    """What a way of scoring reaches on the held-out pairs."""

    way: str
    threshold: float
    precision: float
    recall: float


def row(prepared: Prepared, number: int, side: str) -> dict[str, Any]:
    """A record as a table's row; lists are sorted, so that the same record is the same row."""
    features, path = prepared.features, prepared.features.territories
    return {
        "unique_id": features.id,
        "source_dataset": side,
        "pair": number,
        "words": " ".join(sorted(prepared.words)) or None,
        "types": sorted(prepared.types) or None,
        "places": sorted(prepared.places) or None,
        "numbers": " ".join(sorted(prepared.names[0].numbers)) or None,
        "code": next(iter(prepared.ids.values()), None),
        "person": features.hashes[0] if features.hashes else None,
        "region": path.region,
        "area": path.area,
        "settlement": path.settlement,
        "street": " ".join(sorted(prepared.street)) or None,
        "house": prepared.house or None,
        "phones": sorted(prepared.phones) or None,
        "contacts": sorted(prepared.contacts) or None,
        "lat": features.lat if features.radius_m == 50 else None,
        "lon": features.lon if features.radius_m == 50 else None,
        "kind": features.kind,
        "services": sorted(prepared.services) or None,
        "founded": str(features.founded.year) if features.founded else None,
    }


def settings(blocking: Sequence[Any]) -> Any:
    """Splink's settings for these columns."""
    from splink import SettingsCreator
    from splink import comparison_level_library as level
    from splink import comparison_library as of

    words = of.CustomComparison(
        [
            level.NullLevel("words"),
            level.ExactMatchLevel("words", term_frequency_adjustments=True),
            level.JaroWinklerLevel("words", 0.92),
            level.JaroWinklerLevel("words", 0.8),
            level.ElseLevel(),
        ],
        output_column_name="words",
    )
    address = of.CustomComparison(
        [
            level.NullLevel("street"),
            level.CustomLevel("street_l = street_r AND house_l = house_r", "one house"),
            level.JaroWinklerLevel("street", 0.9),
            level.ElseLevel(),
        ],
        output_column_name="street",
    )
    lists = [of.ArrayIntersectAtSizes(name) for name in ("types", "places", "phones", "contacts", "services")]
    exact = [of.ExactMatch(name) for name in ("code", "person", "numbers", "settlement", "kind", "founded")]
    return SettingsCreator(
        link_type="link_only",
        comparisons=[words, address, *lists, *exact, of.DistanceInKMAtThresholds("lat", "lon", [0.2, 1, 3])],
        blocking_rules_to_generate_predictions=list(blocking),
        additional_columns_to_retain=["pair"],
    )


class Splink:
    """A linker over two sides of records, trained on labelled pairs."""

    def __init__(
        self, left: list[dict[str, Any]], right: list[dict[str, Any]], blocking: Sequence[Any]
    ) -> None:
        import pyarrow
        from splink import DuckDBAPI, Linker

        self._api = DuckDBAPI()
        tables = [
            self._api.register(pyarrow.Table.from_pylist(rows), dataset_display_name=name)
            for name, rows in (("register", left), ("list", right))
        ]
        self.linker = Linker(tables, settings(blocking), log_level=None)

    def train(self, same: list[tuple[str, str]]) -> None:
        """Estimate u from random pairs and m from pairs that are known to be one provider."""
        import pyarrow

        self.linker.training.estimate_u_using_random_sampling(max_pairs=_RANDOM_PAIRS, seed=1)
        labels = [
            {
                "source_dataset_l": "list",
                "unique_id_l": right,
                "source_dataset_r": "register",
                "unique_id_r": left,
            }
            for left, right in same
        ]
        table = self._api.register(pyarrow.Table.from_pylist(labels), table_name="labels")
        self.linker.training.estimate_m_from_pairwise_labels(table)

    def scores(self) -> list[dict[str, Any]]:
        """Every blocked pair with its score."""
        predicted: list[dict[str, Any]] = self.linker.inference.predict().as_record_list()
        return predicted


def splink_scores(pairs: Sequence[LabelledPair]) -> list[float]:
    """Splink's match weight of each labelled pair, in bits."""
    from splink import block_on

    prepared, _ = prepare_all([side for one in pairs for side in (one.left, one.right)])
    left = [row(side, number, "register") for number, side in enumerate(prepared[::2])]
    right = [row(side, number, "list") for number, side in enumerate(prepared[1::2])]
    splink = Splink(left, right, [block_on("pair")])
    splink.train([(one.left.id, one.right.id) for one in pairs if one.same and one.part == "estimate"])
    found = {line["pair_l"]: float(line["match_weight"]) for line in splink.scores()}
    return [found.get(number, -inf) for number in range(len(pairs))]


def own_scores(compared: Sequence[Compared], weights: Weights) -> list[float]:
    """The logarithm of the odds that the hub's weights give each pair."""
    return [weights.total(one.levels) for one in compared]


def judged(
    pairs: Sequence[LabelledPair], compared: Sequence[Compared], scores: Sequence[float], weights: Weights
) -> list[float]:
    """Scores after the rules: endless where a rule joins, minus that where one forbids."""
    prepared, _ = prepare_all([side for one in pairs for side in (one.left, one.right)])
    found = []
    for position, (one, score) in enumerate(zip(compared, scores, strict=True)):
        left, right = prepared[2 * position], prepared[2 * position + 1]
        rest = weights.total(one.levels, without=NUMBERS)
        surely = judge(left, right, one.levels, 0.0, rest, Thresholds(1.1, 1.1))
        possibly = judge(left, right, one.levels, 1.0, rest, Thresholds(0.0, 0.0))
        if surely is not None and surely[0] == "join":
            found.append(inf)
        else:
            found.append(score if possibly is not None and possibly[0] == "join" else -inf)
    return found


def figures(way: str, pairs: Sequence[LabelledPair], scores: Sequence[float]) -> Figures:
    """Precision and recall on the held-out pairs at the threshold that the others give."""
    estimate = [
        (score, pair.same) for pair, score in zip(pairs, scores, strict=True) if pair.part == "estimate"
    ]
    held_out = [
        (score, pair.same) for pair, score in zip(pairs, scores, strict=True) if pair.part == "held-out"
    ]
    candidates = sorted({score for score, _ in estimate if -inf < score < inf})
    fitting = [each for each in candidates if _quality(estimate, each)[0] >= _PRECISION]
    best = max(fitting, key=lambda each: (_quality(estimate, each)[1], each))
    return Figures(way, round(best, 2), *(round(value, 4) for value in _quality(held_out, best)))


def _quality(scored: Sequence[tuple[float, bool]], threshold: float) -> tuple[float, float]:
    found = [same for score, same in scored if score >= threshold]
    wanted = sum(same for _, same in scored)
    return (sum(found) / len(found) if found else 0.0), sum(found) / wanted


def bulk_seconds(records: int) -> dict[str, float]:
    """Seconds that Splink takes to train and to score two synthetic sources, folding included."""
    from splink import block_on

    bulk = make_bulk(records)
    started = perf_counter()
    prepared, _ = prepare_all((*bulk.register, *bulk.listed))
    rows = [row(side, 0, "register" if place < records else "list") for place, side in enumerate(prepared)]
    folded = perf_counter()
    rules = [
        block_on("code"),
        block_on("person"),
        block_on("area", "words"),
        block_on("area", "types"),
        block_on("area", "street", "house"),
        block_on("phones", arrays_to_explode=["phones"]),
    ]
    splink = Splink(rows[:records], rows[records:], rules)
    splink.train(sorted(bulk.same)[:1_000])
    trained = perf_counter()
    pairs = len(splink.scores())
    return {
        "fold": folded - started,
        "load and train": trained - folded,
        "score": perf_counter() - trained,
        "pairs": pairs,
    }


def main() -> None:
    """Compare, and print JSON."""
    parser = argparse.ArgumentParser(prog="python -m bench.match_splink")
    parser.add_argument(
        "--records", type=int, default=0, help="records of each synthetic source to time; 0: none"
    )
    wanted = parser.parse_args()
    if find_spec("splink") is None:
        sys.exit("Splink is not installed here: pip install 'splink>=5' in an environment of its own.")
    pairs = read_pairs()
    compared = compare_pairs(pairs)
    estimate = estimating_part()
    ways = {
        "Splink": splink_scores(pairs),
        "weights taken alone": own_scores(compared, independent(estimate)),
        "weights taken together": own_scores(compared, together(estimate)),
    }
    found = []
    for way, scores in ways.items():
        found.append(figures(way, pairs, scores)._asdict())
        ruled = judged(pairs, compared, scores, together(estimate))
        found.append(figures(f"{way}, with rules", pairs, ruled)._asdict())
    bulk = bulk_seconds(wanted.records) if wanted.records else None
    print(json.dumps({"held out": found, "bulk": bulk}, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
