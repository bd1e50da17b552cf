"""`python -m campaignkit` is the command `campaignkit`."""

from __future__ import annotations

from campaignkit.cli import main

if __name__ == "__main__":  # a process that a pool begins imports this file under another name
    main()
