"""Pages of drawings become one PDF that independent readers agree on."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdf
import pytest

from campaignkit import qr, svg_paths, text
from campaignkit.drawing import CodeBox, Drawing, Page, Placed, Shape, Text, Use
from campaignkit.render import pdf, raster

GREEN = "#075E54"


def page_of(*drawings: Drawing) -> Page:
    placed = tuple(Placed(10, 10 + 40 * i, each, i + 1) for i, each in enumerate(drawings))
    return Page(100, 200, placed)


def written(*pages: Page, **options: str) -> bytes:
    out = BytesIO()
    pdf.write(pages, out, **options)
    return out.getvalue()


def square(color: str, *, width: float = 20.0, height: float = 10.0) -> Drawing:
    path = svg_paths.rounded(0, 0, width, height, 0)
    return Drawing(width, height, (Shape(path=path, fill=color),))


def words(said: str, *, size: float = 5.0, color: str = "#000000") -> Drawing:
    line = text.shape(said, text.stack())
    return Drawing(80, 20, (Text(x=1, y=10, size=size, line=line, fill=color),))


def code(said: str) -> Drawing:
    return Drawing(30, 30, (CodeBox(x=0, y=0, side=30, symbol=qr.encode(said)),))


def pixels(data: bytes, *, dpi: float = 100) -> np.ndarray:
    return raster.page(data, 1, dpi=dpi, grayscale=False)


def stream(data: bytes, page: int = 0) -> bytes:
    return pypdf.PdfReader(BytesIO(data)).pages[page].get_contents().get_data()


def test_a_shape_lies_where_it_was_put_in_mm() -> None:
    data = written(page_of(square(GREEN)))

    picture = pixels(data, dpi=254)  # ten pixels a mm
    assert tuple(picture[105, 105]) == (0x07, 0x5E, 0x54)
    assert tuple(picture[195, 295]) == (0x07, 0x5E, 0x54)
    assert tuple(picture[95, 105]) == tuple(picture[205, 105]) == (255, 255, 255)
    assert tuple(picture[105, 95]) == tuple(picture[105, 305]) == (255, 255, 255)


def test_a_page_has_its_size_in_points() -> None:
    reader = pypdf.PdfReader(BytesIO(written(page_of(square(GREEN)))))

    assert [round(float(v), 2) for v in reader.pages[0].mediabox[2:]] == [283.46, 566.93]


def test_a_code_is_one_filled_path_of_rectangles_and_no_picture() -> None:
    data = written(page_of(code("https://wa.me/5511987654321")))
    content = stream(data)

    _, runs = content.split(b"cm\n", 2)[-1].split(b" re f\n", 1)
    assert runs.count(b"f\n") == 1
    assert b"Do" not in content
    assert b"/Image" not in data


def test_black_is_one_ink() -> None:
    content = stream(written(page_of(words("Sol", color="#000000"), code("A"))))

    assert b"0 g\n" in content
    assert b"rg\n" not in content


def test_a_drawing_used_by_many_is_written_once() -> None:
    ground = square(GREEN)
    stickers = [Drawing(20, 10, (Use(drawing=ground),)) for _ in range(4)]

    data = written(page_of(*stickers))

    assert data.count(b"/Form") == 1
    assert stream(data).count(b"/S0 Do") == 4


def test_equal_drawings_made_twice_are_one_form() -> None:
    stickers = [Drawing(20, 10, (Use(drawing=square(GREEN)),)) for _ in range(4)]

    data = written(page_of(*stickers))

    assert data.count(b"/Form") == 1


def test_a_long_shape_that_comes_again_is_written_twice_at_most() -> None:
    path = svg_paths.ellipse(1, 2, 30, 20) * 40
    labels = [Drawing(40, 30, (Shape(path=tuple(path), fill=GREEN),)) for _ in range(3)]

    once, often = written(page_of(labels[0])), written(page_of(*labels))

    assert (once.count(b"/Form"), often.count(b"/Form")) == (0, 1)
    assert stream(often).count(b"/S0 Do") == 2
    picture = pixels(often, dpi=254).astype(int)
    first, *others = (picture[100 + 400 * at : 400 + 400 * at, 100:500] for at in range(3))
    assert (first == 255).mean() < 0.7
    assert all(np.abs(first - other).mean() < 0.1 for other in others)  # of 255: edges


def test_a_font_opened_twice_is_embedded_once() -> None:
    line = text.shape("Sol", text.stack())
    (run,) = line.runs
    again = text.Face(run.face.path, run.face.index, run.face.weight)
    twin = run._replace(face=again, clusters=tuple(replace(each) for each in run.clusters))
    other = Text(x=1, y=10, size=5.0, line=line._replace(runs=(twin,)), fill="#000000")

    twice = written(page_of(words("Sol"), Drawing(80, 20, (other,))))

    assert twice == written(page_of(words("Sol"), words("Sol")))


def test_text_is_text_with_its_fonts_inside() -> None:
    data = written(page_of(words("Padaria Sol, pão quente (não perca!) \\ ok")))

    reader = pypdf.PdfReader(BytesIO(data))
    assert "Padaria Sol, pão quente (não perca!) \\ ok" in reader.pages[0].extract_text()
    (font,) = reader.pages[0]["/Resources"]["/Font"].values()
    (descendant,) = font.get_object()["/DescendantFonts"]
    assert "/FontFile2" in descendant.get_object()["/FontDescriptor"]
    assert b"Helvetica" not in data


def test_only_the_letters_shown_are_embedded() -> None:
    few, many = (len(written(page_of(words(said)))) for said in ("a", "abcdefghijklmnop"))

    assert few < 5_000
    assert few < many


def test_kerning_moves_letters_together() -> None:
    line = text.shape("AVAVAV", text.stack())
    apart = sum(cluster.advance for run in line.runs for cluster in run.clusters)
    together = line.width * line.runs[0].face.upem

    assert together < apart
    assert b" TJ" in stream(written(page_of(words("AVAVAV"))))


def test_the_same_pages_are_the_same_bytes() -> None:
    def made() -> bytes:
        return written(page_of(words("Sol"), code("A"), square(GREEN)), title="Sol")

    assert made() == made()


def test_other_pages_have_another_fingerprint() -> None:
    one, other = (pypdf.PdfReader(BytesIO(written(page_of(words(w))))) for w in ("a", "b"))

    assert one.trailer["/ID"] != other.trailer["/ID"]


def test_a_print_dialogue_is_asked_not_to_shrink_the_page() -> None:
    reader = pypdf.PdfReader(BytesIO(written(page_of(square(GREEN)), language="pt_BR")))

    asked = reader.trailer["/Root"]["/ViewerPreferences"]
    assert reader.pdf_header == "%PDF-1.7"
    assert reader.trailer["/Root"]["/Version"] == "/2.0"  # what /Enforce asks for
    assert (asked["/PrintScaling"], asked["/Enforce"]) == ("/None", ["/PrintScaling"])
    assert asked["/PickTrayByPDFSize"]
    assert reader.trailer["/Root"]["/Lang"] == "pt-BR"


def test_a_file_tells_no_author_and_no_date_that_nobody_gave() -> None:
    reader = pypdf.PdfReader(BytesIO(written(page_of(square(GREEN)), title="Adesivos")))

    assert dict(reader.metadata or {}) == {
        "/Title": "Adesivos",
        "/Producer": "campaignkit",
        "/Creator": "campaignkit",
        "/Trapped": "/False",
    }


def test_no_page_is_a_file_with_no_page() -> None:
    assert len(pypdf.PdfReader(BytesIO(written())).pages) == 0


@pytest.mark.parametrize("count", [1, 30])
def test_every_page_is_there_in_order(count: int) -> None:
    data = written(*(page_of(words(f"page {n}")) for n in range(count)))

    reader = pypdf.PdfReader(BytesIO(data))
    assert [page.extract_text().strip() for page in reader.pages] == [
        f"page {n}" for n in range(count)
    ]


def test_pages_are_written_as_they_come(tmp_path: Path) -> None:
    sizes = []
    with (tmp_path / "long.pdf").open("wb") as out:

        def pages() -> object:
            for n in range(3):
                yield page_of(words(f"page {n} " + "x" * n))
                out.flush()
                sizes.append(out.tell())

        pdf.write(pages(), out)  # type: ignore[arg-type]

    assert sizes == sorted(set(sizes))
    assert sizes[0] > 0
