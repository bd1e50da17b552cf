"""A form that was checked, and the shop it is for → the work to be done: counted, and addressed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from campaignkit.business import Business
from campaignkit.campaigns.forms.catalogs import CatalogsForm
from campaignkit.campaigns.forms.checking import Fault, FormCheck, Key, Reader, source_of
from campaignkit.campaigns.forms.form import AssetForm, Holds, RowsForm, TokenForm, TrackedForm
from campaignkit.campaigns.forms.messages import MessagesForm
from campaignkit.campaigns.refused_jobs import nobodys, refused
from campaignkit.campaigns.shops import NOBODY, Seller, Sellers
from campaignkit.errors import BadInput, CampaignError
from campaignkit.jobs.asset_lines import Asset
from campaignkit.jobs.builder import How
from campaignkit.jobs.digests import (
    address,
    digest,
    digest_of_code,
    digest_of_files,
    digest_of_fonts,
    plainly,
)
from campaignkit.jobs.job import Counted, Job
from campaignkit.jobs.ledger import Ledger, Snapshots
from campaignkit.jobs.running import Work
from campaignkit.jobs.shared_rows import SharedOut
from campaignkit.manifests.results import Planned
from campaignkit.problems import Problem, Problems, Where
from campaignkit.rows import Rows, read
from campaignkit.rows.table_row import is_held
from campaignkit.tracking import first_cost
from campaignkit.tracking.experiments import Experiment
from campaignkit.wording import is_template


class ReadyAsset(NamedTuple):
    """A form that can be made. check: None if it is refused. key: what its rows are called by."""

    job: Job
    form: AssetForm
    check: FormCheck | None
    key: Key | None = None
    seller: Seller = NOBODY


def work_of(ready: ReadyAsset, how: How) -> Work:
    """Return a job with what is known of it."""
    job, form, check, key, seller = ready
    ledger = None if job.source.single else Ledger(job.source.rows, key)
    # no settings, no address: it is always made anew, which is slow and never wrong
    settings = "" if check is None else settings_of(form, check.shop, check.folder, check.within)
    if ledger is not None and not job.lists_rows and settings:
        try:
            settings = address(settings, ledger.digests())
        except CampaignError:
            settings = ""  # the table breaks off: the job says so
    asset = Asset(
        job.name,
        shop=seller.key,
        folder=seller.folder,
        settings=settings,
        ledger=ledger,
        lists_rows=job.lists_rows,
        tracked=getattr(form, "token", False) is not False,
        experiment="" if (tried := tried_in(form, check)) is None else tried.recorded,
    )
    asset.value, asset.expires = _coupon_of(form)
    return Work(job, asset, _steps(job, how.check) if how.progress is not None else None)


def found_in(ready: ReadyAsset) -> Iterator[Problem]:
    """Yield what is wrong with the rows of an asset, each in its place: its shop, row and line."""
    job, ledger = ready.job, Ledger(ready.job.source.rows)
    shop = Where(shop=ready.seller.key or None)
    for problem in job.problems():
        yield ledger.placed(problem).placed(shop)


def _coupon_of(form: AssetForm) -> tuple[str, str]:
    """Return what the references of an asset are worth, and until when."""
    token = getattr(form, "token", None)
    if not isinstance(token, TokenForm) or token.value is None:
        return "", ""
    expires = "" if token.expires is None else token.expires.isoformat()
    return token.value, expires


def tried_in(form: AssetForm, check: FormCheck | None) -> Experiment | None:
    """Return what is tried in an asset, if anything is."""
    return form.tried(check) if check is not None and isinstance(form, TrackedForm) else None


class Faults(NamedTuple):
    """What is wrong with a form, by key."""

    form: AssetForm
    faults: list[Fault]


class ForMany:
    """What a campaign makes for each shop of a table: form by form, shop by shop."""

    def __init__(
        self,
        sellers: Sellers,
        forms: Sequence[AssetForm],
        folder: Path,
        snapshots: Snapshots,
        alike: Collection[str] = (),
    ) -> None:
        """alike: names of assets whose references are told apart by these names.

        Raises CampaignError: the rows of an asset cannot be had.
        """
        self.sellers, self.forms, self._folder = sellers, forms, folder
        self._alike = alike
        self._tables = {form.name: self._table(form, snapshots) for form in forms}

    def ready(self) -> Iterator[ReadyAsset]:
        """Yield everything that is to be made; what cannot be is yielded as refused."""
        known: set[str] = set()
        for seller in self.sellers:
            known.add(seller.key)
            if seller.shop is None:
                yield from self._refused(seller)
            else:
                yield from self._of(seller)
        for form in self.forms:
            table = self._tables[form.name]
            if isinstance(table, SharedOut):
                for key in sorted(table.keys - known):
                    job = nobodys(form, table, key, self.sellers, known)
                    yield ReadyAsset(job, form, None)

    def common_faults(self, most: int = 3) -> list[Faults]:
        """Return what is wrong with forms for each of the first shops: the campaign's own fault."""
        found: list[list[Faults]] = []
        common = [*self._unshared_messages()]
        # a fault that the first shops share is the file's own; 2,000 times the same line helps
        # nobody
        for seller in islice((each for each in self.sellers if each.shop is not None), most):
            checks = [(form, self._checked(seller, form, form)[1]) for form in self.forms]
            found.append([Faults(form, check.faults) for form, check in checks])
        for each in zip(*found, strict=True):
            kinds = [{(key, err.rule) for key, err in one.faults} for one in each]
            shared = set.intersection(*kinds)
            if shared:
                told = [fault for fault in each[0].faults if (fault[0], fault[1].rule) in shared]
                common.append(Faults(each[0].form, told))
        return common

    def _unshared_messages(self) -> Iterator[Faults]:
        for form in self.forms:
            table = self._tables[form.name]
            if isinstance(form, MessagesForm) and isinstance(table, Rows):
                yield Faults(form, [("rows", _unshared(form, table.columns))])

    def planned(self) -> list[Planned]:
        """Return what will be made, an asset a line; the shops are counted and not tried."""
        sellers = [seller for seller in self.sellers if seller.shop is not None]
        return [each for form in self.forms if (each := self._planned(form, sellers)) is not None]

    def _planned(self, form: AssetForm, sellers: Sequence[Seller]) -> Planned | None:
        table = self._tables[form.name]
        for seller in sellers[:1]:
            job, check = self._checked(seller, form, form)
            if job is None:
                return None
            one = planned(job)
            counts: list[int | None] = [one.rows] * len(sellers)
            each_ = [Counted(one.files, one.labels, one.pages)] * len(sellers)
            if isinstance(table, SharedOut):
                counts = [table.count(each.key) for each in sellers]
                each_ = [job.counted_of(table.of(each.key).outcomes()) for each in sellers]
            sums = (_sum(column) for column in zip(*each_, strict=True))
            tried, counted = tried_in(form, check), Counted(*sums)
            told = "" if tried is None else f"of the first shop: {tried.told(job.source.rows)}"
            first = (job.name, job.kind, f"*/{job.file}", _sum(counts))
            return Planned(*first, *counted, told, one.reference)
        return None

    def _table(self, form: AssetForm, snapshots: Snapshots) -> SharedOut | Rows | None:
        if not isinstance(form, RowsForm) or form.rows is None:
            return None
        reader: Reader = read
        if isinstance(form, CatalogsForm):
            from campaignkit.assets.catalog import read_rows as reader
        rows = source_of(form.rows, self._folder, reader).rows
        if column := getattr(form, form.shop_key):
            return SharedOut(rows, column, snapshots, key=form.shop_key)
        return snapshots.of(rows, now=rows.again)

    def _rows(self, form: AssetForm, seller: Seller) -> Rows | None:
        table = self._tables[form.name]
        return table.of(seller.key) if isinstance(table, SharedOut) else table

    def _has_nothing(self, form: AssetForm, seller: Seller) -> bool:
        table = self._tables[form.name]
        return isinstance(table, SharedOut) and not table.count(seller.key)

    def _refused(self, seller: Seller) -> Iterator[ReadyAsset]:
        told = True
        for form in self.forms:
            if self._has_nothing(form, seller) and not told:
                continue
            rows = None if self._has_nothing(form, seller) else self._rows(form, seller)
            job = refused(form, rows, seller.fault, told=told)
            yield ReadyAsset(job, form, None, None, seller)
            told = False

    def _of(self, seller: Seller) -> Iterator[ReadyAsset]:
        for base, (form, found) in zip(self.forms, seller.forms(self.forms), strict=True):
            if self._has_nothing(base, seller):
                continue
            job, check = self._checked(seller, form, base)
            key = None
            if job is not None and not job.source.single:
                key = check.key(getattr(form, "key", None), job.source)
            faults = tuple(found) + tuple(
                each.placed(replace(seller.where, key=f"{form.name}.{key_}" if key_ else form.name))
                for key_, err in check.faults
                for each in err.problems
            )
            if faults or job is None:
                held = bool(found) and not Problems(faults).errors
                told = refused(base, self._rows(base, seller), faults, held=held)
                yield ReadyAsset(told, form, None, None, seller)
            else:
                yield ReadyAsset(job, form, check, key, seller)

    def _checked(
        self, seller: Seller, form: AssetForm, base: AssetForm
    ) -> tuple[Job | None, FormCheck]:
        assert seller.shop is not None  # others are refused
        within = (seller.key, *([form.name] if form.name in self._alike else []))
        check = FormCheck(seller.shop, self._folder, within=within, lacks=seller.lacks)
        rows = self._rows(base, seller)
        return (form if rows is None else with_rows(form, rows)).checked(check), check


