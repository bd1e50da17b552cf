"""Whose piece a row is: one shop for all rows, or a shop that the row itself tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from campaignkit.business import Business
from campaignkit.errors import BadInput, did_you_mean
from campaignkit.merge.records import Lacked, MergeRecord, Source
from campaignkit.merge.templates import Templates, needs_cell, unknown_names
from campaignkit.wording import Wording, is_empty, is_template

_REMEMBERED = 256  # shops: an agency's table has a few hundred, often one after the other
FACTS = ("shop", "phone", "phone_e164", "country", "currency", "language")  # every shop has them
LACKED = ("hours", "address", "website", "email")  # a shop may have them


class Shops:
    """The shop of each row.

    shop: a Business; its fields by name, texts being Jinja over the row; or "{{ column }}", the
    column that holds either. phone: instead of that shop's own, Jinja over the row. lacks: facts
    that `base` might have, as other shops of its table have them.
    """

    def __init__(
        self,
        shop: Any,
        *,
        phone: Any = None,
        base: Business | None = None,
        needed: bool = True,
        lacks: Mapping[str, Lacked] | None = None,
    ) -> None:
        self.base = shop if isinstance(shop, Business) else base
        self._lacks = lacks or {}
        self._given = _given(shop, phone, self.base)
        self._made: dict[Any, Business] = {}
        if needed and not self._given and self.base is None:
            raise BadInput(_NO_SHOP.format(shop=shop), rule="shop.not-a-business")

    @property
    def only(self) -> Business | None:
        """The shop of all rows; None if a row tells its own."""
        return self.base if not self._given else None

    @property
    def templates(self) -> Templates:
        """The texts that a row fills, by the key they stand under."""
        return Templates(self._given)

    def facts(self) -> set[str]:
        """Return the names of the facts that a shop may give."""
        if not self._given:
            return {*self.facts_of_all()}
        return {*FACTS, *LACKED}

    def facts_of_all(self) -> Mapping[str, Any]:
        """Return the facts that are under the cells of every row."""
        return {} if self.base is None else {**self._lacks, **self.base.facts()}

    def check(self, texts: Mapping[str, Wording], source: Source) -> None:
        """Raise if a text, or what tells the shop, names what is no column and no fact.

        Raises:
            BadInput: with the nearest name that there is.
        """
        for key, text in self.templates.texts.items():
            for error in unknown_names(key, text, source, self.facts_of_all()):
                raise error
        for key, text in texts.items():
            for error in unknown_names(key, text, source, self.facts()):
                raise error

    def placed(self, record: MergeRecord) -> tuple[Business | None, MergeRecord]:
        """Return the shop of a row, None if nobody needs one; the row over that shop's facts.

        Raises:
            CampaignError: as `of_row`.
        """
        if not self._given:
            return self.base, record
        shop = self.of_row(record)
        return shop, record.under(self.facts_of(shop))

    def facts_of(self, shop: Business) -> Mapping[str, Any]:
        """Return the facts of the shop of a row, and those that it lacks."""
        lacks = {name: Lacked(name) for name in LACKED} if self._given else self._lacks
        return {**lacks, **shop.facts()}

    def of_row(self, record: MergeRecord) -> Business:
        """Return the shop of a row.

        Raises:
            CampaignError: the row tells none, or one that cannot be.
        """
        if (only := self.only) is not None:
            return only
        said = self._said(record)
        key = tuple(sorted((name, repr(value)) for name, value in said.items()))
        found = self._made.get(key)
        if found is None:
            if len(self._made) >= _REMEMBERED:
                self._made.clear()
            found = self._made[key] = self._business(said)
        return found

    def _said(self, record: MergeRecord) -> dict[str, Any]:
        whole = self._given.get(_WHOLE)
        rest = {name: each for name, each in self._given.items() if name != _WHOLE}
        said = Templates(rest).fill(record, lines=LACKED)
        if whole is None:
            return said
        (name,) = whole.names or {""}
        value = record.row.get(name)
        needs_cell(name, value, of="the shop of a row")
        if isinstance(value, Business):
            return {_WHOLE: value, **said}
        if isinstance(value, Mapping):
            return {**{str(key): each for key, each in value.items()}, **said}
        raise BadInput(_NO_SHOP.format(shop=value), rule="shop.not-a-business")

    def _business(self, said: dict[str, Any]) -> Business:
        given = {name: value for name, value in said.items() if not is_empty(value)}
        base: Business | None = given.pop(_WHOLE, self.base)
        _check_fields(given, base)
        if base is None:
            return Business(given.pop("name"), **given)
        return replace(base, **given) if given else base


_NEEDED = ("name", "phone", "country")
_WHOLE = "shop"  # it stands whole in a column; no field of it is called so
_NO_SHOP = "shop={shop!r} is not a Business. Make one: Business('Name', phone=…)."


def _given(shop: Any, phone: Any, base: Business | None) -> dict[str, Any]:
    """Return the fields that a row fills, ready to be filled."""
    told: dict[str, Any] = {}
    if isinstance(shop, Mapping):
        _check_fields(shop, base)
        told = dict(shop)
    elif is_template(shop):
        told = {_WHOLE: shop}
    elif not isinstance(shop, Business) and shop is not None:
        raise BadInput(_NO_SHOP.format(shop=shop), rule="shop.not-a-business")
    if phone is not None:
        told["phone"] = phone
    made = dict(Templates.of(told).by_key)
    whole = made.get(_WHOLE)
    if whole is not None and not (whole.is_lone and len(whole.names) == 1):
        raise BadInput(
            f"shop={shop!r} is no column. Write '{{{{ column }}}}', of a column that holds a "
            "Business or its fields.",
            rule="shop.not-a-column",
        )
    return made


def _check_fields(given: Mapping[str, Any], base: Business | None) -> None:
    """Raise unless these are fields of a shop, and none is missing."""
    known = [item.name for item in fields(Business)]
    for name in given:
        if name not in known:
            near = did_you_mean(str(name), known) or f" It has: {', '.join(known)}."
            raise BadInput(f"a shop has no field {name!r}.{near}", rule="shop.no-such-field")
    missing = [] if base is not None else [name for name in _NEEDED if name not in given]
    if missing:
        raise BadInput(f"the shop of a row needs {', '.join(missing)}.", rule="shop.missing")
