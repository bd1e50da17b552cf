"""The server of the studio's page: Voilà. Its one door.

    python -m campaignkit.serving.server NOTEBOOK …

Two thirds of the time that Voilà takes to be loaded go to a grammar of international addresses,
which `jsonschema` would check in events that nobody listens to. It does without one where that
package is not installed; here it is told that it is not.
"""

from __future__ import annotations

import os
import sys

from campaignkit.serving import spare_kernel

_NOT_LOADED = "rfc3987_syntax"  # optional: jsonschema then lets any text pass for such an address


def main() -> None:
    """Serve what the command line says until the process is ended."""
    has_spare = hasattr(os, "getpgid")  # elsewhere a kernel is interrupted by a handle of its own
    first = spare_kernel.begin() if has_spare else None
    sys.modules.setdefault(_NOT_LOADED, None)  # type: ignore[arg-type]  # an import of it fails
    if first is not None:
        from campaignkit.serving import kernels  # it takes a fifth of a second

        kernels.give(first)
    from voila.app import main as serve  # type: ignore[import-untyped]

    serve()


if __name__ == "__main__":
    main()