def _unshared(form: MessagesForm, columns: Sequence[str] | None) -> BadInput:
    key, there = form.shop_key, f" There are: {', '.join(columns)}." if columns else ""
    return BadInput(
        "each shop would write to the customers of all others, as nothing says whose they are. "
        f'Name the column of the shop, as in {key} = "shop".{there}',
        rule="shop.no-column",
        key=key,
    )


def _sum(counts: Iterable[int | None]) -> int | None:
    found = list(counts)
    known = [each for each in found if each is not None]
    return sum(known) if len(known) == len(found) else None


def _steps(job: Job, checked: bool) -> int | None:
    rows = _row_count(job)
    return None if rows is None else job.steps(rows, check=checked)


def planned(job: Job, experiment: Experiment | None = None) -> Planned:
    """Return what will be made of an asset. experiment: what is tried in it."""
    rows = _row_count(job)
    counted = Counted(None, None, None)
    if rows is not None:
        printed = (row for row in job.source.rows.outcomes() if not is_held(row))
        counted = job.counted_of(printed)
    told = "" if rows is None or experiment is None else experiment.told(job.source.rows)
    cost = None if rows is None else first_cost(job.outcomes())
    return Planned(job.name, job.kind, job.file, rows, *counted, told, str(cost or ""))


def few_labels(job: Job, most: int) -> int | None:
    """Return how many labels the first so many rows make; None if only making them tells."""
    if not job.source.rows.again:
        return None
    printed = (row for row in job.source.rows.outcomes() if not is_held(row))
    return job.counted_of(islice(printed, most)).labels


