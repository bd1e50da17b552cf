"""A campaign: a shop and what is to be made for it. Planned, built, compared, reprinted.

made = ck.campaign("bakery/campaign.toml")
made.problems()      # everything that is wrong with it, at once
made.plan()          # what will be made
made.build("out")    # makes it, proves it, lists it in out/manifest.csv
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import Executor
from contextlib import ExitStack
from os import PathLike
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from campaignkit import resources, specs, stores
from campaignkit.arguments import check_call, check_path, check_text, truth
from campaignkit.assets.sheet import Sheet
from campaignkit.business import Business, the_shop
from campaignkit.campaigns import campaign_file
from campaignkit.campaigns.campaign_file import AssetsForm
from campaignkit.campaigns.contents import Contents
from campaignkit.campaigns.forms.form import ShopsForm
from campaignkit.campaigns.opening import Origin, opened
from campaignkit.campaigns.planning import few_labels, planned, tried_in
from campaignkit.errors import BadInput
from campaignkit.jobs.builder import Builder, How
from campaignkit.jobs.earlier_builds import Earlier
from campaignkit.jobs.job import Reprint
from campaignkit.jobs.ledger import Ledger, Snapshots
from campaignkit.jobs.reprinting import (
    Asked,
    ReprintChoice,
    rows_of_shops,
    sheet_of_shops,
    with_picked,
)
from campaignkit.jobs.running import make_all
from campaignkit.jobs.workers import Workers
from campaignkit.manifests import manifest, stale_files, zipped
from campaignkit.manifests.comparing import compared, files_of
from campaignkit.manifests.problem_list import ProblemList
from campaignkit.manifests.results import Built, Diff, Plan
from campaignkit.problems import Problems
from campaignkit.progress import Progress, watched
from campaignkit.stock import Stock
from campaignkit.stores import Place, full_disk_told, place, sweep_scratch

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
    shop, form, origin = opened(text, file=file)
    return Campaign._of(Contents(shop, form.shops, form, origin))


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
        check_path(folder, "folder")
        if folder is None:
            folder = "."
        self._contents = Contents(seller, many, form, Origin(Path(folder)))

    @classmethod
    def _of(cls, contents: Contents) -> Campaign:
        made = object.__new__(cls)
        made._contents = contents
        return made

    @property
    def business(self) -> Business:
        """Who is selling.

        Raises:
            BadInput: it has many shops, and nothing that they have in common.
        """
        if self._contents.shop is None:
            raise BadInput(
                "this campaign has many shops: each is a row of its table.",
                rule="campaign.many-shops",
            )
        return self._contents.shop

    @property
    def has_many_shops(self) -> bool:
        """Whether it makes everything for each shop of a table."""
        return self._contents.shops is not None

    def is_long(self) -> bool:
        """Say whether it has so much to make that more processes are worth their start."""
        if self._contents.shops is not None:
            counts = [each.labels for each in self.plan()]
        else:  # a long table is not read to its end to say that it is long
            counts = [few_labels(ready.job, _LONG) for ready in self._contents.ready()]
        return None in counts or sum(each or 0 for each in counts) >= _LONG

    def problems(self) -> Problems:
        """Return everything that is wrong, as far as it can be told without drawing.

        That is: what the file names and is not there, texts that speak of no column, numbers
        out of range; and if all of that is well, each row that cannot be filled in.
        """
        return Problems(problem for _asset, problem in self._contents.found())

    def report(self) -> tuple[str, ...]:
        """Return what `problems` finds as lines, in the words of a build: errors first, and a fault
        that many rows share is one line that names them.
        """
        findings = ProblemList()
        with findings.table:
            for asset, problem in self._contents.found():
                findings.add(asset, [problem])
            return findings.lines()

    def plan(self, out: str | PathLike[str] | None = None) -> Plan:
        """Return what will be made. It shows itself.

        Args:
            out: A folder that was built into: what lies there of assets and shops that this
                campaign has no more is told, too.

        Raises:
            BadInput: the campaign has errors; `problems` has all of them.
        """
        if out is not None:
            _check_folder(out)
        if self._contents.shops is not None:
            with Snapshots() as snapshots:
                many = self._contents.many(snapshots)
                left = self._left_in(out, {seller.key for seller in many.sellers})
                return Plan(tuple(many.planned()), left)
        found = self._contents.ready()
        made = tuple(planned(each.job, tried_in(each.form, each.check)) for each in found)
        return Plan(made, self._left_in(out, {""}))

    def _left_in(self, out: str | PathLike[str] | None, shops: Collection[str]) -> tuple[str, ...]:
        """Return the files in a folder that belong to no asset, or to no shop, any more."""
        if out is None or zipped.is_zip(out):  # what is no longer made is in no zip
            return ()
        there = stores.place_if_any(out)
        assets = {form.name for _place, form in self._contents.forms.assets()}
        lost = (
            each
            for each in stale_files.listed(there)
            if each.asset not in assets or each.shop not in shops
        )
        return () if there is None else tuple(one.file for one in stale_files.present(there, lost))

    def build(
        self,
        out: str | PathLike[str],
        *,
        executor: Executor | None = None,
        jobs: int | None = None,
        check: Check = True,
        strict: bool = False,
        progress: Progress | Literal[False] | None = None,
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
                of the same names are replaced, others are left alone. With ".zip" at its end it
                becomes one zip, which holds what is made now and nothing else.
            executor: Any `concurrent.futures.Executor`, of processes, threads or a cluster: it
                draws, compresses and reads back. Its workers need not see this machine's folders.
            jobs: How many processes of its own the build begins, instead of an executor; both
                left out: all in this process. In a script, call it under
                `if __name__ == "__main__":`, unless loky is installed.
            check: True reads every code back from the finished pages, judges finished packs and
                gives advice on links and messages; False does not. What the platform would
                refuse of a template or a feed is never written.
            strict: Make nothing of an asset that has an error.
            progress: Called with the asset, the steps done, and how many there are, if known. Left
                out, a notebook shows a bar; False: not even that.
            only: Names of assets; the others are not made, and listed as they were if their files
                are still there.
            contact: Write contact.html, too: pictures, counts and problems on one static page.

        Raises:
            BadInput: the campaign has errors (`problems` has all of them; nothing is made), or
                the folder cannot be written.
        """
        checked, strict = _is_checked(check), truth(strict, "strict")
        contact = truth(contact, "contact")
        _check_folder(out)
        check_call(progress, "progress")
        workers = Workers(executor, jobs)
        try:
            with zipped.folder_for(out) as folder:
                with watched(progress) as told:
                    how = How(workers, checked, strict, told)
                    made = Campaign._of(self._contents.only(only))._build(
                        folder, how, named=str(out)
                    )
                if contact:
                    from campaignkit.manifests import contact_sheet  # it draws pictures

                    contact_sheet.write(made, folder)
            return made
        finally:
            # after an error, too: processes left behind would go on drawing what nobody waits for
            workers.close(now=True)

    def _build(self, out: str, how: How, *, known: Place | None = None, named: str = "") -> Built:
        """Make everything.

        known: where an earlier build lies, if not in `out`: a comparison. named: what the user
        calls `out`, which becomes a zip of that name if it is another.
        """
        named = named or out
        with ExitStack() as stack:
            # first of all: tables are to be as they were when the build began, whatever takes long
            # below
            snapshots = stack.enter_context(Snapshots())
            table = manifest.new_table()
            stack.callback(table.close)
            works, advice = self._contents.works(snapshots, how)
            target = place(out, create=True)
            # what an unchecked build made was never proven: it is no use to one that checks
            earlier = Earlier(known or target, check=how.check)
            stack.callback(earlier.close)
            # an output called like a table would replace it, and the next build would read its own
            # labels
            inputs = frozenset(path.resolve() for path in self._contents.inputs())
            builder = Builder(
                target, table, how, inputs, earlier, copies=known is None, clears=named != out
            )
            stack.callback(builder.findings.table.close)
            builder.findings.add("", advice)
            with full_disk_told():
                if target.exists(manifest.UNFINISHED):
                    target.sweep()
                    sweep_scratch()
                # before the first file, so that a build that is killed leaves a sign that it did
                # not end
                target.write(manifest.UNFINISHED, manifest.UNFINISHED_SAYS)
                make_all(works, builder)
                if self._contents.names is not None:
                    builder.keep_others(self._contents.names)
                builder.finish()
        return Built(
            out=named,
            files=tuple(builder.files),
            problems=builder.findings.all(),
            manifest=named if named != out else f"{out.rstrip('/')}/{manifest.NAME}",
            checked=how.check,
            made=builder.made_lines,
            failed=builder.failed_lines,
            codes=builder.code_lines,
            report=builder.findings.lines(),
            found=builder.findings.table.lines,
            reused=builder.reused_lines,
            references=tuple(
                f"{name}: {cost}" for name, cost in builder.costs.items() if cost and cost.is_paid
            ),
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
        for job in self._contents.jobs() if self._contents.shops is None else ():
            if not job.source.rows.again:
                raise BadInput(
                    f"the rows of {job.name!r} can be read only once: comparing would use them "
                    "up. Give a list, a path or a dataframe.",
                    rule="build.diff-once",
                    asset=job.name,
                )
        with zipped.found(out) as there, TemporaryDirectory() as folder:
            before = files_of(there)
            # compared like with like: without a check nothing is left out for not being read
            self._build(folder, How(Workers(), before.checked), known=there)
            return compared(place(folder), there, before)

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
            changed: A folder that was built into: the rows that are another than there. What
                failed there and is the same is not among them.
            was: A folder that was built into: rows that are another than there are refused, since
                row 17 may be another shop now.
            shop: Whose alone, where the campaign has many; as the manifest calls it. Left out, the
                rows of all shops come onto one sheet, shop by shop.
            stock: The label sheet; the asset's own if left out.
            copies, start, skip: As in `sheet`; of a sheet that is part-used.

        Raises:
            NotFound: there is no such asset, shop, key or code; a row is not in the table, when
                it is drawn.
            BadInput: it has no labels, or it needs a `stock`; not one way to choose is given; a
                row is another one than it was, or of several shops; shops have different sheets;
                the campaign has errors.
        """
        for key, value in (("asset", asset), ("shop", shop)):
            check_text(value, key)
        folder = changed if changed is not None else was
        before = None
        if folder is not None:
            _check_folder(folder)
            with zipped.found(folder, only=(manifest.NAME,)) as there:
                lines = manifest.read(there) if there is not None else ()
                before = tuple(each for each in lines if each.asset == asset)
        choice = ReprintChoice(
            rows, _several(keys), _several(payloads), where, changed is not None, before
        )
        with Snapshots() as snapshots:
            asked = {
                key: Asked(choice.of_shop(key), each.job, Ledger(each.job.source.rows, each.key))
                for key, each in self._contents.ready_for(asset, shop, snapshots).items()
            }
            if shop or self._contents.shops is None:
                picked = {key: own.picked(job, ledger) for key, (own, job, ledger) in asked.items()}
            else:
                picked = rows_of_shops(asked)
            jobs = {key: asked[key].job for key in picked}
            # of many shops the rows are gone with the snapshots that end here: those picked go
            # along
            if self._contents.shops is not None:
                jobs = {key: with_picked(job, picked[key]) for key, job in jobs.items()}
            return sheet_of_shops(jobs, picked, Reprint((), stock, copies, start, skip))

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
        target, before = Path(path), self._contents.origin.text
        if before:
            # the file itself, not its forms: keys of a newer version stay
            tables = tomllib.loads(before)
        else:
            tables = campaign_file.tables_of(
                self._contents.shop, self._contents.forms, self._contents.shops
            )
        text = campaign_file.file_text(
            tables, str(target), before=before, folder=self._contents.origin.folder
        )
        opened(text.decode(), file=str(target))  # what could not be opened again is refused
        stores.write_file(target, text)
        return target

    def __repr__(self) -> str:
        names = ", ".join(form.name for _place, form in self._contents.forms.assets())
        whose = (
            "many shops"
            if self._contents.shops is not None
            else str(self._contents.shop and self._contents.shop.name)
        )
        return f"<Campaign of {whose}: {names}>"

    def _repr_html_(self) -> str:
        if self._contents.shops is not None:
            return self.plan()._repr_html_()
        _jobs, problems = self._contents.prepared()
        return problems._repr_html_() if problems.errors else self.plan()._repr_html_()


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
