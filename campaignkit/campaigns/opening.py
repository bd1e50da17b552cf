"""Where a campaign was written, and what its text says: every mistake with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from os import PathLike
from pathlib import Path
from typing import NamedTuple

from campaignkit import resources, specs
from campaignkit.business import Business
from campaignkit.campaigns.campaign_file import CampaignForm, SellerForm
from campaignkit.campaigns.forms.form import BusinessForm
from campaignkit.errors import CampaignError
from campaignkit.problems import Problem, Problems, Where

_SHARED = {"experiment": "experiment", "token": "tracking"}  # the table of what all assets have


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a campaign was written. lines: of each key; paths start at `folder`."""

    folder: Path
    file: str | None = None
    lines: Mapping[specs.Place, int] = field(default_factory=dict)
    text: str = ""

    def where(self, *place: str | int) -> Where:
        """Return where a key stands."""
        return specs.locate(place, file=self.file, lines=self.lines)

    def of_asset(self, place: specs.Place, key: str) -> Where:
        """Return where a key of an asset stands: what it has from all assets, in their table."""
        parts = [*filter(None, key.split("."))]
        shared = _SHARED.get(parts[0]) if parts else None
        if shared and (*place, parts[0]) not in self.lines and (shared,) in self.lines:
            return self.where(shared, *parts[1:])
        return self.where(*place, *parts)


class Opened(NamedTuple):
    """What a text says. shop: None where many shops say all of it themselves."""

    shop: Business | None
    form: CampaignForm
    origin: Origin


def opened(text: str, *, file: str) -> Opened:
    """Return what a text says, which stands in a file, or will.

    Raises:
        BadInput: it is not TOML, a key is unknown, missing or of the wrong kind, or the shop
            cannot be; `problems` has every mistake, with its line.
    """
    form, problems = specs.parse(text, CampaignForm, file=file)
    # the shop is looked at after the form, so that a missing key is not told twice
    problems.raise_errors()
    assert form is not None  # no problems: it was read
    origin = Origin(Path(file).parent, file, specs.lines_of(text), text)
    shop = None if form.business is None else _business(form.business, origin)
    return Opened(shop, form, origin)


def seller(path: str | PathLike[str]) -> Business:
    """Return the shop of a campaign file, which need not have anything else.

    Raises:
        NotFound, BadInput: as `campaignkit.campaign`, of the table [business] alone.
    """
    file = str(path)
    text = resources.user_text(file, what="campaign")
    form, problems = specs.parse(text, SellerForm, file=file)
    problems.raise_errors()
    assert form is not None  # no problems: it was read
    return _business(form.business, Origin(Path(file).parent, file, specs.lines_of(text)))


def _business(form: BusinessForm, origin: Origin) -> Business:
    given = form.model_dump()
    if form.logo is not None:
        given["logo"] = origin.folder / form.logo
    try:
        return Business(**given)
    except CampaignError as err:
        # raised outside of `except`: the traceback is to show the file, not how it was read
        kind, said = type(err), err.problems
    Problems(
        replace(each, where=origin.where("business", each.where.key or "")) for each in said
    ).raise_errors(kind=kind)
    raise AssertionError("a business that cannot be has errors")


def placed_at(where: Where, err: CampaignError) -> Iterator[Problem]:
    """Yield an error as problems of a key, or of the file that the key names."""
    for problem in err.problems:
        # a fault in a row of a table is found there, not at the key that names the table
        yield problem if problem.where.file else replace(problem, where=where)