def _row_count(job: Job) -> int | None:
    # counting would use them up
    if not job.source.rows.again:
        return None
    return sum(not is_held(row) for row in job.source.rows.outcomes())


def settings_of(form: AssetForm, shop: Business, folder: Path, within: tuple[str, ...] = ()) -> str:
    """Return a digest of all that decides what is made of a form, its rows aside.

    Empty where rows choose files by themselves, or a file lies at an address: they may change
    unseen, and it is then always made.
    """
    given = form.model_dump()
    if getattr(form, "token", False) is not False:
        given["within"] = within
    # each row has a digest of its own, so that a changed one does not remake the others
    given.pop("rows", None)
    if _rows_choose_files(given) or _reads_from_afar(form):
        return ""
    table = form.table(folder) if isinstance(form, RowsForm) else None
    files = {*form.inputs(folder)} - {table}
    if shop.logo is not None:
        files.add(Path(shop.logo))
    files |= {beside for path in [*files] for beside in _beside(path)}
    # the logo by its bytes, among the files: its path differs from machine to machine
    facts = {**asdict(shop), "logo": shop.logo is not None}
    try:
        return digest(
            # a new version may draw otherwise: what an old one made is not taken for its work
            digest_of_code(),
            # with a font more, a text that failed may be set, or another font be taken
            digest_of_fonts(),
            type(form).__name__,
            plainly(given),
            plainly(facts),
            digest_of_files(files),
        )
    except (TypeError, OSError):
        return ""


def _reads_from_afar(form: AssetForm) -> bool:
    """Say whether it reads what lies at an address, its rows aside: that may change unseen."""
    return any(
        "://" in value and not value.startswith("file://")
        for name, field in type(form).model_fields.items()
        if Holds.FILE in field.metadata and name != "rows"
        for value in [getattr(form, name)]
        if isinstance(value, str)
    )


def _rows_choose_files(given: Mapping[str, Any]) -> bool:
    shop = given.get("shop")
    in_shop = shop is not None and (not isinstance(shop, Mapping) or "logo" in shop)
    named = ("design", "message", "theme", "season", "artwork")
    return in_shop or any(is_template(given.get(name)) for name in named)


def _beside(path: Path) -> Iterator[Path]:
    """Yield the pictures that a design of the shop's own names."""
    # a design names its pictures, and the form names only the design
    if path.suffix != ".toml" or not path.is_file():
        return
    for name in re.findall(
        r"""["']([^"'\n]+)["']""", path.read_text(encoding="utf-8", errors="replace")
    ):
        picture = path.parent / name
        with suppress(OSError, ValueError):
            if picture.is_file():
                yield picture


def with_rows(form: AssetForm, rows: Rows) -> AssetForm:
    """Return a form with other rows."""
    assert isinstance(form, RowsForm)  # others have none
    return form.model_copy(update={"rows": rows})
