"""Which sticker pack: a ready one, one's own phrases or pictures, or a pack that is there."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import ipywidgets as w

from campaignkit import layout, locales
from campaignkit.assets.pack import PICTURES, SUFFIXES, StickerPack, is_folder, sticker_pack
from campaignkit.errors import BadInput
from campaignkit.packs import designs
from campaignkit.packs.new_packs import PHRASES
from campaignkit.presentation.python_calls import Call, method
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.shared_forms import SharedForms
from campaignkit.widgets.uploads import upload

_JOINER = "\N{ZERO WIDTH JOINER}"
_KEYCAP = "\N{COMBINING ENCLOSING KEYCAP}"


def lines(text: str) -> list[str]:
    """Return the lines of a box that say something, without spaces around them.

    >>> lines("  Bom dia! \\n\\n Volte sempre")
    ['Bom dia!', 'Volte sempre']
    """
    return [line.strip() for line in text.splitlines() if line.strip()]


def spoken(text: str) -> dict[str, str]:
    """Return what is said of each sticker.

    Raises:
        BadInput: a line names no sticker.

    >>> spoken("bread: A loaf, just baked")
    {'bread': 'A loaf, just baked'}
    """
    found = {}
    for line in lines(text):
        name, colon, words = (part.strip() for part in line.partition(":"))
        if not colon or not words:
            raise BadInput(
                f"Read aloud: {line:.80}: a line is a sticker's name, a colon, and what is said, "
                "such as bread: A loaf, just baked.",
                rule="studio.spoken",
                line=line,
            )
        found[name] = words
    return found


def emojis(text: str) -> tuple[str, ...] | dict[str, tuple[str, ...]]:
    """Return emojis for every sticker, or by sticker where lines begin with a name and a colon.

    Raises:
        BadInput: some lines do and some do not.

    >>> emojis("🥐☕"), emojis("bread: 🥖")
    (('🥐', '☕'), {'bread': ('🥖',)})
    """
    rows = lines(text)
    named = [row for row in rows if ":" in row]
    if not named:
        return tuple(each for row in rows for each in _each(row))
    if len(named) < len(rows):
        other = next(row for row in rows if ":" not in row)
        raise BadInput(
            f"Emojis: {other:.80}: other lines begin with a sticker's name and a colon. Write "
            "all of them so, or emojis for every sticker alone.",
            rule="studio.emojis",
            other=other,
        )
    return {name.strip(): tuple(_each(said)) for name, _, said in (r.partition(":") for r in rows)}


def written(words: Any) -> str:
    """Return words as they are typed: a text, a list, or either by a sticker's name.

    >>> print(written({"bread": ["🥖", "🥐"], "cake": "🍰"}))
    bread: 🥖 🥐
    cake: 🍰
    """
    if isinstance(words, Mapping):
        return "\n".join(f"{name}: {written(said)}" for name, said in words.items())
    return words if isinstance(words, str) else " ".join(words)


def _each(text: str) -> Iterator[str]:
    """Yield each emoji with what belongs to it: skin, hair, flags of two letters (UTS #51)."""
    for word in text.replace(",", " ").split():
        if word.isascii():  # no emoji: left whole, to be named when the pack is judged
            yield word
            continue
        kept = word[0]
        for sign in word[1:]:
            if _belongs(kept, sign):
                kept += sign
            else:
                yield kept
                kept = sign
        yield kept


def _belongs(kept: str, sign: str) -> bool:
    if kept[-1] == _JOINER or sign in (_JOINER, _KEYCAP):
        return True
    if _is_flag(sign):
        return _is_flag(kept[-1]) and len(kept) % 2 == 1
    is_skin_or_tag = "\U0001f3fb" <= sign <= "\U0001f3ff" or "\U000e0020" <= sign <= "\U000e007f"
    return is_skin_or_tag or unicodedata.category(sign) in ("Mn", "Me")


def _is_flag(sign: str) -> bool:
    return "\U0001f1e6" <= sign <= "\U0001f1ff"


OWN_PICTURES, OPENED = "pictures", "opened"  # no pack is called so
_READY = "open-for-business"
_BEGUN = ("good-morning", "welcome", "thank-you")  # its stickers that phrases begin with
_SHOPS = ""  # in place of a language: the shop's


class PackForm:
    """Controls for a `sticker_pack`, or for one that is opened. `.box` holds them all."""

    def __init__(self, shared: SharedForms) -> None:
        self._shared = shared
        self._watchers: list[Callable[[object], None]] = []
        self.what = controls.choice(_("Pack"), _packs(), _READY)
        self.languages: dict[str, w.Checkbox] = {}
        self._named_in: list[str] = []  # languages a file names beside those of its phrases
        self.language_row = controls.row()
        self.phrases: dict[str, w.Textarea] = {}
        self.phrases_box = controls.group()
        self.words = w.HTML()
        hint = _("a folder, or a picture a line")
        self.pictures = controls.area(_("Pictures"), hint=hint)
        self.path = controls.line(_("Pack's file"), hint=_(".wastickers, or an app's folder"))
        self.mend = controls.tick(_("Mend what can be mended"))
        self.outline = controls.tick(_("White outline"), value=True)
        self.emojis = controls.area(_("Emojis"), hint=_("🥐 ☕, for all; or  bread: 🥖"), rows=2)
        self.spoken = controls.area(_("Read aloud"), hint=_("bread: A loaf, just baked"), rows=2)
        self.name = controls.line(_("Name"), hint=_("empty: as usual"))
        self.publisher = controls.line(_("Publisher"), hint=_("empty: the shop"))
        self._lay_out()
        for code in dict.fromkeys([*self._shops_language(), *designs.load(_READY).languages]):
            self._offer(code)
        self._turn()
        self.what.observe(self._turn, "value")
        self.watch(self._turn_languages)

    def watch(self, changed: Callable[[object], None]) -> None:
        """Call `changed` when anything here changes."""
        self._watchers.append(changed)
        boxes = (self.what, self.pictures, self.path, self.mend, self.outline)
        words = (self.emojis, self.spoken, self.name, self.publisher)
        for control in (*boxes, *words, *self.languages.values(), *self.phrases.values()):
            control.observe(changed, "value")

    def chosen(self) -> list[str]:
        """Return the languages that are ticked."""
        return [code for code, tick in self.languages.items() if tick.value]

    def recipe(self, shop: Call) -> Call:
        """Return the calls that make the pack, or open it.

        Raises:
            BadInput: no phrase, picture or file is given; words name no sticker.
        """
        if self.what.value == OPENED:
            return self._opened()
        name = {"name": self.name, "publisher": self.publisher}
        options = {**self._options(), **_filled(name)}
        return Call("pack", "sticker_pack", sticker_pack, (self._source(), shop), options)

    def table(self) -> dict[str, Any]:
        """Return the pack as a campaign file has it, its texts to the letter.

        Raises:
            BadInput: a campaign file makes packs, and this one is made already.
        """
        if self.what.value == OPENED:
            raise BadInput(
                "A campaign file makes packs; this one is made already: save it alone.",
                rule="studio.pack-made",
            )
        said = {**self._options(), **_filled({"title": self.name, "publisher": self.publisher})}
        if self.what.value == OWN_PICTURES:
            paths = self._paths()
            return {"pictures": paths[0] if is_folder(paths[0]) else paths, **said}
        return {"pack": self.what.value, **said}

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a campaign file says, its texts filled in."""
        self.what.value = table.get("pack", OWN_PICTURES)
        by_language = table.get("phrases", ())
        given = table.get("language", ())
        asked = [given] if isinstance(given, str) else [*given]
        self._named_in = [locales.parse(code) for code in asked]
        asked += by_language if isinstance(by_language, Mapping) else ()
        codes = [locales.parse(code) for code in asked]
        for code in dict.fromkeys([*codes, *self.languages]):
            self._offer(code).value = code in codes
        self._order(codes)
        pictures = table.get("pictures", ())
        self.pictures.value = pictures if isinstance(pictures, str) else "\n".join(pictures)
        self._fill_phrases(by_language)
        self.emojis.value = written(table.get("emojis", ""))
        self.spoken.value = written(table.get("spoken", ""))
        self.outline.value = table.get("outline", True)
        self.name.value, self.publisher.value = table.get("title", ""), table.get("publisher", "")

    # -- the calls -------------------------------------------------------------------------------

    def _opened(self) -> Call:
        path = self.path.value.strip()
        if not path:
            raise BadInput(
                "Type the path of a pack, or upload one: a .wastickers or .zip.",
                rule="studio.pack-missing",
            )
        pack = Call("pack", "StickerPack.open", StickerPack.open, (path,))
        if self.mend.value:
            pack = method("pack", pack, "fixed")
        name = {"name": self.name, "publisher": self.publisher}
        words = {**self._words(), **_filled(name)}
        return method("pack", pack, "worded", **words) if words else pack

    def _source(self) -> str | tuple[str, ...]:
        if self.what.value != OWN_PICTURES:
            return str(self.what.value)
        paths = self._paths()
        if not is_folder(paths[0]):
            return paths
        is_plain = paths[0] not in (".", "..") and not {"/", "\\"} & set(paths[0])
        return f"./{paths[0]}" if is_plain else paths[0]  # a plain name is a ready pack's

    def _paths(self) -> tuple[str, ...]:
        paths = lines(self.pictures.value)
        if not paths:
            raise BadInput(
                "Upload pictures, or type the path of a folder that has some.",
                rule="studio.pictures-missing",
            )
        folders = [path for path in paths if is_folder(path)]
        if folders and len(paths) > 1:
            raise BadInput(
                f"Pictures: {folders[0]} is a folder. Name it alone, or pictures only.",
                rule="studio.pictures-folder",
            )
        return tuple(paths)

    def _options(self) -> dict[str, Any]:
        """Return what is called the same in a call and in a campaign file."""
        if self.what.value == OWN_PICTURES:
            return {**self._words(), **({} if self.outline.value else {"outline": False})}
        codes, phrases = self.chosen(), self._phrases()
        if isinstance(phrases.get("phrases"), Mapping):  # they name their languages
            codes = [code for code in self._named_in if code in codes]
        language = {"language": codes[0] if len(codes) == 1 else tuple(codes)} if codes else {}
        return {**language, **phrases}

    def _words(self) -> dict[str, Any]:
        words = {
            "emojis": emojis(self.emojis.value),
            "spoken": spoken(self.spoken.value),
        }
        return {name: said for name, said in words.items() if said}

    def _phrases(self) -> dict[str, Any]:
        if self.what.value != PHRASES:
            return {}
        found = {code: tuple(lines(box.value)) for code, box in self._shown_phrases()}
        given = {code: texts for code, texts in found.items() if texts}
        if not given:
            raise BadInput(
                "Type phrases, one a line; each becomes a sticker.", rule="studio.phrases-missing"
            )
        return {"phrases": next(iter(found.values())) if len(found) == 1 else given}

    # -- what is asked for -----------------------------------------------------------------------

    def _shown_phrases(self) -> Iterator[tuple[str, w.Textarea]]:
        codes = self.chosen()
        for code in codes if len(codes) > 1 else [_SHOPS]:
            yield code, self._phrase_box(code)

    def _phrase_box(self, code: str) -> w.Textarea:
        """Return the box for the phrases in a language; it keeps what was typed."""
        if code not in self.phrases:
            language = controls.language_label(code)
            label = _("In {language}", language=language) if code else _("Phrases")
            spoken_in = code or next(iter(self._shops_language()), "en")
            box = controls.area(label, _first_phrases(spoken_in), hint=_("one a line"), rows=4)
            self.phrases[code] = box
            for changed in self._watchers:
                box.observe(changed, "value")
        return self.phrases[code]

    def _fill_phrases(self, phrases: Any) -> None:
        if not isinstance(phrases, Mapping):
            phrases = {_SHOPS: phrases}
        elif len(phrases) == 1:
            phrases = {_SHOPS: next(iter(phrases.values()))}
        for code, texts in phrases.items():
            if texts:
                box = self._phrase_box(code and locales.parse(code))
                box.value = texts if isinstance(texts, str) else "\n".join(texts)

    def _shops_language(self) -> Iterator[str]:
        """Yield the shop's language, if it is one."""
        try:
            yield locales.parse(self._shared.shop.language.value or "en")
        except BadInput:
            return

    def _offer(self, code: str) -> w.Checkbox:
        """Return the box to tick for a language."""
        if code not in self.languages:
            tick = self.languages[code] = controls.tick(controls.language_label(code))
            for changed in self._watchers:
                tick.observe(changed, "value")
            self.language_row.children = list(self.languages.values())
        return self.languages[code]

    def _order(self, codes: list[str]) -> None:
        """Offer these languages first: stickers come in their order."""
        ordered = dict.fromkeys([*codes, *self.languages])
        self.languages = {code: self.languages[code] for code in ordered}
        self.language_row.children = list(self.languages.values())
        self._turn_languages()

    def _turn_languages(self, _change: object = None) -> None:
        self.phrases_box.children = [box for _, box in self._shown_phrases()]

    def _turn(self, _change: object = None) -> None:
        """Ask for what goes with the kind of pack."""
        what = self.what.value
        is_made = what not in (OWN_PICTURES, OPENED)
        shown = {
            self.phrases_box: what == PHRASES,
            self.languages_box: is_made,
            self.pictures_box: what == OWN_PICTURES,
            self.opened_box: what == OPENED,
            self.emojis: not is_made,
            self.spoken: not is_made,
            self.outline: what == OWN_PICTURES,
        }
        for control, is_shown in shown.items():
            control.layout.display = None if is_shown else "none"
        as_it_is, shops = _("empty: as it is"), _("empty: the shop")
        self.publisher.placeholder = as_it_is if what == OPENED else shops
        self._turn_languages()

    def _lay_out(self) -> None:
        pictures = upload(
            _("Upload pictures, up to 9 MB at once"),
            PICTURES,
            self._uploaded,
            self.words,
            multiple=True,
        )
        pack = upload(_("Upload a pack, up to 9 MB"), SUFFIXES, self._uploaded_pack, self.words)
        said = controls.note(_("Languages; none ticked: the shop's"))
        self.languages_box = controls.group(said, self.language_row)
        self.pictures_box = controls.group(pictures, self.pictures)
        self.opened_box = controls.group(pack, self.path, self.mend)
        chosen = (self.what, self.phrases_box, self.languages_box, self.pictures_box)
        words = (self.emojis, self.spoken, self.outline, self.name, self.publisher)
        more = controls.fold(_("More"), controls.group(*words))
        self.box = controls.group(*chosen, self.opened_box, self.words, more, name="pack")

    def _uploaded(self, names: list[str]) -> None:
        self.words.value = ""
        self.pictures.value = "\n".join(dict.fromkeys([*lines(self.pictures.value), *names]))

    def _uploaded_pack(self, names: list[str]) -> None:
        self.words.value, self.path.value = "", names[0]


def _packs() -> list[tuple[str, str]]:
    ready = [
        (_(designs.load(name).form.title), name) for name in designs.names() if name != PHRASES
    ]
    own = [(_("My own phrases"), PHRASES), (_("My pictures"), OWN_PICTURES)]
    return [*ready, *own, (_("A pack I have"), OPENED)]


def _first_phrases(language: str) -> str:
    """Return three phrases to overwrite."""
    stickers = designs.load(_READY).stickers
    words = (layout.words(stickers[name][1], language) for name in _BEGUN)
    return "\n".join(each[layout.HEADLINE] for each in words)


def _filled(boxes: Mapping[str, w.Widget]) -> dict[str, str]:
    return {name: box.value.strip() for name, box in boxes.items() if box.value.strip()}
