"""The tables of a campaign file. A kind of asset is a file with its form, and a line here.

[business]      who is selling                                           forms.py
[[stickers]]    a design, on label sheets or in files of their own       stickers.py
[[codes]]       QR codes without a design                                codes.py
[[links]]       a table of links                                         links.py
[[messages]]    messages, or what sends a template                       messages.py
[[packs]]       sticker packs for WhatsApp                               packs.py
[[catalogs]]    feeds, price lists, shelf tags                           catalogs.py
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from campaignkit.campaigns.catalogs import CatalogsForm
from campaignkit.campaigns.codes import CodesForm
from campaignkit.campaigns.forms import AssetForm, BusinessForm
from campaignkit.campaigns.links import LinksForm
from campaignkit.campaigns.messages import MessagesForm
from campaignkit.campaigns.packs import PacksForm
from campaignkit.campaigns.stickers import StickersForm
from campaignkit.specs import Form, model_validator


class AssetsForm(Form):
    """What a campaign makes."""

    stickers: tuple[StickersForm, ...] = ()
    codes: tuple[CodesForm, ...] = ()
    links: tuple[LinksForm, ...] = ()
    messages: tuple[MessagesForm, ...] = ()
    packs: tuple[PacksForm, ...] = ()
    catalogs: tuple[CatalogsForm, ...] = ()

    def assets(self) -> Iterator[tuple[tuple[str, int], AssetForm]]:
        """Yield every asset with its place: its table, and its number in it from 0."""
        for table in AssetsForm.model_fields:
            for number, form in enumerate(getattr(self, table)):
                yield (table, number), form

    @model_validator(mode="after")
    def _names_differ(self) -> Self:
        seen: set[str] = set()
        for _place, asset in self.assets():
            folded = asset.name.casefold()
            if folded in seen:
                raise ValueError(
                    f"two assets are called {asset.name!r}. Rename one: names are files"
                )
            seen.add(folded)
        if not seen:
            *most, last = (f"[[{table}]]" for table in AssetsForm.model_fields)
            raise ValueError(f"nothing is to be made. Add {', '.join(most)} or {last}")
        return self


class CampaignForm(AssetsForm):
    """A campaign file."""

    business: BusinessForm


class SellerForm(Form, extra="ignore"):
    """The [business] of a campaign file, whatever else it has."""

    business: BusinessForm
