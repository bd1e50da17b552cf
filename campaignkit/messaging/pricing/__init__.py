"""What messages cost: a dated table of rates, and the cost of a send.

rates.py  rates.toml   the table; any other in its place
cost.py                rates × messages, country by country
"""

from campaignkit.messaging.pricing.cost import Cost, CostLine, cost
from campaignkit.messaging.pricing.rates import Rate, Rates

__all__ = ["Cost", "CostLine", "Rate", "Rates", "cost"]
