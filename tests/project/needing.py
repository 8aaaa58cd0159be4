"""What some tests of the project need beside Python: asked for once, with the reason."""

import os
import shutil

import pytest

# `make test` promises to need Python with pip and make only, and the walks in the documents are
# typed with curl, as people type them. So a machine without curl may leave them out, but not the
# one that guards main: `.ci/run` sets CI, and there they fail rather than go unasked.
needs_curl = pytest.mark.skipif(
    not shutil.which("curl") and "CI" not in os.environ,
    reason="types a walk of the documents with curl, which `make test` does not ask people to have",
)
