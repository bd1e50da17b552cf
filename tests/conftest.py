"""What holds for every test: none is judged by the clock, for machines are shared and noisy."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "campaignkit", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("campaignkit")
