"""The pack studio: stickers for WhatsApp, as chats show them, judged and saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import ipywidgets as w

from campaignkit.assets.pack import SUFFIXES, StickerPack, file_names, sketched, sticker_pack
from campaignkit.errors import CampaignError
from campaignkit.packs import designs, webp
from campaignkit.packs.rules import emit
from campaignkit.packs.values import PackSticker
from campaignkit.presentation import html
from campaignkit.presentation.previews import chats, sketch
from campaignkit.presentation.python_calls import Call
from campaignkit.problems import Problem, Problems, Where
from campaignkit.translations import Word
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.pack_form import PackForm
from campaignkit.widgets.shared_forms import SharedForms, escaped
from campaignkit.widgets.studio_panel import Facts, Panel

PLACE = 50
_SKETCHED = ("language", "phrases")  # what decides how stickers look
_SYSTEMS = [("Android", "android"), ("iPhone", "ios")]


class PackStudio(Panel):
    """Controls for a `sticker_pack`, or for one that is opened."""

    title = _("Pack")
    file_name = "pack.wastickers"
    listed_as = "packs"

    def __init__(self, shared: SharedForms) -> None:
        super().__init__(shared)
        self.form = PackForm(shared)
        self.form.watch(self.touched)
        self.folder = controls.line(_("App's folder"), hint="app/src/main/assets")
        self.system = controls.choice(_("For"), _SYSTEMS)
        self.app_button = controls.button(_("Save into the app's folder"))
        self.app_words = w.HTML()
        self.app_button.on_click(self.clicked(self._save_app))
        app = controls.group(self.folder, self.system, self.app_button, self.app_words)
        self.arrange(shared.shop_fold(), self.form.box, controls.fold(_("For developers"), app))

    def recipe(self) -> Call:
        """Return the calls that make the pack, or open it."""
        return self.form.recipe(self.shared.shop.recipe())

    def sketched(self, recipe: Call) -> str:
        """Return its first stickers while all of them are being finished."""
        if recipe.function is not sticker_pack:
            return ""
        what, shop = recipe.args[0], recipe.args[1].make()
        said = {key: recipe.options[key] for key in _SKETCHED if key in recipe.options}
        stickers = sketched(what, shop, **said)
        if not stickers:
            return ""
        language = (self.form.chosen() or [shop.language])[0]
        name = recipe.options.get("name") or designs.load(what).title(shop, language)
        return sketch(name, recipe.options.get("publisher", shop.name), stickers)

    def drawn(self, made: StickerPack) -> str:
        """Return its stickers on the wallpapers of chats."""
        return chats(made)

    def told(self, made: StickerPack) -> Facts:
        """Return what is in it, what is wrong with it, and its files; none of a wrong one."""
        parts = made.split()
        names = file_names(self._stem_name(), len(parts))
        found = Problems(_problems(parts, names))
        words = html.table(facts(made)) + _split(parts, names) + html.findings(found, fine=_fine())
        if found.errors:
            return Facts(words=words)
        return Facts(words=words, files=dict(zip(names, made.archives(), strict=True)))

    def write(self, made: StickerPack) -> str:
        """Save it; more than 30 stickers, or both kinds, are several files."""
        return _("Saved: {name}", name=", ".join(map(str, made.save(self.saves))))

    def kept(self) -> dict[str, Any]:
        """Return the pack as a campaign file has it."""
        return escaped(self.form.table())

    def takes(self, table: Mapping[str, Any]) -> bool:
        """Say whether this is a pack that is known, or one of pictures."""
        return "pictures" in table or table.get("pack") in designs.names()

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says of a pack."""
        self.form.fill(self.shared.filled(table))

    def _stem_name(self) -> str:
        """Return the name typed; one with another ending gets that of packs."""
        path = Path(self.saves)
        return path.name if path.suffix.lower() in SUFFIXES else f"{path.stem}{SUFFIXES[0]}"

    def _save_app(self) -> None:
        self.changed.now()
        if self.made is None:
            self.app_words.value = html.error(
                _("There is no pack to save: see what is said of it.")
            )
            return
        try:
            folder = self.made.save_app(
                self.folder.value.strip() or self.folder.placeholder, layout=self.system.value
            )
        except CampaignError as err:
            self.app_words.value = html.refused(err)
        else:
            self.app_words.value = html.said(_("Saved into {folder}", folder=folder), kind="fine")


def facts(pack: StickerPack) -> dict[Word, str]:
    """Return what a pack is called, and how much is in it, in words."""
    moving = sum(_moves(each) for each in pack.stickers)
    count = f"{len(pack)}"
    if moving:
        count = _("{count}, {moving} of them moving", count=len(pack), moving=moving)
    said = {
        _("Name"): pack.name,
        _("Publisher"): pack.pack.publisher,
        _("Chat stickers"): count,
    }
    if not pack.stickers:
        return said
    largest = max(pack.stickers, key=lambda each: len(each.data or b""))
    most = emit().animated_bytes if _moves(largest) else emit().static_bytes
    size = len(largest.data or b"")
    kilobytes = {"size": f"{size / 1000:,.1f}", "most": f"{most / 1000:,.0f}"}
    return {**said, _("Largest"): _("{size} kB; at most {most} kB are taken", **kilobytes)}


def _problems(parts: list[StickerPack], names: list[str]) -> Iterator[Problem]:
    """Yield what is wrong; of several files, in which."""
    for part, name in zip(parts, names, strict=True):
        place = Where(file=name if len(parts) > 1 else None)
        yield from (problem.placed(place) for problem in part.problems())


def _split(parts: list[StickerPack], names: list[str]) -> str:
    if len(parts) == 1:
        return ""
    shares = ", ".join(f"{name} ({len(part)})" for name, part in zip(names, parts, strict=True))
    return html.said(
        _(
            "It becomes {count} files: {names}. A pack has at most {most} stickers, and those that "
            "move are not mixed with those that stand still.",
            count=len(parts),
            names=shares,
            most=emit().most,
        )
    )


def _fine() -> str:
    return _("Nothing is wrong with it, by the rules of WhatsApp's own samples.")


def _moves(each: PackSticker) -> bool:
    return webp.look(each.data or b"").animated
