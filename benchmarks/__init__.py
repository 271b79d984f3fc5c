"""How fast Spanveld is, and how much memory it needs, beside what the same jobs cost at the least on the same machine.

``python -m benchmarks`` generates studies of several sizes, measures, and prints; docs/benchmarks.md says how to read it.
"""
