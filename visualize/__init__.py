"""Showing the graph: rows become networks, networks become pages."""

import os

# Layouts must not depend on how many cores there are, and small matrices are slower on several.
# It works while numpy is not loaded yet, which in a build is the case.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
