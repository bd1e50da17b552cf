"""[shops]: many shops in one campaign, a row each; everything in it is made once for every shop.

The columns are found as people call them (`rows.column_names`), the rows of an asset are shared out
by a key (`by`), and a shop may have settings of its own. A shop that cannot be is an outcome: its
rows are listed with the reason, and the others are made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from campaignkit import resources, specs
from campaignkit.business import Business, hex_color
from campaignkit.campaigns.forms.form import AssetForm, ShopsForm
from campaignkit.errors import BadInput, CampaignError, did_you_mean, near_or_all
from campaignkit.jobs.ledger import Snapshots
from campaignkit.merge.records import Lacked
from campaignkit.merge.shops import LACKED
from campaignkit.problems import Problem, Problems, Where, of_error
from campaignkit.rows import read
from campaignkit.rows.column_names import hint, likely_fields, match
from campaignkit.rows.files import located
from campaignkit.rows.table_row import row_line, row_number
from campaignkit.stores import safe_name

_LEFT_OUT = Problem(
    rule="shop.left-out",
    message="The shop's own settings leave it out.",
    severity="warning",
)
_KEY_TWICE = "shop.key-twice"
_TEXTS = ("name", "phone", "country", "language", "hours", "address", "website", "email")
_WHOLE = "__whole__"  # the column of shops that are values already
_COLORS = ("primary", "accent")
_KNOWN = (*_TEXTS, *_COLORS, "logo", "theme", "id", "overrides")


@dataclass(frozen=True, slots=True)
class Seller:
    """A shop of the table. fault: why it cannot be; then `shop` is None.

    key: what the table calls it. folder: of its files, with a "/" behind it; empty: no folder.
    overrides: keys of assets where it differs, by the asset's name; False: the asset is left out.
    lacks: facts whose cells are empty here.
    """

    key: str
    folder: str
    shop: Business | None
    where: Where = field(default_factory=Where)
    overrides: Mapping[str, Any] = field(default_factory=dict)
    fault: tuple[Problem, ...] = ()
    theme: str | None = None
    lacks: Mapping[str, Lacked] = field(default_factory=dict)

    def forms(self, forms: Iterable[AssetForm]) -> Iterator[tuple[AssetForm, tuple[Problem, ...]]]:
        """Yield each form as it is for this shop, with what is wrong with its own settings.

        What it leaves out has one problem that is no error.
        """
        for form in forms:
            own = self.overrides.get(form.name, {})
            if own is False:
                yield form, (replace(_LEFT_OUT, where=self.where),)
                continue
            # its own overrides say more than its column does
            if self.theme is not None and form.takes("theme"):
                own = {"theme": self.theme, **own}
            made, problems = _changed(form, own) if own else (form, Problems())
            placed = (replace(each, where=self.where).placed(each.where) for each in problems)
            yield made, tuple(placed)


def _changed(form: AssetForm, own: Mapping[str, Any]) -> tuple[AssetForm, Problems]:
    """Return a form with other keys, and what is wrong with them."""
    given = {name: getattr(form, name) for name in form.model_fields_set}
    made, problems = specs.fit({**given, **own, "name": form.name}, type(form))
    return (form if made is None else made), problems


NOBODY = Seller("", "", None)


class Sellers:
    """The shops of a table, read as often as asked. base: what a shop does not say is as there."""

    def __init__(
        self, form: ShopsForm, folder: Path, base: Business | None, snapshots: Snapshots
    ) -> None:
        """Raises CampaignError: there is no such table, or it has no column of names or phones."""
        self._form, self._base = form, base
        given = form.rows
        options: dict[str, Any] = {}
        if isinstance(given, Mapping):
            options = {key: value for key, value in given.items() if key != "file"}
            given = given["file"]
        found = located(folder, given) if isinstance(given, str | Path) else _plain(given)
        self.file = found if isinstance(found, Path) else None
        self.folder = folder if self.file is None else self.file.parent
        self.rows = snapshots.of(read(found, **options), now=False)
        self.name = self.rows.source.replace("\\", "/").rpartition("/")[2]
        self._columns = self._matched(self.rows.columns)
        self._in_cells: dict[str, str] | None = None  # the column of each, once one asks

    def __iter__(self) -> Iterator[Seller]:
        taken: set[str] = set()
        keys: dict[str, int] = {}
        for counted, row in enumerate(self.rows.outcomes(), 1):
            number = row_number(row, counted)
            where = Where(file=self.rows.source, row=number, line=row_line(row))
            if isinstance(row, Problem):
                yield Seller(f"row {number}", "", None, where, fault=(row,))
                continue
            # rows of an iterator tell their columns only with the first of them
            columns = self._columns or self._matched(tuple(row)) or {}
            yield self._seller(row, columns, where, keys, taken)

    def advice(self, assets: Collection[str]) -> Iterator[Problem]:
        """Yield what is doubtful in columns, facts and settings of shops. assets: all of them."""
        yield from self._unread()
        for seller in self:
            place = replace(seller.where, shop=seller.key)
            for problem in () if seller.shop is None else seller.shop.advice():
                yield problem.placed(place)
            for name in seller.overrides:
                if name not in assets:
                    yield _of_no_asset(name, assets).placed(place)

    def column_with(self, key: str) -> str:
        """Return the first column that has a key which no shop is called by; "" if none has."""
        if self._in_cells is None:
            self._in_cells = {}
            for row in self.rows.outcomes():
                for column, cell in () if isinstance(row, Problem) else row.items():
                    self._in_cells.setdefault(str(cell).strip(), column)
        return self._in_cells.get(key, "")

    def _unread(self) -> Iterator[Problem]:
        """Yield each column that is not read, but nearly called as a fact that no other tells."""
        read = self._columns or {}
        for head in self.rows.columns or ():
            fields = likely_fields(head, "shops") if head not in read.values() else []
            if fields := [name for name in fields if name in _KNOWN and name not in read]:
                yield _nearly(head, fields[0], Where(file=self.rows.source, column=head))

    def _seller(
        self,
        row: Mapping[str, Any],
        columns: Mapping[str, str],
        where: Where,
        keys: dict[str, int],
        taken: set[str],
    ) -> Seller:
        cells = {name: row.get(column) for name, column in columns.items()}
        said = cells.get("id") or cells.get("name")
        key = ("" if said is None else str(said).strip()) or f"row {where.row}"
        # "A/B" and "A:B" are two shops, and would be one folder
        folder = _unique(safe_name(key, fallback=f"shop-{where.row}"), taken)
        try:
            # of two shops with one key the first is made, the second refused
            if key in keys:
                raise BadInput(
                    f"the shop {key!r} stands in row {keys[key]} already. Give each a key of its "
                    "own.",
                    rule=_KEY_TWICE,
                    key=key,
                    first=keys[key],
                )
            keys[key] = where.row or 0
            shop = self._business(cells, columns)
            own = _overrides(cells.get("overrides"), self.folder)
        except CampaignError as err:
            # rows of its key are the first one's: this one is called by its row, and has none
            called = f"row {where.row}" if err.rule == _KEY_TWICE else key
            return Seller(called, folder, None, where, fault=of_error(err, where))
        theme = cells.get("theme")
        lacks = _lacks(shop, columns, where)
        return Seller(key, folder, shop, where, own, (), str(theme) if theme else None, lacks)

    def _business(self, cells: Mapping[str, Any], columns: Mapping[str, str]) -> Business:
        """Return the shop of a row.

        Raises:
            CampaignError: it cannot be; each fault has its column.
        """
        if isinstance(cells.get("shop"), Business):
            return cells["shop"]  # type: ignore[no-any-return]
        given: dict[str, Any] = {
            name: cells[name] for name in _TEXTS if not _is_empty(cells.get(name))
        }
        colors = {name: str(cells[name]) for name in _COLORS if not _is_empty(cells.get(name))}
        if not _is_empty(cells.get("logo")):
            given["logo"] = self.folder / str(cells["logo"])
        needed = ("name", "phone", *(("country",) if self._base is None else ()))
        faults = [each for name in needed if name not in given for each in _empty(name, columns)]
        for name, color in [*colors.items()]:
            try:
                hex_color(color, key=name)
            except CampaignError as err:
                faults += of_error(err, Where(column=columns[name]))
                del colors[name]
        if not any(name not in given for name in needed):
            try:
                shop = self._shop(given, colors)
            except CampaignError as err:
                faults += (_in_column(each, columns) for each in err.problems)
        Problems(faults).raise_errors()
        return shop

    def _shop(self, given: dict[str, Any], colors: Mapping[str, str]) -> Business:
        given["name"] = str(given["name"])
        if colors:
            given["colors"] = {**({} if self._base is None else _of_colors(self._base)), **colors}
        if self._base is not None:
            return replace(self._base, **given)
        return Business(given.pop("name"), **given)

    def _matched(self, columns: tuple[str, ...] | None) -> dict[str, str] | None:
        """Return which column is which; None if the columns are not known yet."""
        if columns is None:
            return None
        found = {name: heads[0] for name, heads in match(columns, "shops").items()}
        if shop := found.pop("shop", None):
            found.setdefault("id" if "name" in found else "name", shop)
        exact = {name: name for name in _KNOWN if name in columns}
        given = self._form.columns
        for name, column in given.items():
            if name not in _KNOWN or column not in columns:
                known = _KNOWN if name not in _KNOWN else columns
                wrong = name if name not in _KNOWN else column
                raise BadInput(
                    f"columns: {wrong!r} is none of {self.name}."
                    f"{did_you_mean(wrong, known) or ' There are: ' + ', '.join(known) + '.'}",
                    rule="row.no-column",
                    name=wrong,
                )
        if self._form.key is not None:
            if self._form.key not in columns:
                near = did_you_mean(self._form.key, columns)
                raise BadInput(
                    f"key={self._form.key!r} is no column of {self.name}."
                    f"{near or ' There are: ' + ', '.join(columns) + '.'}",
                    rule="row.no-column",
                    name=self._form.key,
                )
            exact["id"] = self._form.key
        # the later win: what the form says, then columns called exactly so, then near names
        if _WHOLE in columns:
            return {"shop": _WHOLE, **found, **exact, **given}
        made = {**found, **exact, **given}
        for needed in ("name", "phone"):
            if needed not in made:
                raise _no_column(needed, self.name, columns)
        return made


def _empty(needed: str, columns: Mapping[str, str]) -> Iterator[Problem]:
    if needed == "country":
        err = BadInput(
            "the shop has no country. Fill it in, or give all shops one: [business] country.",
            rule="shop.empty",
        )
    else:
        err = BadInput(
            f"the shop has no {needed}. Fill it in, or delete the row.",
            rule="shop.empty",
            needed=needed,
        )
    yield from of_error(err, Where(column=columns.get(needed)))


def _in_column(problem: Problem, columns: Mapping[str, str]) -> Problem:
    """Return a fault of a shop's key at the column that the key was read from."""
    column = columns.get(problem.where.key or "")
    return problem if column is None else replace(problem, where=Where(column=column))


