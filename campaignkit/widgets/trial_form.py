"""What tells the pieces of a table apart, and what is tried on them, as controls.

A reference on each piece says later which one brought a customer; a second wording, or places
left without, say what the wording and the printing were worth.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import ipywidgets as w

from campaignkit.presentation.python_calls import Call
from campaignkit.tracking.tokens import Tokens
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.sticker_form import design_menu

_FIRST, _SECOND = "a", "b"  # arms; the first is as typed for all
_SHARES = (0.1, 0.2, 0.3, 0.5)


class TrialForm:
    """Controls for `token`, `variants` and `holdout` of `stickers`. `.box` holds them all."""

    def __init__(self) -> None:
        self.token = controls.tick(_("A reference on each piece, so that replies tell which one"))
        self.title = controls.line(_("Title of half"), hint=_("empty: the same for all"))
        self.text = controls.area(_("Message of half"), hint=_("empty: the same for all"))
        self.design = controls.choice(
            _("Design of half"), [(_("the same for all"), ""), *design_menu()], ""
        )
        self.holdout = controls.choice(_("Left without"), _shares(), 0.0)
        self.value = controls.line(_("Coupon worth"), hint=_("as in 10 %; each is good once"))
        self.expires = controls.day(_("Good until"))
        self.secret = controls.line(
            _("Secret words"), hint=_("of your own: nobody can make up a coupon without them")
        )
        tried = controls.note(
            _("Half of the rows, drawn by lot, get another wording: see which brings more.")
        )
        left = controls.note(_("Rows without a piece show what printing brings at all."))
        halves = (tried, self.title, self.text, self.design, left, self.holdout)
        trial = controls.fold(_("Try a second wording"), controls.group(*halves))
        coupons = controls.group(self.value, self.expires, self.secret)
        coupon = controls.fold(_("Coupons, each good once"), coupons)
        self.box = controls.group(self.token, trial, coupon, name="trial")

    def all(self) -> list[w.Widget]:
        """Return every control."""
        tried = [self.title, self.text, self.design, self.holdout]
        return [self.token, *tried, self.value, self.expires, self.secret]

    def places(self) -> dict[str, w.Widget]:
        """Return the controls by the subject of the rules that speak of them."""
        return {
            **{"experiment": self.holdout, "coupon": self.value, "token": self.token},
            "coupon.secret": self.secret,
        }

    @property
    def bears_references(self) -> bool:
        """Whether each piece has a reference, or is a coupon."""
        return bool(self._token())

    def options(self, campaign: str) -> dict[str, Any]:
        """Return the options of `stickers`. campaign: what tells its references from others'."""
        said = self._token()
        token: Any = said
        if isinstance(said, dict):
            token = Call("coupons", "Tokens", Tokens, (), {"campaign": campaign, **said})
        return {**({"token": token} if token else {}), **self._tried()}

    def table(self) -> dict[str, Any]:
        """Return the same as a campaign file has it."""
        token, tried = self._token(), self._tried()
        return {**({"token": token} if token else {}), **({"experiment": tried} if tried else {})}

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says, as far as they can."""
        token = table.get("token", False)
        own = token if isinstance(token, Mapping) else {}
        self.token.value = token is True
        self.value.value, self.secret.value = own.get("value", ""), own.get("secret", "")
        self.expires.value = own.get("expires")
        tried = table.get("experiment") or {}
        share = tried.get("holdout", 0.0)
        self.holdout.value = share if share in _SHARES else 0.0
        arms = tried.get("variants", {})
        # two arms of which the first says nothing: what else is tried stays in the file alone
        second = arms.get(_SECOND, {}) if arms.get(_FIRST) == {} else {}
        self.title.value, self.text.value = second.get("title", ""), second.get("text", "")
        controls.take_other(self.design, second.get("design", ""))

    def watch(self, changed: Callable[[object], None]) -> None:
        """Call `changed` when anything here changes."""
        for control in self.all():
            control.observe(changed, "value")

    def _token(self) -> bool | dict[str, Any]:
        words = controls.filled({"value": self.value, "secret": self.secret})
        if "value" not in words:
            return bool(self.token.value)
        day = {} if self.expires.value is None else {"expires": self.expires.value}
        return {**words, **day}

    def _tried(self) -> dict[str, Any]:
        boxes = {"title": self.title, "text": self.text, "design": self.design}
        second = controls.filled(boxes)
        variants = {"variants": {_FIRST: {}, _SECOND: second}} if second else {}
        return {**variants, **({"holdout": self.holdout.value} if self.holdout.value else {})}


def _shares() -> list[tuple[str, float]]:
    named = [(_("{share} % of the rows", share=f"{share:.0%}"[:-1]), share) for share in _SHARES]
    return [(_("no row"), 0.0), *named]
