"""Change one constant or comparison at a time and see whether a test notices.

    python -m tools.mutate [--package normalizers …] [--count 60] [--seed 1] [--json FILE]

A constant that can be half as large again without any test failing has no reason that anybody wrote
down. `sites` finds what can be changed, `reach` knows which tests come by there, `trial` runs them
in a copy of the tree.
"""
