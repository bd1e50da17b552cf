"""`python -m campaignkit` is the command `campaignkit`."""

from __future__ import annotations

from campaignkit.cli import main

main()
