"""[[codes]]: QR codes without a design, of a text or a kind of link, one a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Self

from campaignkit.assets.code_rows import Codes
from campaignkit.assets.looks import BLACK, PLAIN, Look, check_level, look, open_logo
from campaignkit.campaigns.forms import Holds
from campaignkit.campaigns.stickers import PrintedForm, labels_job, row_copies
from campaignkit.merge.code_text import CodeText, of_link, of_text
from campaignkit.specs import Field, model_validator
from campaignkit.wording import is_template

if TYPE_CHECKING:
    from campaignkit.campaigns.form_check import FormCheck
    from campaignkit.campaigns.jobs import Job
    from campaignkit.merge import Source


class CodesForm(PrintedForm):
    """[[codes]]: of a text, or of a kind of link and its fields.

    style, dark, logo: as `campaignkit.qr_code` has them.
    """

    text: Annotated[str | None, Holds.TEMPLATE] = None
    kind: str | None = None
    fields: Annotated[dict[str, Any], Holds.TEMPLATE] = Field(default_factory=dict)
    boost: bool = False
    style: str = "square"
    dark: str = BLACK
    logo: Annotated[str | None, Holds.FILE] = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        if (self.text is None) == (self.kind is None):
            raise ValueError("a code says a text, or a kind of link with its fields: give one")
        if isinstance(self.size_mm, tuple):
            raise ValueError("size_mm: a code is as wide as high. Give one number")
        return self

    def job(self, check: FormCheck) -> Job | None:
        """Return the job; None if there are faults."""
        return labels_job(self, check, _codes(self, check, check.source(self.rows)), "codes")

    def inputs(self, folder: Path) -> Iterator[Path]:
        """Yield the files it reads."""
        yield from super().inputs(folder)
        if self.logo:
            yield folder / self.logo


def _codes(form: CodesForm, check: FormCheck, source: Source | None) -> Codes | None:
    text, look_ = _code_text(form, check), _look(form, check)
    facts = check.shop.facts()
    if text is not None:
        check.check_names(text.texts, source, facts)
    shops = check.shops(form.shop, form.phone, source)
    check.check_names(check.texts({"level": form.level, "copies": form.copies}), source, facts)
    if check.faults or text is None or source is None or shops is None:
        return None
    return Codes(
        source,
        text,
        shops,
        {"level": form.level, "copies": row_copies(form)},
        boost=form.boost,
        size_mm=form.size_mm,
        look=look_,
    )


def _look(form: CodesForm, check: FormCheck) -> Look:
    """Return how the codes look; each of its keys is tried by itcheck."""
    logo = None
    if (given := form.logo) is not None:
        logo = check.tried("logo", lambda: open_logo(given and check.folder / given))
        if not form.boost and not is_template(
            form.level
        ):  # else some rows may reach a level that has room
            check.tried("logo", lambda: check_level(form.level))
    check.tried("style", lambda: look(style=form.style))
    check.tried("dark", lambda: look(dark=form.dark))
    return PLAIN if check.faults else replace(look(form.style, form.dark), logo=logo)


def _code_text(form: CodesForm, check: FormCheck) -> CodeText | None:
    text, kind = form.text, form.kind
    if text is not None:
        return check.tried("text", lambda: of_text(text))
    return check.tried("kind", lambda: of_link(kind or "", form.fields))
