"""Measure the linker over the table of name variants: linking.py.

Prints precision and recall of tests/resolve/name_variants.csv, and the time of one link in microseconds of processor
time (median, p95, worst of the rows; each row linked `ROUNDS` times, its mean taken).
"""

import statistics
import time

from kg.resolve.linking import link
from tests.benchmarks.common import report
from tests.resolve.test_name_variants import actors, as_mention, linked, rows

ROUNDS = 20


def main() -> None:
    """Run every measurement."""
    table, index = rows(), actors()
    answers = [(row.expected, linked(row, index)) for row in table]
    right = sum(expected == found for expected, found in answers if found)
    times = []
    for row in table:
        named = as_mention(row.name, acts=row.acts)
        start = time.process_time()
        for _ in range(ROUNDS):
            link(named, index, row.context, agentive=row.acts)
        times.append(1e6 * (time.process_time() - start) / ROUNDS)
    report(precision=right / sum(found is not None for _, found in answers))
    report(recall=right / sum(expected is not None for expected, _ in answers))
    print(f"rows {len(table)}")
    print(f"link_us_median {statistics.median(times):.0f}")
    print(f"link_us_p95 {statistics.quantiles(times, n=20)[-1]:.0f}")
    print(f"link_us_worst {max(times):.0f}")


if __name__ == "__main__":
    main()
