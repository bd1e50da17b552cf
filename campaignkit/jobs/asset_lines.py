"""An asset, and the lines of the manifest about it: written where its parts are made.

Whoever makes a part writes its lines, too, as they will stand in the manifest but for what only the
whole file tells (`manifest.lines_to_fill`). Whoever puts the parts together looks at no line of
which there is nothing to tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from campaignkit.jobs.digests import NO_CELLS
from campaignkit.jobs.ledger import Ledger, RowLook, Seen
from campaignkit.jobs.parts import ListedPiece, Part, PartListing, WrittenLines
from campaignkit.manifests import manifest
from campaignkit.manifests.manifest import Record, Status
from campaignkit.merge.duplicates import key_of
from campaignkit.tracking import reference_in


@dataclass(slots=True)
class Asset:
    """What is being made: its name, whose it is, where its files go, and its rows.

    settings: a digest of all that decides how it looks; empty: unknown, so it is always made.
    lists_rows: each row of its table is a line of the manifest. tracked: its codes bear references.
    experiment: how its variants were drawn. value, expires: of its coupons.
    """

    name: str
    shop: str = ""
    folder: str = ""  # with a "/" behind it; empty: the out folder itself
    settings: str = ""
    ledger: Ledger | None = None
    lists_rows: bool = True
    tracked: bool = False
    experiment: str = ""
    value: str = ""
    expires: str = ""
    began: bool = False  # something of it was recorded
    may_pass: bool = False  # something of it failed that the next build may make
    part: int = 0

    def bare(self) -> Asset:
        """Return it without its table, to be sent to workers."""
        return replace(self, ledger=None)

    def cells(self, record: Record, seen: Seen, status: Status, problem: str = "") -> list[object]:
        """Return the cells of a line. seen: what is known of its row."""
        token = reference_in(record.payload) if self.tracked else ""
        return manifest.cells(
            record,
            shop=self.shop,
            status=status,
            problem=problem,
            file=self.folder + record.file if record.file else "",
            line=seen.line,
            key=seen.key,
            place=seen.place,
            variant=seen.variant,
            block=seen.block,
            experiment=self.experiment if seen.variant else "",
            value=self.value if token else "",
            expires=self.expires if token else "",
            token=token,
            cells=seen.cells if self.lists_rows else NO_CELLS,
            settings=self.settings,
            part=self.part if self.part >= 0 else None,
        )


class LineWriter(NamedTuple):
    """What writes the lines of an asset's parts, wherever those are made."""

    asset: Asset
    look: RowLook
    status: Status  # of what is made

    @classmethod
    def of(cls, asset: Asset, *, check: bool) -> LineWriter | None:
        """Return it for an asset; None if its lines are about no rows of a table."""
        if asset.ledger is None or not asset.lists_rows:
            return None
        status: Status = "ok" if check else "unchecked"
        return cls(asset.bare(), asset.ledger.look, status)

    def listing(self, part: Part, known: Mapping[int, Seen]) -> PartListing | None:
        """Return the lines of a part; None: all must be looked at. known: of its rows."""
        keys = {
            piece.record.row: key_of(piece.record.payload)
            for piece in part.pieces
            if piece.record.row is not None and piece.record.payload
        }
        if len({*keys.values()}) < len(keys):
            return None  # two rows say the same
        runs: list[WrittenLines | int] = []
        clean: list[Record] = []
        sound, seen = set[int](), dict[int, Seen]()
        for at, piece in enumerate([*part.pieces, None]):
            if piece is not None and _is_clean(piece) and piece.record.row in known:
                clean.append(piece.record)
                continue
            if clean:
                lines = [self.asset.cells(one, known[one.row or 0], self.status) for one in clean]
                text = manifest.lines_to_fill(lines)
                if text is None:
                    return None
                coded = sum(one.version is not None for one in clean)
                runs.append(WrittenLines(text, len(lines), coded))
                sound |= {one.row or 0 for one in clean}
                clean = []
            if piece is not None:
                runs.append(at)
                if piece.record.row in known:
                    seen[piece.record.row] = known[piece.record.row]
        return PartListing(tuple(runs), tuple(sound), tuple(keys.items()), seen, part.pages)


def _is_clean(piece: ListedPiece) -> bool:
    record = piece.record
    return record.is_made and not piece.problems and record.page is not None and not record.file
