"""The report studio: chats and a manifest are uploaded, and it says what each place brought."""

from __future__ import annotations

from datetime import datetime

import pytest

import campaignkit as ck
from campaignkit.tracking import reference
from campaignkit.widgets import studio
from campaignkit.widgets.studios.report import ReportStudio

SHOP = ck.Business("Padaria Sol", phone="(11) 98765-4321", country="BR", language="pt_BR")


@pytest.fixture
def files_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    refs = [str(reference("spring", str(n))) for n in range(2)]
    lines = [f"Feira {n},Oi (ref {ref}),ok,{'ab'[n]}" for n, ref in enumerate(refs)]
    (tmp_path / "manifest.csv").write_text(
        "place,payload,status,design\n" + "\n".join(lines), encoding="utf-8"
    )
    for person in range(6):
        name = f"+55 11 9{person:04}-0000"
        text = f"{person + 1:02}/04/2026 10:00 - {name}: Oi (ref {refs[person == 5]})\n"
        (tmp_path / f"WhatsApp Chat with {name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def uploaded(path):
    data = path.read_bytes()
    about = {"name": path.name, "type": "", "size": len(data)}
    return {**about, "content": data, "last_modified": datetime(2026, 4, 7)}


@pytest.fixture
def panel(files_here):
    made = studio(SHOP).show("report")
    listed, chats, _orders, _table = made.uploads
    listed.value = (uploaded(files_here / "manifest.csv"),)
    chats.value = tuple(uploaded(path) for path in sorted(files_here.glob("*.txt")))
    made.changed.now()
    return made


def test_nothing_is_made_before_both_are_given(files_here):
    made = studio(SHOP).show("report")

    assert isinstance(made, ReportStudio)
    assert made.made is None and "manifest.csv" in made.error.value


def test_dates_that_nothing_tells_are_asked_about_where_they_are_chosen(panel):
    assert "day first or month first" in panel.error.value

    panel.dates.value = "dmy"
    panel.changed.now()
    assert panel.error.value == ""
    assert [(row.name, row.conversations) for row in panel.made] == [("Feira 0", 5), ("Feira 1", 1)]
    assert "Feira 0" in panel.picture.value and "Lugar" in panel.picture.value


@pytest.mark.parametrize("suffix", ["html", "csv", "pdf"])
def test_the_call_makes_the_same_bytes(panel, files, run, suffix, monkeypatch, files_here):
    panel.dates.value = "dmy"
    panel.by.value = "design"
    panel.file.value = f"what.{suffix}"
    panel.changed.now()

    assert run(panel) == files(panel)[f"what.{suffix}"]


def test_groups_are_columns_of_the_table_that_the_pieces_were_made_from(panel, files_here, run):
    (files_here / "places.csv").write_text("place,bairro\nFeira 0,Sé\nFeira 1,Mooca\n", "utf-8")
    lines = (files_here / "manifest.csv").read_text("utf-8").splitlines()
    numbered = [f"{line},{at or 'row'}" for at, line in enumerate(lines)]
    (files_here / "listed.csv").write_text("\n".join(numbered), "utf-8")
    panel.manifest.value = "listed.csv"

    panel.uploads[-1].value = (uploaded(files_here / "places.csv"),)
    panel.by.value = "bairro"
    panel.dates.value = "dmy"
    panel.changed.now()

    assert [(row.name, row.conversations) for row in panel.made] == [("Sé", 5), ("Mooca", 1)]
    assert "rows='places.csv'" in panel.call.value.replace('"', "'")
    panel.rows.value = ""
    assert panel.by.value == "place"


def test_it_is_no_part_of_a_campaign_file(panel, files_here):
    panel.dates.value = "dmy"
    panel.changed.now()
    made = studio(SHOP)
    made.show("report").is_kept = True

    assert "report" not in made.file._now()


def test_what_was_uploaded_is_told_and_goes_with_the_page(tmp_path, files_here, monkeypatch):
    folder = tmp_path / "studio"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "mine.csv").write_bytes((files_here / "manifest.csv").read_bytes())
    orders = files_here / "orders.csv"
    orders.write_text('phone,amount\n+55 11 90000-0000,"1.500,50"\n', "utf-8")
    whole = studio(SHOP)
    panel = whole.show("report")
    listed, chats, bought, _table = panel.uploads

    listed.value = (uploaded(files_here / "manifest.csv"),)
    chats.value = tuple(uploaded(path) for path in sorted(files_here.glob("*.txt")))
    bought.value = (uploaded(orders),)
    panel.dates.value = "dmy"
    panel.changed.now()

    assert "R$" in panel.picture.value and "1.500,50" in panel.picture.value
    assert "Files of chats: 6" in panel.taken.value and "are then removed" in panel.taken.value
    assert len(list(folder.iterdir())) == 9
    whole.close()
    assert [path.name for path in folder.iterdir()] == ["mine.csv"]


def test_a_file_that_was_there_before_stays(panel, files_here):
    before = sorted(files_here.iterdir())

    panel.close()

    assert sorted(files_here.iterdir()) == before
