"""`bin/fuzz`: schemathesis over the whole API, as nobody, as a member and as a steward."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BESIDE = Path(sys.executable).parent  # granian and schemathesis are installed with this Python
