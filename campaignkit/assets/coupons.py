"""Coupons: each printed once, good once. What was redeemed stands in a file of its own.

A till, a notebook or the command writes a line for each coupon that it takes. The first line of a
code counts: two tills that take the same coupon at the same moment both write, both read the file
again, and the second is told.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

from campaignkit import evidence, locales, prices, rows
from campaignkit.assets.replies import manifest_lines
from campaignkit.characters import checked
from campaignkit.display import html_table
from campaignkit.errors import BadInput, CampaignError
from campaignkit.evidence import Interval
from campaignkit.formulas import guarded
from campaignkit.problems import Problem, Problems, Where
from campaignkit.rows.files import found_at
from campaignkit.stores import Target, check_target, write_file
from campaignkit.tracking.pieces import Piece, Pieces
from campaignkit.tracking.references import folded, repairs

Fate = Literal["good", "redeemed", "already", "expired", "unknown", "unclear"]
_HEAD = ("code", "time", "amount", "by", "value", "place")
_DELIMITERS = ",;\t|"  # that `rows.read` finds by itself
_MOST_ABOVE = 20  # lines, of which one names the columns: a title may stand above
_PLAIN = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,2})?")  # "1.500" may be a thousand and a half
_LIST = ("code", "value", "expires", "place", "asset", "key", "redeemed", "amount")


@dataclass(frozen=True, slots=True, kw_only=True)
class Redemption:
    """What became of one coupon that somebody brought.

    fate: "good": it can be used, and was not; "redeemed": it was good, and is now used; "already":
    it was used before, at `time`; "expired"; "unknown": of none of these coupons; "unclear": a slip
    in it, and several may be meant. amount: what was bought with it. until: the last day of one
    that is good. Truthy if it is good, or was until now.
    """

    code: str
    fate: Fate
    time: datetime | None = None
    amount: Decimal | None = None
    by: str = ""
    value: str = ""
    place: str = ""
    until: date | None = None

    def __bool__(self) -> bool:
        return self.fate in ("good", "redeemed")

    def __str__(self) -> str:
        if self.fate == "good":
            until = "" if self.until is None else f" until {self.until:%Y-%m-%d}"
            return f"{self.code}: good{until}, worth {self.value}, not used"
        when = "" if self.time is None else f" ({self.time:%Y-%m-%d %H:%M})"
        return f"{self.code}: {self.fate}{when}" + (f", worth {self.value}" if self else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponGroup:
    """Coupons of one place, or whatever they are grouped by. share: redeemed, with limits."""

    name: str
    printed: int
    redeemed: int
    share: Interval
    amount: Decimal


def coupons(
    manifest: Any, redeemed: str | Path | None = None, /, *, country: str | None = None
) -> Coupons:
    """Return the coupons that a build printed, and what was redeemed of them.

    Args:
        manifest: What a build wrote, as `ChatReplies.match` takes it.
        redeemed: The CSV of what was redeemed; made when the first one is.
        country: Of the shop, in whose money amounts are; left out, that of the number that its
            codes open a chat with.

    Raises:
        NotFound: there is no such manifest.
        BadInput: it lists no coupons; `redeemed` is another table.

    >>> lines = [{"payload": "Oi (ref K4K6-RD2H)", "value": "10 %", "expires": "2026-12-31"}]
    >>> str(coupons(lines).redeem("k4k6 rd2h", at=datetime(2026, 12, 1, 10)))
    'K4K6-RD2H: redeemed (2026-12-01 10:00), worth 10 %'
    """
    if not isinstance(redeemed, str | Path | None):
        raise BadInput(
            f"redeemed={redeemed!r} is no path. Name the CSV that tells what was redeemed, as in "
            "'redeemed.csv', or leave it out.",
            rule="coupon.path",
            value=type(redeemed).__name__,
        )
    pieces = Pieces.of(manifest_lines(manifest), name=str(manifest)[:60])
    found = {
        code: piece
        for code, piece in pieces.by_code.items()
        if piece is not None and piece.facts.get("value")
    }
    if not found:
        raise BadInput(
            "the manifest lists no coupons: no piece has a value. Build with "
            "token=ck.Tokens(campaign='…', secret='…', value='10 %').",
            rule="coupon.none",
        )
    place = locales.country(country) if country is not None else pieces.country
    return Coupons(found, None if redeemed is None else Path(redeemed), place)


class Coupons:
    """All coupons of a manifest, by code."""

    def __init__(
        self, pieces: Mapping[str, Piece], file: Path | None, country: str | None = None
    ) -> None:
        self._pieces, self._file, self._country = pieces, file, country
        self._lines: list[Redemption] = []
        self._read()

    def __len__(self) -> int:
        return len(self._pieces)

    def __iter__(self) -> Iterator[Redemption]:
        """Yield every line of what was redeemed, in its order."""
        return iter(self._lines)

    def __repr__(self) -> str:
        return f"<{len(self):,} coupons, {len(self._first()):,} redeemed>"

    def _repr_html_(self) -> str:
        cells = [
            (g.name, g.printed, g.redeemed, f"{g.share.value:.0%}", g.amount) for g in self.by()
        ]
        return html_table(("place", "printed", "redeemed", "share", "amount"), cells)

    def look_up(self, code: str, *, at: date) -> Redemption:
        """Return what a coupon is good for on a day, without using it; slips are put right."""
        typed = folded(checked(code, key="code"))
        if not isinstance(at, date):
            raise BadInput(
                f"at={at!r} is no day. Write it as in datetime.date(2026, 12, 31).",
                rule="coupon.day",
                value=at,
            )
        # two codes within one slip: neither is taken, since the other customer will come, too
        meant = [near for near in repairs(typed) if near in self._pieces] if typed else []
        if len(meant) != 1:
            return Redemption(code=code.strip(), fate="unclear" if meant else "unknown")
        piece = self._pieces[meant[0]]
        shown = _shown(meant[0])
        good = Redemption(
            code=shown, fate="good", value=str(piece.facts["value"]), place=piece.place
        )
        used = self._first().get(shown)
        if used is not None:
            return replace(good, fate="already", time=used.time, by=used.by)
        last, day = self._last_day(piece), at.date() if isinstance(at, datetime) else at
        if last is not None and day > last:
            return replace(good, fate="expired")
        return replace(good, until=last)

    def redeem(
        self, code: str, *, at: datetime, amount: Decimal | int | str | None = None, by: str = ""
    ) -> Redemption:
        """Use a coupon: write its line, and return what it is good for, or why it is not.

        Args:
            code: As the customer says it; small letters, other digits and one slip are understood.
            at: When.
            amount: What was bought with it, as people of the shop's country write it: "20,50".
            by: Who takes it: a till, a name.

        Raises:
            BadInput: `amount` is no number; the file cannot be written.
        """
        # another till may have written since
        self._read()
        found = self.look_up(code, at=at)
        if not found:
            return found
        line = replace(
            found, fate="redeemed", until=None, time=at, amount=self._amount(amount), by=by
        )
        self._write(line)
        # of two tills at the same moment, the line that stands first in the file has it
        first = self._first()[line.code]
        if first == line:
            return line
        return replace(line, fate="already", time=first.time, by=first.by)

    def by(self, column: str = "place") -> tuple[CouponGroup, ...]:
        """Return what was printed and redeemed of each place, or of another column's values."""
        checked(column, key="column")
        used, groups = self._first(), dict[str, list[str]]()
        for code, piece in self._pieces.items():
            name = piece.place if column == "place" else str(piece.facts.get(column) or "")
            groups.setdefault(name, []).append(_shown(code))
        made = []
        for name, codes in groups.items():
            taken = [used[code] for code in codes if code in used]
            made.append(
                CouponGroup(
                    name=name,
                    printed=len(codes),
                    redeemed=len(taken),
                    share=evidence.share_interval(len(taken), len(codes)),
                    amount=sum((one.amount or Decimal(0) for one in taken), Decimal(0)),
                )
            )
        return tuple(sorted(made, key=lambda group: (-group.redeemed, group.name)))

    def orders(self) -> list[dict[str, Any]]:
        """Return what was bought with them, as `ck.report(…, orders=)` takes it."""
        return [
            {"reference": one.code, "amount": one.amount or 0, "sent": one.time}
            for one in self._first().values()
        ]

    def problems(self) -> Problems:
        """Return what is wrong in the file: used twice, of no coupon, after the last day."""
        found: list[Problem] = []
        seen = set[str]()
        for number, line in enumerate(self._lines, 1):
            found += self._doubts(line, number, is_used=line.code in seen)
            seen.add(line.code)
        return Problems(found)

    def _doubts(self, line: Redemption, number: int, *, is_used: bool) -> Iterator[Problem]:
        piece = self._pieces.get(folded(line.code))
        last = None if piece is None else self._last_day(piece)
        is_late = bool(last and line.time and line.time.date() > last)
        if piece is None or is_used or is_late:
            kind = "unknown" if piece is None else "twice" if is_used else "late"
            said, fix = _SAID[kind]
            yield Problem(
                rule=f"coupon.{kind}",
                message=f"{line.code} " + said,
                where=Where(file=None if self._file is None else str(self._file), row=number),
                fix=fix,
                severity="warning",
                value=line.code,
            )

    def save(self, path: Target, /) -> Any:
        """Write all coupons as CSV, with empty columns for a till that writes by hand.

        Raises:
            BadInput: the name does not end in .csv, or it is the file of what was redeemed.
        """
        check_target(path, (".csv",))
        if self._file is not None and Path(str(path)).resolve() == self._file.resolve():
            raise BadInput(
                f"{path} holds what was redeemed, which would be lost. Choose another name.",
                rule="coupon.file",
            )
        used = self._first()
        lines = []
        for code, piece in self._pieces.items():
            one = used.get(_shown(code))
            facts = piece.facts
            cells = [_shown(code), facts["value"], facts.get("expires"), piece.place]
            cells += [facts.get("asset"), facts.get("key")]
            cells += [None, None] if one is None else [one.time, one.amount]
            lines.append(cells)
        return write_file(path, _csv([_LIST, *lines]).encode("utf-8-sig", "replace"))

    def _last_day(self, piece: Piece) -> date | None:
        """Return the last day on which a coupon is good; None: every day is.

        Raises:
            BadInput: its line of the manifest has no day there.
        """
        said = str(piece.facts.get("expires") or "")
        try:
            return date.fromisoformat(said[:10]) if said else None
        except ValueError as err:
            raise BadInput(
                f"in the manifest {_shown(piece.code)} expires on {said[:40]!r}, which is no day. "
                "Write it as in 2026-12-31, or build again.",
                rule="coupon.expires",
                code=_shown(piece.code),
            ) from err

    def _first(self) -> dict[str, Redemption]:
        """Return the line that counts, by code: the first."""
        first: dict[str, Redemption] = {}
        for line in self._lines:
            first.setdefault(line.code, line)
        return first

    def _read(self) -> None:
        if self._file is None or not found_at(self._file):
            return
        self._lines = [self._line(row) for row in rows.read(self._file) if _is_used(row)]

    def _line(self, row: Mapping[str, Any]) -> Redemption:
        if "code" not in row:
            raise self._foreign()
        code = _shown(folded(str(row["code"])))
        piece = self._pieces.get(folded(code))
        return Redemption(
            code=code,
            fate="redeemed",
            time=_moment(row.get("time") or row.get("redeemed")),
            amount=self._amount(row.get("amount")),
            by=str(row.get("by") or ""),
            value="" if piece is None else str(piece.facts["value"]),
            place="" if piece is None else piece.place,
        )

    def _amount(self, value: Any) -> Decimal | None:
        return _decimal(value, self._country)

    def _write(self, line: Redemption) -> None:
        if self._file is None:
            self._lines.append(line)
            return
        check_target(self._file, (".csv",))
        told = {name: getattr(line, name) for name in _HEAD} | {"redeemed": line.time}
        try:
            columns, delimiter, before = self._layout(self._file)
            cells = [told.get(name) for name in columns]
            with self._file.open("a", encoding="utf-8", newline="") as file:
                # in one piece, so that what another till writes stands before it or after it
                file.write(before + _csv([cells], delimiter))
        except OSError as err:
            raise BadInput(
                f"{str(self._file)[:200]} cannot be written: {err.strerror}. Choose another file.",
                rule="coupon.unwritten",
            ) from err
        self._read()

    def _layout(self, file: Path) -> tuple[Sequence[str], str, str]:
        """Return the columns of a file, what parts its cells, and what its next line begins with.

        A person may have filled or saved it: in a list of `save`, with another program's
        semicolons, without an end of its last line.
        """
        data = file.read_bytes() if file.exists() else b""
        if not data.strip():
            return _HEAD, ",", _csv([_HEAD])
        for delimiter in _DELIMITERS:
            for line in data.decode("utf-8-sig", "replace").splitlines()[:_MOST_ABOVE]:
                columns = [
                    cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])
                ]
                if "code" in columns and (len(columns) > 1 or delimiter == ","):
                    return columns, delimiter, "" if data.endswith((b"\n", b"\r")) else "\r\n"
        raise self._foreign()

    def _foreign(self) -> BadInput:
        return BadInput(
            f"{self._file} has no column 'code': it is no list of coupons.", rule="coupon.foreign"
        )


