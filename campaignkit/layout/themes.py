"""Themes and seasons: data that changes how every design looks, and no design knows.

A theme is one file in `templates/themes/`: typefaces for each script and role, roles of colour
told from the shop's own, shapes, and what lies under every layout. A season is one in
`templates/seasons/`: ornaments above that, in a few colours of its own. Both say how much of the
label they take for themselves (`inset`); layouts of a composition are set in what is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from os import PathLike
from pathlib import Path
from typing import Any, Literal, cast

from campaignkit import resources
from campaignkit.arguments import check_path
from campaignkit.errors import BadInput
from campaignkit.layout import typefaces
from campaignkit.layout.design import Design
from campaignkit.layout.elements import AnyElement, Inset
from campaignkit.problems import Problem
from campaignkit.specs import Field, Form, read

THEMES, SEASONS = "themes", "seasons"
DEFAULT = "classic"  # what a composition is drawn with when no theme is named


class Faces(Form):
    """A family for each script (ISO 15924) and role; Noto shows whatever none of them has."""

    display: dict[str, str] = Field(default_factory=dict)
    text: dict[str, str] = Field(default_factory=dict)
    numerals: dict[str, str] = Field(default_factory=dict)


class PageLook(Form):
    """How a theme dresses pages of lists: price lists, menus, boards.

    head: a band within the margins, a block from edge to edge, the shop's picture from edge to
    edge, or open on the ground. heading: of a section. leader: between name and price.
    ornaments: whether what lies under every sticker lies under pages, too. colors: roles, where
    pages differ from stickers.
    """

    head: Literal["band", "block", "open", "photo"] = "band"
    heading: Literal["rule", "bar", "pill", "wave", "plain"] = "rule"
    leader: Literal["dots", "line", "none"] = "dots"
    ornaments: bool = True
    colors: dict[str, str] = Field(default_factory=dict)


class Ornament(Form):
    """What themes and seasons share. element: drawn under every layout; round: on round labels."""

    title: str
    description: str = ""
    colors: dict[str, str] = Field(default_factory=dict)
    inset: Inset = Field(default_factory=Inset)
    element: tuple[AnyElement, ...] = ()
    round: tuple[AnyElement, ...] = ()
    name: str = ""
    folder: str = ""

    def __hash__(self) -> int:
        return hash((type(self).__name__, self.name, self.folder, self.title))


class Theme(Ornament):
    """A theme file. weights: 100 to 900; corner, stroke: 1 is usual, 0 none.

    capitals: of headlines, in scripts that have them. panel: how the area of the message is
    drawn. spot: the colour of the disc under a drawing, "" for none; pill: likewise of the plate
    under a phone number. cornered: codes stand between corners, as in a camera's finder.
    drawing: the share of its usual size that artwork has.
    crowned: it has what a design would hang over its panel, such as an awning.
    black: nothing but black. photo: the shop's own picture lies under everything.
    compositions: layouts of its own, by the composition that they are tried before.
    pages: how it dresses lists.
    """

    faces: Faces = Field(default_factory=Faces)
    display_weight: int = Field(default=800, ge=100, le=900)
    text_weight: int = Field(default=500, ge=100, le=900)
    capitals: bool = False
    panel: Literal["fill", "outline", "none"] = "fill"
    corner: float = Field(default=1.0, ge=0, le=4)
    stroke: float = Field(default=1.0, ge=0, le=6)
    headline: float = Field(default=1.0, ge=0.5, le=2)
    spot: str = ""
    pill: str = ""
    cornered: bool = False
    crowned: bool = False
    drawing: float = Field(default=1.0, ge=0, le=1.2)
    black: bool = False
    photo: bool = False
    compositions: dict[str, str] = Field(default_factory=dict)
    pages: PageLook = Field(default_factory=PageLook)

    def families(self) -> tuple[str, ...]:
        """Return every family it names, sorted."""
        roles = (self.faces.display, self.faces.text, self.faces.numerals)
        return tuple(sorted({family for role in roles for family in role.values()}))

    def arranged(self, design: Design) -> Design:
        """Return a design whose layouts are, where this theme has its own, tried after those."""
        return _arranged(design, self) if self.compositions and design.composition else design

    def lacking(self) -> tuple[str, ...]:
        """Return the families it names that are not installed."""
        return tuple(each for each in self.families() if not typefaces.is_installed(each))

    def fonts(self, role: str, weight: int, language: str) -> tuple[Path, ...]:
        """Return the font files of a role, in the order they are tried."""
        return typefaces.files(getattr(self.faces, role) or self.faces.text, weight, language)

    def notes(self) -> Iterator[Problem]:
        """Yield what of the theme cannot be as it is meant, here."""
        if lost := self.lacking():
            yield Problem(
                rule="theme.face-missing",
                message=f"theme {self.name!r} is set in Noto where {', '.join(lost)} should be: "
                "not installed.",
                value=", ".join(lost),
                fix=f"Run `{typefaces.EXTRA}` for the typefaces of all themes.",
                severity="warning",
                params={"theme": self.name, "families": ", ".join(lost)},
            )


@lru_cache(maxsize=512)
def _arranged(design: Design, theme: Theme) -> Design:
    asked = design.composition
    usual = (asked,) if isinstance(asked, str) else asked
    names = tuple(own for each in usual for own in (theme.compositions.get(each, ""), each) if own)
    return design.model_copy(update={"composition": names})


class Season(Ornament):
    """A season file."""


class Styling(Form):
    """How a sticker is dressed, beyond its design: a value, made once for many stickers.

    artwork: the name of a drawing, or the path of a picture of the shop's own.
    """

    theme: Theme
    season: Season | None = None
    artwork: str = ""
    plain: bool = False  # nobody asked for a theme: a design's own layouts come first

    def __hash__(self) -> int:
        return hash((self.theme, self.season, self.artwork, self.plain))

    def notes(self) -> Iterator[Problem]:
        """Yield what cannot be as it is meant: typefaces not installed, no picture to show."""
        yield from self.theme.notes()
        if self.theme.photo and "." not in self.artwork:
            yield Problem(
                rule="theme.no-photo",
                message=f"theme {self.theme.name!r} shows the shop's own picture, and none was "
                "given: it stands on a plain ground.",
                fix="Give artwork= the path of a picture, such as artwork='shop.jpg'.",
                severity="warning",
                params={"theme": self.theme.name},
            )


def names() -> list[str]:
    """Return the names of the built-in themes.

    >>> {"market", "minimal", "bold", "craft", "photo", "one-ink"} <= set(names())
    True
    """
    return resources.names(THEMES, ".toml")


def season_names() -> list[str]:
    """Return the names of the built-in seasons.

    >>> "christmas" in season_names()
    True
    """
    return resources.names(SEASONS, ".toml")


def load_theme(name: str) -> Theme:
    """Return a theme by its name, or a merchant's own by the path of its .toml file.

    Raises:
        NotFound: there is no such theme; names the nearest.
        BadInput: the file is no theme; `problems` names each mistake and its line.
    """
    return cast(Theme, _loaded(name, THEMES, Theme, "theme"))


def load_season(name: str) -> Season:
    """Return a season by its name or path, as `load_theme` a theme."""
    return cast(Season, _loaded(name, SEASONS, Season, "season"))


def styling(theme: Any = None, season: Any = None, artwork: Any = "") -> Styling:
    """Return how stickers are dressed; "" and None ask for nothing.

    Raises:
        NotFound, BadInput: there is no such theme or season.
    """
    for key, value in (("theme", theme), ("season", season), ("artwork", artwork)):
        check_path(value, key)
    return Styling(
        theme=load_theme(theme or DEFAULT),
        season=load_season(season) if season else None,
        artwork=_text(str(artwork) if isinstance(artwork, PathLike) else artwork or "", "artwork"),
        plain=not theme and not season and not artwork,
    )


def _loaded(name: object, folder: str, form: Any, what: str) -> Any:
    text = _text(name, what)
    if text.endswith(".toml") or "/" in text or "\\" in text:
        return _own(resources.user_text(text, what=what), text, form)
    return _built_in(text, folder, form, what)


@cache
def _built_in(name: str, folder: str, form: Any, what: str) -> Any:
    text = resources.text(folder, name, ".toml", what=what)
    return read(text, form, file=f"{name}.toml").model_copy(update={"name": name})


@lru_cache(maxsize=128)
def _own(text: str, file: str, form: Any) -> Any:
    path = Path(file)
    update = {"name": path.stem, "folder": str(path.parent)}
    return read(text, form, file=file).model_copy(update=update)


def _text(value: object, what: str) -> str:
    if isinstance(value, str):
        return value
    raise BadInput(
        f"{what}={value!r} is no name. Write it as in {what}='market'.",
        rule="theme.name",
        what=what,
        value=value,
    )
