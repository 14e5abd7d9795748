"""Plain reference for record linkage, in the manner of the febrl3 example of the recordlinkage toolkit.

Block on the given name; compare given name, date of birth, suburb and state for equality, surname and first address line by
Jaro-Winkler with a threshold of 0.85; a pair with more than three agreements is a match. `wide` blocks on surname, date of birth and
suburb as well and takes more than two agreements: what the same plain way costs when it is to find most doubles.

    python3 linkage_reference.py < people.csv  ->  {"plain": {"candidates", "matches", "f", "seconds"}, "wide": {…}}

Columns: entity, given_name, surname, date_of_birth, suburb, state, address_1. `seconds` is processor time for indexing, comparing and
classifying, the faster of two runs; reading the file is not counted.
"""

import csv
import json
import sys
import time
from collections import defaultdict

import numpy as np


def jaro_winkler(a, b):
    if a == b:
        return 1.0
    if not a or not b:
        return 0.0
    reach = max(len(a), len(b)) // 2 - 1
    taken = [False] * len(b)
    common_a = []
    for i, letter in enumerate(a):
        for j in range(max(0, i - reach), min(len(b), i + reach + 1)):
            if not taken[j] and b[j] == letter:
                taken[j] = True
                common_a.append(letter)
                break
    common = len(common_a)
    if common == 0:
        return 0.0
    common_b = [letter for letter, used in zip(b, taken) if used]
    swaps = sum(x != y for x, y in zip(common_a, common_b)) / 2
    jaro = (common / len(a) + common / len(b) + (common - swaps) / common) / 3
    prefix = 0
    for x, y in zip(a[:4], b[:4]):
        if x != y:
            break
        prefix += 1
    return jaro + 0.1 * prefix * (1 - jaro)


def candidate_pairs(people, columns):
    pairs = set()
    for column in columns:
        blocks = defaultdict(list)
        for row, person in enumerate(people):
            if person[column]:
                blocks[person[column]].append(row)
        pairs.update((a, b) for rows in blocks.values() for k, a in enumerate(rows) for b in rows[k + 1 :])
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)


def exact(people, pairs, column):
    values = np.array([person[column] for person in people])
    left, right = values[pairs[:, 0]], values[pairs[:, 1]]
    return ((left == right) & (left != "")).astype(np.int64)


def similar(people, pairs, column, threshold=0.85):
    values = [person[column] for person in people]
    return np.array([jaro_winkler(values[a], values[b]) >= threshold for a, b in pairs], dtype=np.int64)


def link(people, columns, least):
    pairs = candidate_pairs(people, columns)
    agreements = (
        exact(people, pairs, "given_name")
        + similar(people, pairs, "surname")
        + exact(people, pairs, "date_of_birth")
        + exact(people, pairs, "suburb")
        + exact(people, pairs, "state")
        + similar(people, pairs, "address_1")
    )
    return pairs, pairs[agreements > least]


def f_score(people, matches):
    sizes = defaultdict(int)
    for person in people:
        sizes[person["entity"]] += 1
    true_pairs = sum(n * (n - 1) // 2 for n in sizes.values())
    hits = sum(people[a]["entity"] == people[b]["entity"] for a, b in matches)
    return 2 * hits / max(1, len(matches) + true_pairs)


def main():
    sys.stdin.reconfigure(encoding="utf-8", newline="")
    people = [{key: value.strip() for key, value in row.items()} for row in csv.DictReader(sys.stdin)]
    print(
        json.dumps(
            {
                "plain": measured(people, ["given_name"], 3),
                "wide": measured(people, ["given_name", "surname", "date_of_birth", "suburb"], 2),
            }
        )
    )


def measured(people, columns, least):
    seconds = []
    for _ in range(2):
        start = time.process_time()
        pairs, matches = link(people, columns, least)
        seconds.append(time.process_time() - start)
    return {"candidates": len(pairs), "matches": len(matches), "f": f_score(people, matches), "seconds": min(seconds)}


if __name__ == "__main__":
    main()
