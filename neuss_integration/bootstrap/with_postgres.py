"""`python3 -m neuss_integration.bootstrap.with_postgres COMMAND …`: one command on a private PostgreSQL server."""

import os
import subprocess
import sys

from neuss_integration.bootstrap import console, postgres


def main(command: list[str]) -> int:
    """Run `command` with DATABASE_URL naming a server of its own; return its exit status."""
    console.prepare()
    try:
        with postgres.temporary_server() as url:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode
    except console.SetupError as error:
        console.warn(str(error))
    except KeyboardInterrupt:
        console.warn("Abgebrochen.")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
