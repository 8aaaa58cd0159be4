"""Take the pictures of docs/moderation.md and its Swedish sister anew: `make pictures`.

For each language it builds the demo world in a folder of its own, serves it on a free port, lets
people report, decide and appeal, and drives headless Chromium as the moderators. Nothing of a
local forum is read or changed. Status 1, and nothing written, where Chromium is not installed.
"""

import os
import shutil
import subprocess
import sys
import tempfile

from screenshots import LANGUAGES, ROOT

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
MISSING = """screenshots: Chromium is not here, so the pictures stay as they are.
On Debian: sudo apt install chromium; elsewhere put `chromium` on the PATH."""


def main() -> int:
    """Walk through the desk once for each language, each in a process and a world of its own."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        print(MISSING, file=sys.stderr)
        return 1
    for language in LANGUAGES:
        with tempfile.TemporaryDirectory(prefix="tillit-pictures-") as folder:
            command = [sys.executable, "-m", "screenshots.walk", language, program]
            subprocess.run(command, cwd=ROOT, env=alone(folder), check=True)
    return 0


def alone(folder: str) -> dict[str, str]:
    """An environment in which everything that is kept lies in the folder."""
    ours = {"DATABASE_URL", "REDIS_URL"}
    theirs = {k: v for k, v in os.environ.items() if k not in ours and not k.startswith("TILLIT_")}
    path = os.pathsep.join([str(ROOT), str(ROOT / "bin")])
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings", "TILLIT_LOG_LEVEL": "ERROR"}
    return theirs | settings | {"TILLIT_VAR": folder, "PYTHONPATH": path}


if __name__ == "__main__":
    sys.exit(main())
