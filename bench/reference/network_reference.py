"""Betweenness by Brandes (2001) in plain Python and, level by level, in numpy: what people write today.

Reads one JSON object from stdin: nodes, from and to (the links), sources. Visits the sources 0 … sources-1 and prints one JSON object:
CPU seconds and the sum of all dependencies of each way.
"""

import json
import sys
import time
from collections import deque

import numpy as np


def neighbours_of(task):
    neighbours = [set() for _ in range(task["nodes"])]
    for a, b in zip(task["from"], task["to"]):
        if a != b:
            neighbours[a].add(b)
            neighbours[b].add(a)
    return [sorted(row) for row in neighbours]


def plain(neighbours, sources):
    nodes = len(neighbours)
    betweenness = [0.0] * nodes
    for source in range(sources):
        stack = []
        before = [[] for _ in range(nodes)]
        paths = [0.0] * nodes
        depth = [-1] * nodes
        paths[source] = 1.0
        depth[source] = 0
        queue = deque([source])
        while queue:
            v = queue.popleft()
            stack.append(v)
            below = depth[v] + 1
            for w in neighbours[v]:
                if depth[w] < 0:
                    depth[w] = below
                    queue.append(w)
                if depth[w] == below:
                    paths[w] += paths[v]
                    before[w].append(v)
        share = [0.0] * nodes
        while stack:
            w = stack.pop()
            credit = (1.0 + share[w]) / paths[w]
            for v in before[w]:
                share[v] += paths[v] * credit
            if w != source:
                betweenness[w] += share[w]
    return betweenness


def vectorised(neighbours, sources):
    nodes = len(neighbours)
    degree = np.array([len(row) for row in neighbours])
    tail = np.repeat(np.arange(nodes), degree)
    head = np.concatenate([np.array(row, dtype=np.int64) for row in neighbours])
    betweenness = np.zeros(nodes)
    for source in range(sources):
        depth = np.full(nodes, -1)
        paths = np.zeros(nodes)
        depth[source] = 0
        paths[source] = 1.0
        steps = []
        level = 0
        while True:
            out = depth[tail] == level
            v, w = tail[out], head[out]
            depth[w[depth[w] < 0]] = level + 1
            on_path = depth[w] == level + 1
            v, w = v[on_path], w[on_path]
            if len(w) == 0:
                break
            paths += np.bincount(w, weights=paths[v], minlength=nodes)
            steps.append((v, w))
            level += 1
        share = np.zeros(nodes)
        for v, w in reversed(steps):
            share += np.bincount(v, weights=paths[v] * (1.0 + share[w]) / paths[w], minlength=nodes)
        share[source] = 0.0
        betweenness += share
    return betweenness


def timed(work, neighbours, sources):
    start = time.process_time()
    betweenness = work(neighbours, sources)
    return {"seconds": time.process_time() - start, "sum": float(sum(betweenness))}


if __name__ == "__main__":
    given = json.load(sys.stdin)
    network = neighbours_of(given)
    print(json.dumps({"plain": timed(plain, network, given["sources"]), "numpy": timed(vectorised, network, given["sources"])}))
