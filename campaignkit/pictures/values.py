"""What a picture is: pixels, how large it may be, and the JPEG it came from."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import BinaryIO, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

MAX_PIXELS = 50_000_000  # unpacked at once, 200 MB; A4 at 600 dpi has 35 million
MAX_PHOTO_PIXELS = 200_000_000  # of a JPEG or PNG that is unpacked smaller; what phones take
MAX_PPI = 600.0  # of a picture in print: what the finest offset screens can show
FORMATS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF")
Source: TypeAlias = "str | os.PathLike[str] | bytes | BinaryIO"
Pixels: TypeAlias = NDArray[np.uint8]


class Jpeg(NamedTuple):
    """A JPEG that any reader of PDF shows as it is: baseline, sRGB or grey, upright.

    channels: 3, or 1 for grey.
    """

    data: bytes
    channels: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels in sRGB, row by row from the top left. Equal pixels are equal pictures.

    width, height: pixels. mode: "RGB" or "RGBA"; RGBA only where something shines through.
    dpi: as the file says, None if it does not. format: of the file, such as "PNG". stream: the
    file whose very pixels these are, if a PDF can hold it as it is.
    """

    width: int
    height: int
    mode: Literal["RGB", "RGBA"]
    pixels: bytes = field(repr=False)
    dpi: float | None = field(default=None, compare=False)
    format: str = field(default="", compare=False)
    stream: Jpeg | None = field(default=None, compare=False, repr=False)

    def array(self) -> Pixels:
        """Return the pixels, height x width x 3 or 4; read-only."""
        flat = np.frombuffer(self.pixels, dtype=np.uint8)
        return flat.reshape(self.height, self.width, len(self.mode))

    def rgb(self) -> bytes:
        """Return three bytes a pixel."""
        return self.pixels if self.mode == "RGB" else self.array()[:, :, :3].tobytes()

    def alpha(self) -> bytes | None:
        """Return one byte a pixel, 255 opaque; None: all of it is."""
        return None if self.mode == "RGB" else self.array()[:, :, 3].tobytes()

    @property
    def is_photo(self) -> bool:
        """Whether it was a JPEG: what has lost a little already may lose a little again."""
        return self.format == "JPEG" and self.mode == "RGB"
