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
from campaignkit.campaigns import campaign_file, manifest
from campaignkit.campaigns.builder import Builder, How, Progress
from campaignkit.campaigns.campaign_file import AssetsForm, CampaignForm, SellerForm
from campaignkit.campaigns.forms import BusinessForm, FormCheck
from campaignkit.campaigns.jobs import Job, Reprint, Work, make_all
from campaignkit.campaigns.kept import Earlier
from campaignkit.campaigns.ledger import Snapshots
from campaignkit.campaigns.manifest import compared
from campaignkit.campaigns.ready import Ready, planned, work_of
from campaignkit.campaigns.results import Built, Diff, Plan
from campaignkit.campaigns.workers import Workers
from campaignkit.errors import BadInput, CampaignError, NotFound, did_you_mean
from campaignkit.problems import Problem, Problems, Where
from campaignkit.stock import Stock
from campaignkit.stores import Place, full_disk_told, place

Check = bool | Literal["all", "none"]  # the words are those of the first edition
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
    shop = _business(form.business, origin)
    return Campaign._of(shop, form, origin)


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
    """A shop and the assets to make for it.

    Args:
        shop: Who is selling; `business` is the same, as the first edition had it.
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
        stickers: Entries = (),
        codes: Entries = (),
        links: Entries = (),
        messages: Entries = (),
        packs: Entries = (),
        catalogs: Entries = (),
        folder: str | PathLike[str] = ".",
    ) -> None:
        seller = the_shop(shop, business, "business")
        if not isinstance(seller, Business):
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
        self._begin(seller, form, _Origin(Path(folder)))

    @classmethod
    def _of(cls, business: Business, forms: AssetsForm, origin: _Origin) -> Campaign:
        made = object.__new__(cls)
        made._begin(business, forms, origin)
        return made

    def _begin(self, business: Business, forms: AssetsForm, origin: _Origin) -> None:
        self.business = business
        self._forms = forms
        self._origin = origin

    def problems(self) -> Problems:
        """Return everything that is wrong, as far as it can be told without drawing.

        That is: what the file names and is not there, texts that speak of no column, numbers
        out of range; and if all of that is well, each row that cannot be filled in.
        """
        jobs, found = self._prepared()
        if not found.errors:
            found += [problem for ready in jobs for problem in ready.job.problems()]
        return found

    def plan(self) -> Plan:
        """Return what will be made. It shows itself.

        Raises:
            BadInput: the campaign has errors; `problems` has all of them.
        """
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

        Raises:
            BadInput: the campaign has errors (`problems` has all of them; nothing is made), or
                the folder cannot be written.
        """
        checked = _is_checked(check)
        _check_folder(out)
        workers = Workers(executor, jobs)
        try:
            how = How(workers, checked, strict, progress)
            return self._build(out, how)
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
        for job in self._jobs():
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
        rows: Collection[int],
        stock: str | Stock | None = None,
        copies: int = 1,
        start: int = 1,
        skip: Collection[int] = (),
    ) -> Sheet:
        """Return a sheet with some rows of an asset alone: what was torn, lost or changed.

        Args:
            asset: Its name in the campaign.
            rows: Their numbers in the table, from 1, as in the manifest.
            stock: The label sheet; the asset's own if left out.
            copies, start, skip: As in `sheet`.

        Raises:
            NotFound: there is no such asset; a row is not in the table, when it is drawn.
            BadInput: it has no labels, or it needs a `stock`; the campaign has errors.
        """
        jobs = {job.name: job for job in self._jobs()}
        if asset not in jobs:
            near = did_you_mean(asset, jobs) or f" There are: {', '.join(jobs)}."
            raise NotFound(
                f"nothing in the campaign is called {asset!r}.{near}",
                rule="reprint.no-asset",
                asset=asset,
            )
        _check_rows(rows)
        return jobs[asset].reprint(Reprint(rows, stock, copies, start, skip))

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
            tables = campaign_file.tables_of(self.business, self._forms)
        text = campaign_file.file_text(
            tables, str(target), before=before, folder=self._origin.folder
        )
        campaign_of(text.decode(), file=str(target))  # what could not be opened again is refused
        stores.write_file(target, text)
        return target

    def __repr__(self) -> str:
        names = ", ".join(form.name for _place, form in self._forms.assets())
        return f"<Campaign of {self.business.name}: {names}>"

    def _repr_html_(self) -> str:
        _jobs, problems = self._prepared()
        return problems._repr_html_() if problems.errors else self.plan()._repr_html_()

    # -- from forms to jobs ----------------------------------------------------------------------

    def _jobs(self) -> list[Job]:
        return [ready.job for ready in self._ready()]

    def _ready(self, snapshots: Snapshots | None = None) -> list[Ready]:
        jobs, problems = self._prepared(snapshots)
        problems.raise_errors("" if self._origin.file else "campaign")
        return jobs

    def _works(self, snapshots: Snapshots, how: How) -> list[Work]:
        return [work_of(ready, how) for ready in self._ready(snapshots)]

    def _prepared(self, snapshots: Snapshots | None = None) -> tuple[list[Ready], Problems]:
        jobs: list[Ready] = []
        found: list[Problem] = []
        for (table, number), form in self._forms.assets():
            check = FormCheck(self.business, self._origin.folder, snapshots)
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
        place = self._origin.where("business", "phone")
        return (replace(problem, where=place) for problem in self.business.advice())

    def _shop_problems(self) -> Iterator[Problem]:
        yield from self._shop_advice()
        if self.business.logo is not None:
            try:
                vectors.open_logo(self.business.logo, 25.0, 25.0)  # small: only to find faults
            except CampaignError as err:
                yield from _at(self._origin.where("business", "logo"), err)

    def _inputs(self) -> Iterator[Path]:
        if self._origin.file is not None:
            yield Path(self._origin.file)
        if self.business.logo is not None:
            yield self.business.logo
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


def _check_rows(rows: object) -> None:
    good = isinstance(rows, Collection) and not isinstance(rows, str | bytes)
    numbers = [row for row in rows if type(row) is int and row >= 1] if good else []  # type: ignore[attr-defined]
    if not numbers or len(numbers) != len(rows):  # type: ignore[arg-type]
        raise BadInput(
            f"rows={rows!r}: give the numbers of rows, from 1, as in rows=[3, 17].",
            rule="reprint.rows",
            rows=rows,
        )
