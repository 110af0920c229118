"""What speed claims come from: `make bench` prints what it measures beside the goals (docs/performance.md).

Each module here measures a part and has `rows()`, which returns [(what, measured, goal)] as texts. It runs in a process
of its own. Ratios count, taken in turns within one run, since the machines differ and are shared.
"""