def _csv(lines: Iterable[Iterable[Any]], delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(
        [guarded(_cell(each)).value for each in line] for line in lines
    )
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return "" if value is None else value


def _shown(code: str) -> str:
    return f"{code[:4]}-{code[4:]}"


def _is_used(row: Mapping[str, Any]) -> bool:
    """Say whether a line tells of a redemption: a list that a till fills has the others, too."""
    return "redeemed" not in row or bool(row["redeemed"])


def _moment(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return value
    try:
        return datetime.fromisoformat(str(value).strip())
    except ValueError:
        return None


def _decimal(value: Any, country: str | None) -> Decimal | None:
    """Return an amount: a plain number, or one as people of a country write it."""
    if value is None or value == "":
        return None
    if _PLAIN.fullmatch(str(value)):
        return Decimal(str(value))
    currency = locales.currency_of(country) if country else "USD"
    language = None if country is None else locales.languages_of(country)[0]
    try:
        return prices.read(value, currency=currency, language=language).amount
    except CampaignError as err:
        raise BadInput(f"amount={value!r}: {err.plain}", rule="coupon.amount") from err


_SAID = {
    "unknown": ("is the code of no coupon here.", "Look whether it is of another campaign."),
    "twice": ("was used before.", "The first time counts: ask who took it again."),
    "late": ("was taken after its last day.", "Tell the till."),
}