def _of_no_asset(name: str, assets: Collection[str]) -> Problem:
    near = near_or_all(name, assets)
    return Problem(
        rule="shop.no-such-asset",
        message=f"the shop's own settings are about {name!r}, and no asset is called so.{near}",
        value=name,
        fix="Write the name of an asset, or take the setting out.",
        severity="warning",
        params={"asset": name, "near": near},
    )


def _nearly(head: str, name: str, where: Where) -> Problem:
    return Problem(
        rule="shop.column-unread",
        message=f"the column {head!r} is not read: no fact of a shop is called so.",
        where=where,
        fix=f'If it is the {name}, call it {name!r}, or write columns = {{ {name} = "…" }}.',
        severity="warning",
        params={"head": head, "name": name},
    )


def _no_column(needed: str, name: str, columns: tuple[str, ...]) -> BadInput:
    near = hint(needed, columns) or f" There are: {', '.join(columns)}."
    return BadInput(
        f"{name} has no column of the shops' {needed}s.{near} Say which it is: columns = "
        f'{{ {needed} = "…" }}.',
        rule="shop.no-such-column",
        needed=needed,
        name=name,
    )


def _plain(given: Any) -> Any:
    """Return rows for shops given as values of their own."""
    if isinstance(given, list | tuple) and any(isinstance(each, Business) for each in given):
        return [
            {"name": each.name, _WHOLE: each} if isinstance(each, Business) else each
            for each in given
        ]
    return given


