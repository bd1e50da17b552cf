"""A form that was checked, and the shop it is for → the work to be done: counted, and addressed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from campaignkit.business import Business
from campaignkit.campaigns.builder import Asset, How
from campaignkit.campaigns.digests import address, digest, digest_of_code, digest_of_files, plainly
from campaignkit.campaigns.forms import AssetForm, FormCheck, Key, RowsForm
from campaignkit.campaigns.jobs import Counted, Job, Work
from campaignkit.campaigns.ledger import Ledger
from campaignkit.campaigns.results import Planned
from campaignkit.errors import CampaignError
from campaignkit.wording import is_template


class Ready(NamedTuple):
    """A form that can be made. key: what its rows are called by."""

    job: Job
    form: AssetForm
    check: FormCheck
    key: Key | None


def work_of(ready: Ready, how: How) -> Work:
    """Return a job with what is known of it."""
    job, form, check, key = ready
    ledger = None if job.source.single else Ledger(job.source.rows, key)
    settings = settings_of(form, check.shop, check.folder)
    if ledger is not None and not job.lists_rows and settings:
        try:
            settings = address(settings, ledger.digests())
        except CampaignError:
            settings = ""  # the table breaks off: the job says so
    asset = Asset(job.name, settings=settings, ledger=ledger, lists_rows=job.lists_rows)
    return Work(job, asset, _steps(job, how.check) if how.progress is not None else None)


def _steps(job: Job, checked: bool) -> int | None:
    rows = _row_count(job)
    return None if rows is None else job.steps(rows, check=checked)


def planned(job: Job) -> Planned:
    rows = _row_count(job)
    counted = Counted(None, None, None) if rows is None else job.counted(rows)
    return Planned(job.name, job.kind, job.file, rows, *counted)


def _row_count(job: Job) -> int | None:
    if not job.source.rows.again:
        return None
    return sum(1 for _ in job.source.rows.outcomes())


def settings_of(form: AssetForm, shop: Business, folder: Path) -> str:
    """Return a digest of all that decides what is made of a form, its rows aside.

    Empty where rows choose files by themselves, which may change unseen: it is then always made.
    """
    given = form.model_dump()
    given.pop("rows", None)
    if _rows_choose_files(given):
        return ""
    table = form.table(folder) if isinstance(form, RowsForm) else None
    files = {*form.inputs(folder)} - {table}
    if shop.logo is not None:
        files.add(Path(shop.logo))
    files |= {beside for path in [*files] for beside in _beside(path)}
    facts = {**asdict(shop), "logo": shop.logo is not None}
    try:
        return digest(
            digest_of_code(),
            type(form).__name__,
            plainly(given),
            plainly(facts),
            digest_of_files(files),
        )
    except (TypeError, OSError):
        return ""


def _rows_choose_files(given: Mapping[str, Any]) -> bool:
    shop = given.get("shop")
    in_shop = shop is not None and (not isinstance(shop, Mapping) or "logo" in shop)
    return in_shop or is_template(given.get("design")) or is_template(given.get("message"))


def _beside(path: Path) -> Iterator[Path]:
    """Yield the pictures that a design of the shop's own names."""
    if path.suffix != ".toml" or not path.is_file():
        return
    for name in re.findall(
        r"""["']([^"'\n]+)["']""", path.read_text(encoding="utf-8", errors="replace")
    ):
        picture = path.parent / name
        with suppress(OSError, ValueError):
            if picture.is_file():
                yield picture
