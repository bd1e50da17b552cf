"""What a campaign holds, and the way from its forms to work: checked, for one shop or for many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from campaignkit import vectors
from campaignkit.arguments import words
from campaignkit.business import Business
from campaignkit.campaigns.campaign_file import AssetsForm
from campaignkit.campaigns.forms.checking import FormCheck
from campaignkit.campaigns.forms.form import AssetForm, ShopsForm, namesakes
from campaignkit.campaigns.opening import Origin, placed_at
from campaignkit.campaigns.planning import ForMany, ReadyAsset, found_in, work_of
from campaignkit.campaigns.shops import Sellers
from campaignkit.errors import CampaignError, NotFound, did_you_mean, near_or_all
from campaignkit.jobs.builder import How
from campaignkit.jobs.job import Job
from campaignkit.jobs.ledger import Snapshots
from campaignkit.jobs.running import Work
from campaignkit.manifests.problem_list import once
from campaignkit.problems import Problem, Problems, of_error
from campaignkit.rows.files import file_in

_LOGO_MM = 25.0  # a logo is opened at a small size: only to find its faults


@dataclass(frozen=True, slots=True, eq=False)
class Contents:
    """A shop, or many, and the forms of their assets. names: of those to make; None: all."""

    shop: Business | None
    shops: ShopsForm | None
    forms: AssetsForm
    origin: Origin
    names: frozenset[str] | None = None

    def only(self, names: str | Collection[str] | None) -> Contents:
        """Return the same with some of its assets alone.

        Raises:
            NotFound: nothing is called so.
        """
        if names is None:
            return self
        wanted = [names] if isinstance(names, str) else words(names, "only")
        known = [form.name for _place, form in self.forms.assets()]
        for name in wanted:
            if name not in known:
                raise _nothing_called(name, known)
        return replace(self, names=frozenset(wanted))

    def chosen(self) -> Iterator[tuple[tuple[str, int], AssetForm]]:
        """Yield the assets that are to be made, each with its place."""
        for place, form in self.forms.assets():
            if self.names is None or form.name in self.names:
                yield place, form

    def _names(self) -> list[str]:
        return [form.name for _place, form in self.forms.assets()]

    def _namesakes(self) -> frozenset[str]:
        # of all assets, whichever are made: a piece has one reference, though it is made alone
        return namesakes(form for _place, form in self.forms.assets())

    def prepared(self, snapshots: Snapshots | None = None) -> tuple[list[ReadyAsset], Problems]:
        """Return what is ready to be made for the one shop, and everything that is wrong."""
        jobs: list[ReadyAsset] = []
        found: list[Problem] = []
        alike = self._namesakes()
        for (table, number), form in self.chosen():
            assert self.shop is not None  # one shop, or many
            within = (form.name,) if form.name in alike else ()
            check = FormCheck(self.shop, self.origin.folder, snapshots, within=within)
            job = form.checked(check)
            key_ = None
            if job is not None and not job.source.single:
                key_ = check.key(getattr(form, "key", None), job.source)
            for key, err in check.faults:
                where = self.origin.of_asset((table, number), key)
                found.extend(placed_at(where, err))
            if job is not None:
                jobs.append(ReadyAsset(job, form, check, key_))
        found.extend(self._shop_problems())
        return jobs, Problems(found)

    def ready(self, snapshots: Snapshots | None = None) -> list[ReadyAsset]:
        """Return what is ready to be made for the one shop; raise what is wrong."""
        jobs, problems = self.prepared(snapshots)
        problems.raise_errors("" if self.origin.file else "campaign")
        return jobs

    def jobs(self) -> list[Job]:
        """Return what makes the assets of the one shop; raise what is wrong."""
        return [ready.job for ready in self.ready()]

    def works(self, snapshots: Snapshots, how: How) -> tuple[Iterable[Work], Iterable[Problem]]:
        """Return all work, for one shop or for many, and what is doubtful in the shops' facts;
        raise what is wrong.
        """
        if self.shops is None:
            return [work_of(ready, how) for ready in self.ready(snapshots)], self.shop_advice()
        many = self.many(snapshots)
        # one by one: 2,000 shops times ten assets are never in memory together
        return (work_of(ready, how) for ready in many.ready()), many.sellers.advice(self._names())

    def found(self) -> Iterator[tuple[str, Problem]]:
        """Yield everything that is wrong, as far as it can be told without drawing, with the name
        of the asset: what a build tells, too. If the file is wrong, nothing is said of its rows.
        """
        with Snapshots() as snapshots:
            if self.shops is None:
                jobs, problems = self.prepared()
                yield from (("", problem) for problem in problems)
                if problems.errors:
                    return
                every: Iterable[ReadyAsset] = jobs
            else:
                try:
                    many = self.many(snapshots)
                except CampaignError as err:
                    yield from (("", problem) for problem in of_error(err))
                    return
                yield from (("", problem) for problem in many.sellers.advice(self._names()))
                every = many.ready()
            told: set[Problem] = set()
            for ready in every:
                found = once(found_in(ready), told)
                yield from ((ready.job.name, problem) for problem in found)

    def many(self, snapshots: Snapshots) -> ForMany:
        """Return what is made for each shop; raise what is wrong for all of them."""
        assert self.shops is not None  # whoever asks has looked
        chosen = [*self.chosen()]
        places = {form.name: place for place, form in chosen}
        try:
            sellers = Sellers(self.shops, self.origin.folder, self.shop, snapshots)
        except CampaignError as err:
            where = self.origin.where("shops", "rows")
            Problems(placed_at(where, err)).raise_errors(kind=type(err))
            raise
        forms = [form for _, form in chosen]
        many = ForMany(sellers, forms, self.origin.folder, snapshots, self._namesakes())
        found = [
            problem
            for form, faults in many.common_faults()
            for key, err in faults
            for problem in placed_at(self.origin.of_asset(places[form.name], key), err)
        ]
        if found:  # a column of the shops that is not read may be why
            found += sellers.advice(self._names())
        Problems(found).raise_errors("" if self.origin.file else "campaign")
        return many

    def ready_for(self, asset: str, shop: str, snapshots: Snapshots) -> dict[str, ReadyAsset]:
        """Return what makes an asset, by shop: for all of them if none is named.

        Raises:
            NotFound: there is no such asset or shop.
        """
        if self.shops is None:
            return {"": _called({each.job.name: each for each in self.ready()}, asset)}
        if asset not in self._names():
            raise _nothing_called(asset, self._names())
        ready = [*self.many(snapshots).ready()]
        if shop and all(each.seller.key != shop for each in ready):
            # rows of no shop stand under an empty key
            known = [*dict.fromkeys(each.seller.key for each in ready if each.seller.key)]
            such = f" There are {len(known):,}, such as {', '.join(known[:5])}."
            raise NotFound(
                f"the campaign has no shop {shop!r}. Say which, as the manifest calls it."
                f"{did_you_mean(shop, known) or such}",
                rule="reprint.no-shop",
                shop=shop,
            )
        if shop:
            own = {each.job.name: each for each in ready if each.seller.key == shop}
            return {shop: _called(own, asset)}
        return {
            each.seller.key: each for each in ready if each.seller.key and each.job.name == asset
        }

    def shop_advice(self) -> Iterator[Problem]:
        """Yield what is doubtful in the one shop's own facts."""
        if self.shop is None or self.shops is not None:
            return
        place = self.origin.where("business", "phone")
        yield from (replace(problem, where=place) for problem in self.shop.advice())

    def inputs(self) -> Iterator[Path]:
        """Yield the files it reads, which nothing may overwrite."""
        if self.origin.file is not None:
            yield Path(self.origin.file)
        if self.shop is not None and self.shop.logo is not None:
            yield self.shop.logo
        if self.shops is not None and isinstance(self.shops.rows, str):
            table = file_in(self.origin.folder, self.shops.rows)
            yield from () if table is None else (table,)
        # of all assets, also those not made this time: nothing may overwrite their tables
        for _place, form in self.forms.assets():
            yield from form.inputs(self.origin.folder)

    def _shop_problems(self) -> Iterator[Problem]:
        yield from self.shop_advice()
        if self.shop is not None and self.shop.logo is not None:
            try:
                vectors.open_logo(self.shop.logo, _LOGO_MM, _LOGO_MM)
            except CampaignError as err:
                yield from placed_at(self.origin.where("business", "logo"), err)


def _called(known: Mapping[str, ReadyAsset], name: str) -> ReadyAsset:
    if name not in known:
        raise _nothing_called(name, known)
    return known[name]


def _nothing_called(name: str, known: Collection[str]) -> NotFound:
    near = near_or_all(name, known)
    return NotFound(
        f"nothing in the campaign is called {name!r}.{near}", rule="reprint.no-asset", asset=name
    )
