"""A campaign: a shop and what is to be made for it. Planned, built, compared, reprinted.

made = ck.campaign("bakery/campaign.toml")
made.problems()      # everything that is wrong with it, at once
made.plan()          # what will be made
made.build("out")    # makes it, proves it, lists it in out/manifest.csv
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from campaignkit import resources, specs, stores, vectors
from campaignkit.assets.sheet import Sheet
from campaignkit.business import Business, the_shop
from campaignkit.campaigns import campaign_file
from campaignkit.campaigns.campaign_file import AssetsForm, CampaignForm, SellerForm
from campaignkit.campaigns.forms.form import AssetForm, BusinessForm, FormCheck, ShopsForm
from campaignkit.campaigns.planning import ForMany, Ready, planned, work_of
from campaignkit.campaigns.shops import Sellers
from campaignkit.errors import BadInput, CampaignError, NotFound, did_you_mean
from campaignkit.jobs.builder import Builder, How, Progress
from campaignkit.jobs.earlier_builds import Earlier
from campaignkit.jobs.job import Job, Reprint
from campaignkit.jobs.ledger import Ledger, Snapshots
from campaignkit.jobs.reprinting import Choice, with_picked
from campaignkit.jobs.running import Work, make_all
from campaignkit.jobs.workers import Workers
from campaignkit.manifests import manifest
from campaignkit.manifests.manifest import compared
from campaignkit.manifests.results import Built, Diff, Plan
from campaignkit.problems import Problem, Problems, Where
from campaignkit.stock import Stock
from campaignkit.stores import Place, full_disk_told, place

Check = bool | Literal["all", "none"]  # the words are those of the first edition
_LONG = 2_000  # labels: about a second of one process, which is what another takes to begin
Entries = Iterable[Mapping[str, Any]]


def campaign(path: str | PathLike[str]) -> Campaign:
    """Return the campaign in a TOML file. What it names is looked at by `problems()`.

    Raises:
        NotFound: there is no such file.
        BadInput: it is not TOML, a key is unknown, missing or of the wrong kind, or the shop
            cannot be; `problems` has every mistake, with its line.
    """
    return campaign_of(resources.user_text(str(path), what="campaign"), file=str(path))


def campaign_of(text: str, *, file: str) -> Campaign:
    """Return the campaign that a text says, which stands in a file, or will.

    Raises:
        BadInput: as `campaign`.
    """
    form, problems = specs.parse(text, CampaignForm, file=file)
    problems.raise_errors()
    assert form is not None  # no problems: it was read
    origin = _Origin(Path(file).parent, file, specs.lines_of(text), text)
    shop = None if form.business is None else _business(form.business, origin)
    return Campaign._of(shop, form, origin, form.shops)


def seller(path: str | PathLike[str]) -> Business:
    """Return the shop of a campaign file, which need not have anything else.

    Raises:
        NotFound, BadInput: as `campaign`, of the table [business] alone.
    """
    file = str(path)
    text = resources.user_text(file, what="campaign")
    form, problems = specs.parse(text, SellerForm, file=file)
    problems.raise_errors()
    assert form is not None  # no problems: it was read
    return _business(form.business, _Origin(Path(file).parent, file, specs.lines_of(text)))


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a campaign was written. lines: of each key; paths start at `folder`."""

    folder: Path
    file: str | None = None
    lines: Mapping[specs.Place, int] = field(default_factory=dict)
    text: str = ""

    def where(self, *place: str | int) -> Where:
        return specs.locate(place, file=self.file, lines=self.lines)


