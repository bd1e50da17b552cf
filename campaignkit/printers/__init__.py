"""The machine that prints: what it can and cannot do, and what its paper then looks like.

A `Printer` is a plain value, so that a sheet, a check and a campaign speak of the same machine.
Nothing here draws or reads: `simulation.py` turns pixels that were to be printed into pixels
that a phone would see.
"""

from campaignkit.printers.machine import Printer
from campaignkit.printers.profiles import printer, profiles_file, save

__all__ = ["Printer", "printer", "profiles_file", "save"]
