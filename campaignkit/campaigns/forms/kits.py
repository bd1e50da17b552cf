"""[kit]: a shop's matched set, each piece a file in the kit's own folder. See `campaignkit.kit`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from campaignkit.assets.catalog import catalog
from campaignkit.business import Business
from campaignkit.campaigns.forms.catalogs import product_pictures
from campaignkit.campaigns.forms.checking import is_path
from campaignkit.campaigns.forms.form import AssetForm, Holds, printer_given
from campaignkit.jobs.builder import Builder, Step
from campaignkit.jobs.job import Counted, Job
from campaignkit.locales import parse
from campaignkit.manifests.manifest import Record
from campaignkit.merge import NO_TABLE, Source
from campaignkit.printers.profiles import chosen as printer_of
from campaignkit.problems import Problem
from campaignkit.specs import field_validator

if TYPE_CHECKING:
    from campaignkit.assets.kit import Kit
    from campaignkit.campaigns.forms.checking import FormCheck


class KitForm(AssetForm):
    """[kit]: one look for everything a shop hangs up, hands out and sends.

    catalog: a table of products, for its price list.
    """

    name: str = "kit"
    theme: Annotated[str | None, Holds.NAME_OR_FILE] = None
    season: Annotated[str | None, Holds.NAME_OR_FILE] = None
    artwork: Annotated[str | None, Holds.NAME_OR_FILE] = None
    language: str | None = None
    text: str | None = None
    payment: str | None = None
    stock: str | None = None
    catalog: Annotated[str | None, Holds.FILE] = None
    printer: Any = None

    @field_validator("printer")
    @classmethod
    def _can_be_written(cls, value: Any) -> Any:
        return printer_given(value)

    def job(self, check: FormCheck) -> Job | None:
        """Return the job; None if there are faults."""
        worn = check.worn(self.theme, self.season, self.artwork)
        if self.language is not None:
            check.tried("language", lambda: parse(self.language or ""))
        if self.stock is not None:
            check.sheet(self.stock, start=1, skip=())
        machine = check.tried("printer", lambda: printer_of(self.printer))
        products = None
        if self.catalog is not None:
            path = str(check.folder / self.catalog)
            products = check.tried("catalog", lambda: catalog(path, check.shop))
        if check.faults:
            return None
        keys = ("language", "text", "payment", "stock")
        options = {**worn, **{key: getattr(self, key) for key in keys}, "catalog": products}
        options["printer"] = machine
        return KitJob(self.name, check.shop, options)

    def inputs(self, folder: Path) -> Iterator[Path]:
        """Yield the files it reads."""
        for named in (self.theme, self.season, self.artwork):
            if named and is_path(named):
                yield folder / named
        if self.catalog is not None:
            yield folder / self.catalog
            yield from product_pictures(folder / self.catalog, (folder / self.catalog).parent)


@dataclass(frozen=True, slots=True)
class KitJob(Job):
    """A kit, in a folder of its name."""

    name: str
    shop: Business
    options: Mapping[str, Any]
    source: Source = NO_TABLE
    kind: str = "kit"
    called = "a kit"

    @property
    def file(self) -> str:
        """Its files, as a plan shows them."""
        return f"{self.name}/*"

    def counted(self, rows: int) -> Counted:
        """Return what becomes of it."""
        return Counted(None, 0, 0)

    def outcomes(self) -> Iterator[object]:
        """Yield nothing: it has no rows."""
        yield from ()

    def problems(self) -> Iterator[Problem]:
        """Yield nothing: what is wrong with its pieces is seen when they are drawn."""
        yield from ()

    def kit(self) -> Kit:
        """Return it. Raises as `campaignkit.kit`."""
        from campaignkit.assets.kit import kit

        return kit(self.shop, **self.options)

    def make(self, builder: Builder, step: Step) -> None:
        """Draw it, read its codes back, and write all its files or none."""
        made = self.kit()
        found = made.check() if builder.check else None
        if found is not None:
            found.raise_errors(f"the kit of {self.shop.name}")
        for name, data in list(made.files()):  # all are drawn before the first is written
            digest = builder.save(f"{self.name}/{name}", data)
            piece = name.rpartition(".")[0]
            told = [each for each in found or () if each.where.file == piece]
            builder.made(Record(self.name, file=f"{self.name}/{name}", sha256=digest), told)
        step()
