"""Golden pictures: decoded pixels are compared, and a changed picture lies beside the old one."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from campaignkit import pictures
from campaignkit.assets.printed_asset import pdf_page
from campaignkit.drawing import Drawing
from campaignkit.render import pdf, raster

GOLDEN = Path(__file__).parent.parent / "golden"
ALIKE = 3.0  # mean difference of a channel, of 255: fonts and rasterisers may move an edge a little


@pytest.fixture
def looks_like_its_golden(tmp_path: Path) -> Callable[..., None]:
    """Return what compares a drawing with the picture of that name that was looked at and kept."""

    def compare(drawing: Drawing, name: str, *, dpi: float = 100) -> None:
        out = BytesIO()
        pdf.write([pdf_page(drawing)], out)
        made = raster.page(out.getvalue(), 1, dpi=dpi, grayscale=False)
        kept = GOLDEN / f"{name}.png"
        fresh = tmp_path / kept.name
        fresh.write_bytes(pictures.png(made, dpi=dpi, level=9))
        wanted = pictures.open_picture(kept).array() if kept.exists() else None

        assert wanted is not None, f"look at {fresh}, and if it is right keep it as {kept}"
        assert wanted.shape == made.shape
        difference = np.abs(wanted.astype(int) - made.astype(int)).mean()
        assert difference <= ALIKE, f"look at {fresh}, and if it is right keep it as {kept}"

    return compare