class Campaign:
    """A shop and the assets to make for it; or many shops, and everything for each of them.

    Args:
        shop: Who is selling; `business` is the same, as the first edition had it. With `shops`,
            what they do not say themselves, such as the country.
        shops: Many shops, a row each: anything that holds a table with the columns of [shops], a
            mapping with its keys (`rows`, `key`, `columns`), or a list of `Business`. Each gets a
            folder; an asset's `by` names the column of its rows that says whose they are.
        stickers, codes, links, messages, packs, catalogs: What to make: mappings with the keys
            of the campaign file's tables of these names. `rows` may be anything that holds a table.
        folder: Where relative paths in them start.

    Raises:
        BadInput: a key is unknown, missing or of the wrong kind; two assets have one name;
            `problems` has every mistake.

    >>> shop = Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")
    >>> tables = {"name": "tables", "text": "Mesa {{ n }}", "rows": [{"n": 1}, {"n": 2}]}
    >>> print(Campaign(shop, codes=[tables]).plan())
    asset   kind   file          rows  labels  pages
    tables  codes  tables/*.pdf  2     2       2
    """

    def __init__(
        self,
        shop: Business | None = None,
        /,
        *,
        business: Business | None = None,
        shops: Any = None,
        stickers: Entries = (),
        codes: Entries = (),
        links: Entries = (),
        messages: Entries = (),
        packs: Entries = (),
        catalogs: Entries = (),
        folder: str | PathLike[str] = ".",
    ) -> None:
        seller = None
        if shops is None or shop is not None or business is not None:
            seller = the_shop(shop, business, "business")
        if not isinstance(seller, Business) and (seller is not None or shops is None):
            raise BadInput(
                f"shop={seller!r} is no Business. Make one: Business('Name', …).",
                rule="shop.type",
                shop=seller,
            )
        given = {
            "stickers": stickers,
            "codes": codes,
            "links": links,
            "messages": messages,
            "packs": packs,
            "catalogs": catalogs,
        }
        for name, each in given.items():
            if isinstance(each, str | Mapping) or not isinstance(each, Iterable):
                raise BadInput(
                    f"{name}={each!r} is no list of assets: give a list of mappings.",
                    rule="campaign.assets",
                    name=name,
                    each=each,
                )
        form, problems = specs.fit({name: list(each) for name, each in given.items()}, AssetsForm)
        problems.raise_errors("campaign")
        assert form is not None  # no problems: it was read
        many = None
        if shops is not None:
            own = shops if isinstance(shops, Mapping) else {"rows": shops}
            many, problems = specs.fit(own, ShopsForm)
            problems.raise_errors("shops")
        self._begin(seller, form, _Origin(Path(folder)), many)

    @classmethod
    def _of(
        cls,
        business: Business | None,
        forms: AssetsForm,
        origin: _Origin,
        shops: ShopsForm | None,
    ) -> Campaign:
        made = object.__new__(cls)
        made._begin(business, forms, origin, shops)
        return made

    def _begin(
        self,
        business: Business | None,
        forms: AssetsForm,
        origin: _Origin,
        shops: ShopsForm | None,
    ) -> None:
        self._business = business
        self._shops = shops
        self._names: frozenset[str] | None = None  # of the assets to make; None: all
        self._forms = forms
        self._origin = origin

    @property
    def business(self) -> Business:
        """Who is selling.

        Raises:
            BadInput: it has many shops, and nothing that they have in common.
        """
        if self._business is None:
            raise BadInput(
                "this campaign has many shops: each is a row of its table.",
                rule="campaign.many-shops",
            )
        return self._business

    @property
    def has_many_shops(self) -> bool:
        """Whether it makes everything for each shop of a table."""
        return self._shops is not None

    def is_long(self) -> bool:
        """Say whether it has so much to make that more processes are worth their start."""
        planned = self.plan()
        return any(each.labels is None or each.labels >= _LONG for each in planned) or (
            sum(each.labels or 0 for each in planned) >= _LONG
        )

    def problems(self) -> Problems:
        """Return everything that is wrong, as far as it can be told without drawing.

        That is: what the file names and is not there, texts that speak of no column, numbers
        out of range; and if all of that is well, each row that cannot be filled in.
        """
        if self._shops is not None:
            with Snapshots() as snapshots:
                many = self._many(snapshots)
                return Problems(one for ready in many.ready() for one in ready.job.problems())
        jobs, found = self._prepared()
        if not found.errors:
            found += [problem for ready in jobs for problem in ready.job.problems()]
        return found

    def plan(self) -> Plan:
        """Return what will be made. It shows itself.

        Raises:
            BadInput: the campaign has errors; `problems` has all of them.
        """
        if self._shops is not None:
            with Snapshots() as snapshots:
                return Plan(tuple(self._many(snapshots).planned()))
        return Plan(tuple(map(planned, self._jobs())))

    def build(
        self,
        out: str | PathLike[str],
        *,
        executor: Executor | None = None,
        jobs: int | None = None,
        check: Check = True,
        strict: bool = False,
        progress: Progress | None = None,
        only: Collection[str] | None = None,
        contact: bool = False,
    ) -> Built:
        """Make everything into a folder, and list it in its manifest.csv.

        A row that cannot be made, or does not scan, is left out and recorded; the rest is made.
        Every row of every table is in the manifest, and what was found in problems.csv beside it.
        Tables are read once, as they are when the build begins. The bytes of every file are the
        same with any executor and at any place.

        What lies in the folder whole, and would be the same, is not made again: a build that was
        interrupted goes on, one that changes nothing takes seconds, and a changed row makes its
        file anew, or its few pages of a long sheet.

        Args:
            out: A folder, made if it is not there, or any address that fsspec can write. Files
                of the same names are replaced, others are left alone.
            executor: Any `concurrent.futures.Executor`, of processes, threads or a cluster: it
                draws, compresses and reads back. Its workers need not see this machine's folders.
            jobs: How many processes of its own the build begins, instead of an executor; both
                left out: all in this process. In a script, call it under
                `if __name__ == "__main__":`, unless loky is installed.
            check: True reads every code back from the finished pages, judges finished packs and
                gives advice on links and messages; False does not. What the platform would
                refuse of a template or a feed is never written.
            strict: Make nothing of an asset that has an error.
            progress: Called with the asset, the steps done, and how many there are, if known.
            only: Names of assets; the others are not made, and not listed.
            contact: Write contact.html, too: pictures, counts and problems on one static page.

        Raises:
            BadInput: the campaign has errors (`problems` has all of them; nothing is made), or
                the folder cannot be written.
        """
        checked = _is_checked(check)
        _check_folder(out)
        workers = Workers(executor, jobs)
        try:
            how = How(workers, checked, strict, progress)
            built = self._only(only)._build(out, how)
            if contact:
                from campaignkit.manifests import contact_sheet  # it draws pictures

                contact_sheet.write(built)
            return built
        finally:
            workers.close(now=True)

    def _build(self, out: str | PathLike[str], how: How, *, known: Place | None = None) -> Built:
        """Make everything. known: where an earlier build lies, if not in `out`: a comparison."""
        with ExitStack() as stack:
            snapshots = stack.enter_context(Snapshots())
            table = manifest.new_table()
            stack.callback(table.close)
            works = self._works(snapshots, how)
            target = place(out, create=True)
            earlier = Earlier(known or target, check=how.check)
            stack.callback(earlier.close)
            inputs = frozenset(path.resolve() for path in self._inputs())
            builder = Builder(target, table, how, inputs, earlier, copies=known is None)
            stack.callback(builder.findings.table.close)
            with full_disk_told():
                target.write(manifest.UNFINISHED, manifest.UNFINISHED_SAYS)
                make_all(works, builder)
                builder.finish()
        return Built(
            out=str(out),
            files=tuple(builder.files),
            problems=builder.findings.all() + Problems(self._shop_advice()),
            manifest=f"{str(out).rstrip('/')}/{manifest.NAME}",
            checked=how.check,
            made=builder.made_lines,
            failed=builder.failed_lines,
            codes=builder.code_lines,
            report=builder.findings.lines(),
            found=builder.findings.table.lines,
            reused=builder.reused_lines,
        )

    def files(self, *, check: Check = True) -> dict[str, bytes]:
        """Return the files that `build` makes, by name, without its manifest; for a few of them.

        Raises:
            BadInput: the campaign has errors, or any row of it; `problems` has all of them.
        """
        with TemporaryDirectory() as folder:
            built = self.build(folder, check=check)
            built.problems.raise_errors("campaign")
            made = place(folder)
            return {name: made.read(name) for name in built.files}

    def diff(self, out: str | PathLike[str]) -> Diff:
        """Return what a build into `out` would change: of the files, and row by row.

        What would be made anew is made in a temporary folder, and read back if what lies in `out`
        was; what lies there is read to the last byte, whatever its manifest says of it.

        Raises:
            BadInput: the campaign has errors, rows can be read only once, or `out` holds another
                manifest.
        """
        _check_folder(out)
        for job in self._jobs() if self._shops is None else ():
            if not job.source.rows.again:
                raise BadInput(
                    f"the rows of {job.name!r} can be read only once: comparing would use them "
                    "up. Give a list, a path or a dataframe.",
                    rule="build.diff-once",
                    asset=job.name,
                )
        there = stores.place_if_any(out)
        before = [] if there is None else list(manifest.read(there))
        with TemporaryDirectory() as folder:
            checked = any(line.status == "ok" for line in before)
            self._build(folder, How(Workers(), checked), known=there)
            made = list(manifest.read(place(folder)))
        return compared(made, before, there)

    def reprint(
        self,
        asset: str,
        *,
        rows: Collection[int] | None = None,
        keys: str | Collection[str] | None = None,
        payloads: str | Collection[str] | None = None,
        where: str | None = None,
        changed: str | PathLike[str] | None = None,
        was: str | PathLike[str] | None = None,
        shop: str = "",
        stock: str | Stock | None = None,
        copies: int = 1,
        start: int = 1,
        skip: Collection[int] = (),
    ) -> Sheet:
        """Return a sheet with some rows of an asset alone: what was torn, lost or changed.

        Args:
            asset: Its name in the campaign.
            rows: Their numbers in the table, from 1, as in the manifest.
            keys: What the table calls them, as in the manifest.
            payloads: What their codes say: of a photographed sticker, for one.
            where: A question about a row, as Jinja has it: "city == 'Recife'".
            changed: A folder that was built into: the rows that are another than there.
            was: A folder that was built into: rows that are another than there are refused, since
                row 17 may be another shop now.
            shop: Whose, where the campaign has many; as the manifest calls it.
            stock: The label sheet; the asset's own if left out.
            copies, start, skip: As in `sheet`; of a sheet that is part-used.

        Raises:
            NotFound: there is no such asset, shop, key or code; a row is not in the table, when
                it is drawn.
            BadInput: it has no labels, or it needs a `stock`; not one way to choose is given; a
                row is another one than it was; the campaign has errors.
        """
        folder = changed if changed is not None else was
        before = None
        if folder is not None:
            _check_folder(folder)
            there = stores.place_if_any(folder)
            lines = manifest.read(there) if there is not None else ()
            before = tuple(each for each in lines if each.asset == asset and each.shop == shop)
        choice = Choice(
            rows, _several(keys), _several(payloads), where, changed is not None, before
        )
        with Snapshots() as snapshots:
            found = self._ready_for(asset, shop, snapshots)
            ledger = Ledger(found.job.source.rows, found.key)
            picked = choice.picked(found.job, ledger)
            job = found.job if self._shops is None else with_picked(found.job, picked)
            return job.reprint(Reprint(picked, stock, copies, start, skip))

    def _ready_for(self, asset: str, shop: str, snapshots: Snapshots) -> Ready:
        """Return what makes an asset, for a shop if there are many."""
        if self._shops is None:
            jobs = {ready.job.name: ready for ready in self._ready()}
        else:
            of_shop = [r for r in self._many(snapshots).ready() if r.seller.key == shop]
            if not of_shop:
                raise NotFound(
                    f"the campaign has no shop {shop!r}. Say which with shop=, as the manifest "
                    "calls it.",
                    rule="reprint.no-shop",
                    shop=shop,
                )
            jobs = {ready.job.name: ready for ready in of_shop}
        if asset not in jobs:
            near = did_you_mean(asset, jobs) or f" There are: {', '.join(jobs)}."
            raise NotFound(
                f"nothing in the campaign is called {asset!r}.{near}",
                rule="reprint.no-asset",
                asset=asset,
            )
        return jobs[asset]

    def save(self, path: str | PathLike[str]) -> Path:
        """Write the campaign as a file that `campaign()` opens again; return its path.

        One that was opened from a file keeps its comments; paths are written as seen from the
        new place.

        Raises:
            BadInput: its rows are no file and no plain list of mappings, or it cannot be written.
        """
        if not isinstance(path, str | PathLike):
            raise BadInput(
                f"{path!r} is no path. Give one such as 'campaign.toml'.",
                rule="campaign.no-path",
                path=path,
            )
        target, before = Path(path), self._origin.text
        if before:
            tables = tomllib.loads(before)
        else:
            tables = campaign_file.tables_of(self._business, self._forms, self._shops)
        text = campaign_file.file_text(
            tables, str(target), before=before, folder=self._origin.folder
        )
        campaign_of(text.decode(), file=str(target))  # what could not be opened again is refused
        stores.write_file(target, text)
        return target

    def __repr__(self) -> str:
        names = ", ".join(form.name for _place, form in self._forms.assets())
        whose = (
            "many shops" if self._shops is not None else str(self._business and self._business.name)
        )
        return f"<Campaign of {whose}: {names}>"

    def _repr_html_(self) -> str:
        if self._shops is not None:
            return self.plan()._repr_html_()
        _jobs, problems = self._prepared()
        return problems._repr_html_() if problems.errors else self.plan()._repr_html_()

    def _only(self, names: Collection[str] | None) -> Campaign:
        """Return the campaign with some of its assets alone."""
        if names is None:
            return self
        known = [form.name for _place, form in self._forms.assets()]
        for name in [names] if isinstance(names, str) else names:
            if name not in known:
                near = did_you_mean(name, known) or f" There are: {', '.join(known)}."
                raise NotFound(
                    f"nothing in the campaign is called {name!r}.{near}",
                    rule="reprint.no-asset",
                    asset=name,
                )
        made = Campaign._of(self._business, self._forms, self._origin, self._shops)
        made._names = frozenset([names] if isinstance(names, str) else names)
        return made

    def _chosen(self) -> Iterator[tuple[tuple[str, int], AssetForm]]:
        """Yield the assets that are to be made, each with its place."""
        for place_, form in self._forms.assets():
            if self._names is None or form.name in self._names:
                yield place_, form

    # -- from forms to jobs ----------------------------------------------------------------------

    def _jobs(self) -> list[Job]:
        return [ready.job for ready in self._ready()]

    def _ready(self, snapshots: Snapshots | None = None) -> list[Ready]:
        jobs, problems = self._prepared(snapshots)
        problems.raise_errors("" if self._origin.file else "campaign")
        return jobs

    def _works(self, snapshots: Snapshots, how: How) -> Iterable[Work]:
        if self._shops is None:
            return [work_of(ready, how) for ready in self._ready(snapshots)]
        return (work_of(ready, how) for ready in self._many(snapshots).ready())

    def _many(self, snapshots: Snapshots) -> ForMany:
        """Return what is made for each shop; raise what is wrong for all of them."""
        assert self._shops is not None  # whoever asks has looked
        places = {form.name: place for place, form in self._forms.assets()}
        try:
            sellers = Sellers(self._shops, self._origin.folder, self._business)
        except CampaignError as err:
            Problems(_at(self._origin.where("shops", "rows"), err)).raise_errors(kind=type(err))
            raise
        many = ForMany(
            sellers, [form for _, form in self._forms.assets()], self._origin.folder, snapshots
        )
        found = [
            problem
            for form, faults in many.common_faults()
            for key, err in faults
            for problem in _at(
                self._origin.where(*places[form.name], *filter(None, key.split("."))), err
            )
        ]
        Problems(found).raise_errors("" if self._origin.file else "campaign")
        return many

    def _prepared(self, snapshots: Snapshots | None = None) -> tuple[list[Ready], Problems]:
        jobs: list[Ready] = []
        found: list[Problem] = []
        for (table, number), form in self._chosen():
            assert self._business is not None  # one shop, or many
            check = FormCheck(self._business, self._origin.folder, snapshots)
            job = form.job(check)
            key_ = None
            if job is not None and not job.source.single:
                key_ = check.key(getattr(form, "key", None), job.source)
            for key, err in check.faults:
                where = self._origin.where(table, number, *filter(None, key.split(".")))
                found.extend(_at(where, err))
            if job is not None:
                jobs.append(Ready(job, form, check, key_))
        found.extend(self._shop_problems())
        return jobs, Problems(found)

    def _shop_advice(self) -> Iterator[Problem]:
        if self._business is None or self._shops is not None:
            return
        place = self._origin.where("business", "phone")
        yield from (replace(problem, where=place) for problem in self._business.advice())

    def _shop_problems(self) -> Iterator[Problem]:
        yield from self._shop_advice()
        if self._business is not None and self._business.logo is not None:
            try:
                vectors.open_logo(self._business.logo, 25.0, 25.0)  # small: only to find faults
            except CampaignError as err:
                yield from _at(self._origin.where("business", "logo"), err)

    def _inputs(self) -> Iterator[Path]:
        if self._origin.file is not None:
            yield Path(self._origin.file)
        if self._business is not None and self._business.logo is not None:
            yield self._business.logo
        if self._shops is not None and isinstance(self._shops.rows, str):
            yield self._origin.folder / self._shops.rows
        for _place, form in self._forms.assets():
            yield from form.inputs(self._origin.folder)


