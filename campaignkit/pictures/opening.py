"""Bytes into a Picture: whole, or no larger than it is needed, which a camera's photo asks for."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Literal, NamedTuple

from PIL import Image, ImageOps, JpegImagePlugin, PngImagePlugin

from campaignkit.errors import BadInput, TooBig
from campaignkit.pictures import jpeg_streams, png_strips, values
from campaignkit.pictures.colour import eight_bits, in_srgb, is_srgb
from campaignkit.pictures.sources import check_no_svg, named_data, ours, too_many
from campaignkit.units import MM_PER_INCH

_MAX_PAGES = 1250
_MAX_COEFFICIENTS = 800_000_000  # bytes that a progressive JPEG needs, at whatever size
_TURNED = (5, 6, 7, 8)  # EXIF 2.32, Orientation: width and height change places
_ORIENTATION = 0x0112
_PLUGINS: dict[bytes, Any] = {
    b"\xff\xd8": JpegImagePlugin.JpegImageFile,
    b"\x89P": PngImagePlugin.PngImageFile,
}
_WHITE = 250  # of 255: paper, to the eye


class PictureHead(NamedTuple):
    """What a file says before it is unpacked. width, height: pixels, upright."""

    width: int
    height: int
    format: str


def head(source: values.Source) -> PictureHead:
    """Return the size and format of a picture of up to 200 megapixels, still packed.

    Raises:
        NotFound: no such file; names the nearest.
        BadInput: no picture, or of another format.
        TooBig: more pixels than are ever unpacked.
    """
    data, name = named_data(source)
    with ours(name, data, values.MAX_PHOTO_PIXELS):
        found = opened(data, name, values.MAX_PHOTO_PIXELS)
        return PictureHead(*_upright_size(found), str(found.format))


def open_picture(source: values.Source, *, max_pixels: int = values.MAX_PIXELS) -> values.Picture:
    """Return a picture from a path, bytes or an open binary stream, every pixel of it.

    Raises:
        NotFound: no such file; names the nearest.
        BadInput: no picture, one that breaks off, or of another format.
        TooBig: it has more than `max_pixels`.
    """
    data, name = named_data(source)
    with ours(name, data, max_pixels):
        found = opened(data, name, max_pixels)
        found.load()
        return _picture(found, data)


def open_within(
    source: values.Source, side: int, *, max_pixels: int = values.MAX_PHOTO_PIXELS
) -> values.Picture:
    """Return a picture made to fit a square of `side` pixels, never enlarged.

    A JPEG is unpacked at about that size, which takes a fraction of the time and memory; a PNG of
    more than 50 megapixels in strips. Other formats may have 50 megapixels. Peak memory beside the
    file, for 200 megapixels and a side of 1,200: 60 MB for a JPEG, 100 MB for a PNG; a progressive
    JPEG holds all its coefficients, 600 MB with halved colours. A side of 7,000 takes 900 MB.

    Raises:
        TooBig: more than `max_pixels`, or more than can be unpacked in bearable memory.
        NotFound, BadInput: as `open_picture`.
    """
    return _open_reduced(source, (side, side), max_pixels)


def open_for(source: values.Source, width_mm: float, height_mm: float) -> values.Picture:
    """Return a picture for a box in print: as many pixels as it shows, at most 600 an inch.

    Raises what `open_within` does.
    """
    across, down = (
        max(1, round(mm / MM_PER_INCH * values.MAX_PPI)) for mm in (width_mm, height_mm)
    )
    return _open_reduced(source, (across, down), values.MAX_PHOTO_PIXELS)


def seen(picture: values.Picture, name: str = "") -> values.Picture:
    """Return a picture of which something is seen on paper. name: said before what is wrong.

    Raises:
        BadInput: it is transparent everywhere, or white and nothing else.
    """
    alpha = picture.array()[:, :, 3] if picture.mode == "RGBA" else None
    clear = alpha is not None and not alpha.any()
    blank = alpha is None and int(picture.array().min()) >= _WHITE
    if not (clear or blank):
        return picture
    kind = "transparent everywhere" if clear else "white and nothing else"
    told = f"{name}: " if name else ""
    raise BadInput(
        f"{told}the picture is {kind}, so nothing of it would be seen. Export it again with "
        "its ink.",
        rule="picture.empty",
        name=name,
    )


def every_picture(
    source: values.Source, *, max_pixels: int = values.MAX_PIXELS
) -> Iterator[values.Picture]:
    """Yield each page of a TIFF, each frame of what moves, else the one picture; one at a time.

    Raises:
        TooBig: one has more than `max_pixels`, or there are more than 1,250.
        NotFound, BadInput: as `open_picture`; a damaged page is told when it is reached.
    """
    data, name = named_data(source)
    with ours(name, data, max_pixels):
        found = opened(data, name, max_pixels)
        count = getattr(found, "n_frames", 1)
    if count > _MAX_PAGES:
        raise TooBig(
            f"{name} has {count:,} pages or frames. Split it: at most {_MAX_PAGES:,} in a file.",
            rule="picture.frames",
            count=count,
            most=_MAX_PAGES,
        )
    for number in range(count):
        with ours(name, data, max_pixels):
            found.seek(number)
            width, height = found.size
            if width * height > max_pixels:
                raise too_many(name, width, height, max_pixels)
            found.load()
            picture = _picture(found, b"")
        yield picture


def opened(data: bytes, name: str, max_pixels: int) -> Any:
    """Return a picture that is not unpacked yet, once it is known to be of a bearable size.

    Pillow opens nothing above 179 megapixels, so a large JPEG or PNG, whose size is looked at
    first, is given to its reader directly.
    """
    check_no_svg(data, name)
    size = _said_size(data)
    if size is not None and size[0] * size[1] > max_pixels:
        raise too_many(name, *size, max_pixels)
    if size is not None and size[0] * size[1] > values.MAX_PIXELS:
        plugin = _PLUGINS[data[:2]]
        return plugin(BytesIO(data))
    found = Image.open(BytesIO(data), formats=values.FORMATS)
    width, height = found.size
    if width * height > max_pixels:
        raise too_many(name, width, height, max_pixels)
    return found


def reduced_to(image: Image.Image, *sides: int) -> Image.Image:
    """Return an image made to fit a square of `sides` pixels, or width and height."""
    share = min(sides[0] / image.width, sides[-1] / image.height)
    if share >= 1:
        return image
    image = eight_bits(image)
    if image.mode not in ("RGB", "RGBA", "L", "CMYK"):
        kept = image.info
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
        image.info = kept
    size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    small = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    small.info = image.info
    return small


def _said_size(data: bytes) -> tuple[int, int] | None:
    if (png := png_strips.header(data)) is not None:
        return png.width, png.height
    frame = jpeg_streams.frame(data) if data[:2] == b"\xff\xd8" else None
    return None if frame is None else (frame.width, frame.height)


def _open_reduced(source: values.Source, sides: tuple[int, int], max_pixels: int) -> values.Picture:
    data, name = named_data(source)
    with ours(name, data, max_pixels):
        said = _said_size(data)
        if said is not None and png_strips.header(data) and said[0] * said[1] > values.MAX_PIXELS:
            if said[0] * said[1] > max_pixels:
                raise too_many(name, *said, max_pixels)
            small = _png_in_strips(data, name, said, sides)
            return _picture(small, b"", sides=sides, kind="PNG")
        most = max_pixels if data[:2] == b"\xff\xd8" else min(values.MAX_PIXELS, max_pixels)
        found = opened(data, name, most)
        whole = _upright_size(found)
        if found.format in ("JPEG", "MPO"):
            _check_coefficients(data, name)
            found.draft(None, _draft_size(found, sides if whole == found.size else sides[::-1]))
        found.load()
        fits = max(whole[0] / sides[0], whole[1] / sides[1]) <= 1
        return _picture(found, data if fits else b"", sides=sides)


def _png_in_strips(
    data: bytes, name: str, said: tuple[int, int], sides: tuple[int, int]
) -> Image.Image:
    spare = min(said[0] // max(sides), said[1] // max(sides))
    needed = 1
    while said[0] * said[1] > values.MAX_PIXELS * needed * needed:
        needed += 1
    return png_strips.reduced(data, name, max(needed, spare))


def _draft_size(image: Image.Image, sides: tuple[int, int]) -> tuple[int, int]:
    """Return what to ask libjpeg for: it unpacks at 1, 1/2, 1/4 or 1/8, never below this."""
    share = min(1.0, sides[0] / image.width, sides[1] / image.height)
    while image.width * image.height * share * share > values.MAX_PIXELS * 1.01:
        share /= 2
    return max(1, int(image.width * share)), max(1, int(image.height * share))


def _check_coefficients(data: bytes, name: str) -> None:
    frame = jpeg_streams.frame(data)
    if frame is None or not frame.progressive:
        return
    needed = int(frame.width * frame.height * frame.samples * 2)
    if needed > _MAX_COEFFICIENTS:
        raise TooBig(
            f"{name} is a progressive JPEG of {frame.width:,} x {frame.height:,} pixels, which "
            f"takes {needed // 1_000_000:,} MB to unpack; at most "
            f"{_MAX_COEFFICIENTS // 1_000_000:,}. Save it as a plain (baseline) JPEG.",
            rule="picture.progressive",
            value=needed,
            limit=_MAX_COEFFICIENTS,
        )


def _upright_size(image: Image.Image) -> tuple[int, int]:
    turned = image.getexif().get(_ORIENTATION) in _TURNED
    return (image.height, image.width) if turned else image.size


def _picture(
    image: Image.Image,
    data: bytes,
    *,
    sides: tuple[int, int] | None = None,
    kind: str | None = None,
) -> values.Picture:
    """Return an unpacked image upright, in sRGB, within `sides`. data: the file of its pixels."""
    kind = str(kind or image.format).replace("MPO", "JPEG")  # a JPEG with more behind it
    if kind == "JPEG" and image.mode == "CMYK" and "adobe" not in image.info:
        image.info["inks"] = "plain"
    stream = _stream(image, data) if kind == "JPEG" and data else None
    dpi = _dpi(image.info.get("dpi"))
    turned = ImageOps.exif_transpose(image)
    upright = in_srgb(turned if sides is None else reduced_to(turned, *sides))
    mode: Literal["RGB", "RGBA"] = "RGB"
    if upright.mode == "RGBA" and upright.getchannel("A").getextrema() != (255, 255):
        mode = "RGBA"
    pixels = upright if upright.mode == mode else upright.convert(mode)
    return values.Picture(*upright.size, mode, pixels.tobytes(), dpi, kind, stream)


def _stream(image: Image.Image, data: bytes) -> values.Jpeg | None:
    """Return the file itself, if any reader of PDF shows it as these pixels."""
    upright = image.getexif().get(_ORIENTATION, 1) in (0, 1)
    if not upright or not is_srgb(image.info.get("icc_profile"), image.mode):
        return None
    return jpeg_streams.embeddable(data)


def _dpi(said: Any) -> float | None:
    """Return the resolution across, unless it is a stand-in such as 1."""
    try:
        value = float(said[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        return None
    return round(value, 2) if value > 1 else None
