"""The kit studio: everything a shop hangs up, hands out and sends, in one look, as one archive."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import ipywidgets as w

from campaignkit import stores
from campaignkit.assets.kit import Kit, kit, sketched
from campaignkit.assets.notebook_display import figure
from campaignkit.errors import BadInput, CampaignError
from campaignkit.presentation import html, previews
from campaignkit.presentation.python_calls import Call
from campaignkit.problems import Problem
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.printer_form import PrinterForm
from campaignkit.widgets.product_form import ProductForm
from campaignkit.widgets.shared_forms import SharedForms
from campaignkit.widgets.sticker_form import dress_menus
from campaignkit.widgets.studio_panel import Facts, Panel

PLACE = 70
_SHOWN_MM = 230.0  # how wide the contact sheet is shown
_DAY = (1980, 1, 1, 0, 0, 0)  # of what lies in the archive: the same kit, the same bytes


class KitStudio(Panel):
    """Controls for a `kit`."""

    title = _("Whole kit")
    file_name = "kit.zip"
    listed_as = "kit"

    def __init__(self, shared: SharedForms) -> None:
        super().__init__(shared)
        self.theme, self.season = dress_menus()
        self.text = controls.area(_("Message"), hint=_("what customers send"))
        self.payment = controls.line(
            _("Payment code"), hint=_("to copy and paste; empty: no sign to be paid at")
        )
        self.products = ProductForm(
            without=_("With a table of products, the kit has a price list or a menu.")
        )
        self.printer = PrinterForm(shared.shop.country.value, self.touched)
        self.build_button = controls.button(_("Make the kit, read every code back"), main=True)
        self.build_button.on_click(self.clicked(self.build))
        self.watch([self.theme, self.season, self.text, self.payment, *self.products.all()])
        self.products.watch(self.touched)
        table = controls.fold(_("Its price list or menu"), self.products.box)
        first = (self.theme, self.text, self.payment, table)
        more = controls.fold(_("More"), controls.group(self.season, self.printer.box))
        self.arrange(shared.shop_fold(), *first, more, above=(self.build_button,))

    def recipe(self) -> Call:
        """Return the calls that make the kit."""
        shop = self.shared.shop.recipe()
        products = self.products.recipe(shop, self.shared.shop.language.value)
        listed = {} if self.products.table.source() is None else {"catalog": products}
        return Call("kit", "kit", kit, (shop,), {**self._options(), **listed})

    def saving(self) -> tuple[str, dict[str, Any]]:
        """Return the method that saves it: into a folder, of which the archive is the copy."""
        return "save", {}

    @property
    def called(self) -> str:
        """What the call saves: a folder."""
        return Path(self.saves).stem

    def sketched(self, recipe: Call) -> str:
        """Return its contact sheet without the sticker pack, which takes longer than the rest."""
        options = dict(recipe.options)
        if "catalog" in options:
            options["catalog"] = options["catalog"].make()
        made, sheet = sketched(recipe.args[0].make(), **options)
        return figure(sheet, _SHOWN_MM, _alternative(made))

    def drawn(self, made: Kit) -> str:
        """Return its contact sheet."""
        return figure(made.png(), _SHOWN_MM, _alternative(made))

    def told(self, made: Kit) -> Facts:
        """Return what is in it, and what it lacks."""
        lacking = {_("Not in it"): _listed(made.left_out)} if made.left_out else {}
        return Facts(words=html.table({_("In it"): _listed(made.pieces), **lacking}))

    def places(self) -> Mapping[str, w.Widget]:
        """Return the controls that rules speak of."""
        own = {"theme": self.theme, "season": self.season, "message": self.text}
        table = {"table": self.products.table.upload, "currency": self.products.currency}
        paid = {"payment": self.payment, "emv": self.payment, "printer": self.printer.menu}
        columns = self.products.matches.menus
        return {**super().places(), **columns, **own, **table, **paid}

    def named(self, found: Problem) -> Problem:
        """Return a problem that calls the columns as the table does."""
        return self.products.matches.named(found)

    def kept(self) -> dict[str, Any]:
        """Return the kit as a campaign file has it.

        Raises:
            BadInput: its products are read in a way that a campaign file cannot say.
        """
        source = self.products.table.source()
        if source is None:
            return self._options()
        if set(self.products.kept()) != {"rows"}:
            raise BadInput(
                "A campaign file keeps a kit's table of products alone. Leave the currency as the "
                "country's, and save again.",
                rule="studio.kit-currency",
            )
        return {**self._options(), "catalog": source}

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says of a kit."""
        controls.take_other(self.theme, table.get("theme", ""))
        controls.take_other(self.season, table.get("season", ""))
        self.text.value, self.payment.value = table.get("text", ""), table.get("payment", "")
        self.products.fill({"rows": table.get("catalog")})
        self.printer.fill(table)
        self.changed()

    def build(self) -> None:
        """Read every code back, and offer everything as one archive."""
        self.changed.now()
        if self.made is None:
            return
        self.words.value = html.said(_("Reading every code back …"))
        try:
            data = _archive(self.made)
        except CampaignError as err:
            self.words.value = html.refused(err)
            return
        proven = _("Every code was read back from the finished pages, to the letter.")
        self.words.value = html.said(f"✓ {proven}", kind="fine")
        self.links.value = html.downloads({self.saves: data}) + previews.printing_advice(None)

    def write(self, made: Kit) -> str:
        """Save the archive under the name typed; return what to say.

        Raises:
            CampaignError: a code cannot be read, or it cannot be written.
        """
        stores.check_target(self.saves, (".zip",))
        stores.write_file(Path(self.saves), _archive(made))
        return _("Saved: {name}", name=self.saves)

    def _options(self) -> dict[str, Any]:
        boxes = {"theme": self.theme, "season": self.season, "text": self.text}
        return controls.filled({**boxes, "payment": self.payment}) | self.printer.options()


def _archive(made: Kit) -> bytes:
    """Return every file of a kit in one, once its codes are read back."""
    made.check().raise_errors(f"the kit of {made.shop.name}")
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in made.files():
            archive.writestr(zipfile.ZipInfo(name, _DAY), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _alternative(made: Kit) -> str:
    """Return what a kit's contact sheet shows, in the language in use."""
    return html.spoken(made.alternative).replace(", ".join(made.pieces), _listed(made.pieces))


def _listed(names: Mapping[str, object]) -> str:
    return _(", ").join(_(name.replace("-", " ").capitalize()) for name in names)