def _business(form: BusinessForm, origin: _Origin) -> Business:
    given = form.model_dump()
    if form.logo is not None:
        given["logo"] = origin.folder / form.logo
    try:
        return Business(**given)
    except CampaignError as err:
        kind, said = type(err), err.problems
    Problems(
        replace(each, where=origin.where("business", each.where.key or "")) for each in said
    ).raise_errors(kind=kind)
    raise AssertionError("a business that cannot be has errors")


def _at(where: Where, err: CampaignError) -> Iterator[Problem]:
    """Yield an error as problems of a key, or of the file that the key names."""
    for problem in err.problems:
        yield problem if problem.where.file else replace(problem, where=where)


def _is_checked(check: object) -> bool:
    words: dict[object, bool] = {True: True, False: False, "all": True, "none": False}
    if not isinstance(check, bool | str) or check not in words:
        raise BadInput(
            f"check={check!r} is neither True nor False.", rule="build.check", check=check
        )
    return words[check]


def _check_folder(out: object) -> None:
    if not isinstance(out, str | PathLike) or not str(out):
        raise BadInput(
            f"out={out!r} is no folder. Give its path, as in build('out').",
            rule="build.folder",
            out=out,
        )


def _several(given: str | Collection[str] | None) -> Collection[str] | None:
    return [given] if isinstance(given, str) else given
