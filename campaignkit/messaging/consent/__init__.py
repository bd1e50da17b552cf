"""Who may be written to: consents with their proof, quiet hours, a person once.

records.py   the table of consents
moments.py   the days in it, day first or month first
quiet.py     quiet hours by country
joining.py   rows and consents → who is held back, and why
"""

from campaignkit.messaging.consent.joining import Gate
from campaignkit.messaging.consent.quiet import QuietHours
from campaignkit.messaging.consent.records import Consent, Consents

__all__ = ["Consent", "Consents", "Gate", "QuietHours"]