def _of_colors(base: Business) -> dict[str, str]:
    # "on_" colours follow from the others: taken over, they would not suit a shop's own
    colors = asdict(base.colors)
    return {name: value for name, value in colors.items() if not name.startswith("on_")}


def _lacks(shop: Business, columns: Mapping[str, str], where: Where) -> dict[str, Lacked]:
    """Return the facts that a shop has no cell for, though its table has their columns."""
    heads = dict.fromkeys(LACKED) if "shop" in columns else columns
    facts = shop.facts()
    return {
        name: Lacked(name, replace(where, column=heads[name]))
        for name in LACKED
        if name in heads and name not in facts
    }


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _unique(name: str, taken: set[str]) -> str:
    number, chosen = 1, name
    # disks of Windows and macOS do not tell SOL from sol
    while chosen.casefold() in taken:
        number += 1
        chosen = f"{name}-{number}"
    taken.add(chosen.casefold())
    return f"{chosen}/"


def _overrides(cell: Any, folder: Path) -> Mapping[str, Any]:
    """Return a shop's own settings: a mapping, TOML, or the path of a TOML file."""
    if _is_empty(cell):
        return {}
    if isinstance(cell, Mapping):
        return cell
    text = str(cell)
    if text.strip().endswith(".toml") and "\n" not in text:
        path = folder / text.strip()
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, ValueError) as err:
            raise BadInput(
                f"the shop's own settings {str(path)!r:.200} cannot be read: {err}.",
                rule="shop.overrides",
            ) from err
    try:
        found = resources.toml(text)
    except ValueError as err:
        raise BadInput(
            f"the shop's own settings are no TOML: {err}. Write them as in "
            "places = { title = 'Oi' }, or the path of a .toml file.",
            rule="shop.overrides",
        ) from err
    wrong = [name for name, own in found.items() if own is not False and not isinstance(own, dict)]
    if wrong:
        raise BadInput(
            f"the shop's own settings of {wrong[0]!r} are no table. Write them as in "
            f"{wrong[0]} = {{ title = 'Oi' }}, or {wrong[0]} = false to leave it out.",
            rule="shop.overrides",
        )
    return found
