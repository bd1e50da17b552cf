"""The frame of every studio: controls on one side; picture, words, files and call on the other.

A studio says which calls its controls mean (`recipe`), how the thing made is drawn and what is
told of it. The frame does the rest: it waits for a pause, keeps the last good picture, and says
our errors in words, at the control they speak of where it is known. Anything else that is raised
is a bug, and is not caught.

Only what is looked at is drawn: a studio behind another catches up when it comes to the front.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import ipywidgets as w

from campaignkit import stores
from campaignkit.errors import BadInput, CampaignError
from campaignkit.presentation import html
from campaignkit.presentation.html import STYLE
from campaignkit.presentation.python_calls import Call
from campaignkit.problems import Problem, Problems
from campaignkit.translations import Word
from campaignkit.translations import word as _
from campaignkit.widgets import controls
from campaignkit.widgets.controls import PageTurner
from campaignkit.widgets.debounce import AfterTyping, Debounced
from campaignkit.widgets.owned_widgets import ClosedWhole, is_closed
from campaignkit.widgets.shared_forms import SharedForms

_ENDING = re.compile(r"\.[A-Za-z]\w*$")  # of a file's name: v1.2 has none
# A field as a program names it: name='Sol' is no word of a shopkeeper's.
_ARGUMENT = re.compile(r"^(?:[a-z]+: )?\W{0,2}[^\W\d][^\s=:'\"]*(?: [^\s=:'\"]+)?=(?=\S)")
_REFUSED = "ck-refused"  # what a studio says is wrong; it may stand in a form that others share
_CALL_WIDTH = 66  # characters that fit a narrow column; longer lines are wrapped


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is said of the thing made: HTML, and files to download by name.

    printing: how to print them, as HTML.
    """

    words: str
    files: Mapping[str, bytes] = field(default_factory=dict)
    printing: str = ""


class Panel(ClosedWhole, w.HBox):  # type: ignore[misc]  # ipywidgets is untyped
    """One studio, a widget. `.made` is the last good thing.

    title: of its tab. file_name: what it saves if no other name is typed. listed_as: the list of
    a campaign file in which it is kept.
    """

    title: Word
    file_name = ""
    listed_as = ""

    def __init__(self, shared: SharedForms) -> None:
        super().__init__()
        self.shared = shared
        self.is_front, self.is_drawn = False, False
        self.is_kept = False  # in a campaign file that is saved: something was changed here
        self.made: Any = None
        self.picture, self.words, self.error, self.links = (w.HTML() for _ in range(4))
        self.error.add_class(_REFUSED)
        self._awaited = self.picture.value = html.said(_("One moment …"))  # until it is drawn once
        self._error_home: w.Box | None = None
        self.call = controls.area(_("Python"))
        self.call.add_class("ck-call")
        self.file = controls.line(_("Save as"), hint=self.file_name)
        self.save_button = controls.button(_("Save the file"))
        self.saved = w.HTML()
        self.changed, self._catch_up = self.later(self._change), self.later(self.redraw)
        self._after_typing = AfterTyping()
        self.save_button.on_click(self.clicked(self._save))
        self.file.observe(self.touched, "value")
        for control in shared.shop.all():
            control.observe(self.changed, "value")

    # -- what a studio says of itself ------------------------------------------------------------

    def recipe(self) -> Call:
        """Return the calls that the controls mean."""
        raise NotImplementedError

    def lacking(self) -> tuple[str, str]:
        """Return what must be typed before anything can be made, and a picture of an example."""
        return "", ""

    def sketched(self, recipe: Call) -> str:
        """Return a picture that is seen until the thing is made; "" if it is made as soon."""
        return ""

    def drawn(self, made: Any) -> str:
        """Return the picture of the thing made, as HTML."""
        raise NotImplementedError

    def told(self, made: Any) -> Facts:
        """Return what is to be said of it, and its files. Slower; the picture is seen before."""
        raise NotImplementedError

    def places(self) -> Mapping[str, w.Widget]:
        """Return controls by the rule, its subject, or the key that problems with them name."""
        return self.shared.shop.places()

    def named(self, found: Problem) -> Problem:
        """Return a problem in the words of the controls, where it speaks of something else."""
        return found

    def saving(self) -> tuple[str, dict[str, Any]]:
        """Return the method that saves the thing made, and its options beside the file's name."""
        return "save", {}

    def kept(self) -> dict[str, Any]:
        """Return the table that a campaign file has of it, but for its name.

        Raises:
            BadInput: a campaign file cannot say it.
        """
        raise NotImplementedError

    def takes(self, table: Mapping[str, Any]) -> bool:
        """Say whether a table of its kind is shown here, and not in another studio."""
        return True

    def fill(self, table: Mapping[str, Any]) -> None:
        """Say in the controls what a table of a campaign file says."""
        raise NotImplementedError

    def write(self, made: Any) -> str:
        """Save the thing made under the name typed; return what to say.

        Raises:
            CampaignError: it cannot be written, or should not.
        """
        by, options = self.saving()
        getattr(made, by)(self.saves, **options)
        return _("Saved: {name}", name=self.saves)

    # -- what the frame does ---------------------------------------------------------------------

    def come_forward(self) -> None:
        """Show it: draw what has changed while it was behind, and follow every change."""
        self.is_front = True
        if not self.is_drawn:
            self._catch_up.at_once()

    def go_behind(self) -> None:
        """Follow no change until it comes forward again."""
        self.is_front = False

    def _change(self) -> None:
        if self.is_front:
            self.redraw()
        else:
            self.is_drawn = False

    def redraw(self) -> None:
        """Show what the controls say; on a mistake say it, and keep the last good picture."""
        self.is_drawn = True
        self.saved.value = self.links.value = ""
        try:
            wanted, example = self.lacking()
            if wanted:
                self.picture.value = example
                self.refuse(html.said(wanted))
                return
            recipe = self.recipe()
            self.picture.value = self.sketched(recipe) or self.picture.value
            self.made = recipe.make()
            self.picture.value = self.drawn(self.made)
            self._draw_call(recipe)
            facts = self.told(self.made)
        except CampaignError as err:
            told = self._renamed(err)
            at = self._field_of(told.problems[0])
            self.refuse(html.error(self._said_of(told, at)), at)
            return
        self.words.value = facts.words
        self.links.value = html.downloads(facts.files) + facts.printing

    def _renamed(self, err: CampaignError) -> CampaignError:
        """Return an error in the words of the controls."""
        found = Problems(map(self.named, err.problems))
        return err if found == err.problems else found.error()

    def _draw_call(self, recipe: Call) -> None:
        by, options = self.saving()
        self.call.value = recipe.source(save=self.called, by=by, **options)
        lines = self.call.value.split("\n")
        self.call.rows = 1 + sum(1 + len(line) // _CALL_WIDTH for line in lines)
        self.error.value = ""
        self._move_error(None)
        self.picture.remove_class("ck-old")

    def refuse(self, why: str, at: w.Widget | None = None) -> None:
        """Say what is wrong; what could be downloaded is no longer what is asked for.

        at: the control it is said below.
        """
        self.made = None
        if self.picture.value == self._awaited:  # nothing was drawn yet that could be kept
            self.picture.value = ""
        self._move_error(at)
        self.error.value = why
        _say_once(self, why)
        self.words.value = ""
        self.picture.add_class("ck-old")

    def _said_of(self, err: CampaignError, at: w.Widget | None) -> str:
        """Return what an error says: at its field, or with the field's name."""
        if at is None:
            return str(err)
        is_folded = not isinstance(at, w.FileUpload) and _box_of(at, self) is None
        label = getattr(at, "description", "") if is_folded else ""
        return f"{label}: {_said_at(err)}" if label else _said_at(err)

    def _field_of(self, found: Problem) -> w.Widget | None:
        """Return the control that a problem speaks of, if that is known."""
        fields = self.places()
        subject, _dot, what = found.rule.partition(".")
        named = (str(found.where.key), str(found.params.get("field")))
        # the closest first: a rule, its subject with one word of it, the key, the subject
        keys = (found.rule, f"{subject}.{what.partition('-')[0]}", *named, subject)
        return next((fields[key] for key in keys if key in fields), None)

    def _move_error(self, at: w.Widget | None) -> None:
        """Have the error stand below a control; None: where the picture is."""
        home = None if at is None else _box_of(at, self)
        if home is not self._error_home and self._error_home is not None:
            before = self._error_home
            before.children = [each for each in before.children if each is not self.error]
            self._error_home = None
        if home is not None and at is not None:
            others = [each for each in home.children if each is not self.error]
            place = others.index(at) + 1
            home.children = [*others[:place], self.error, *others[place:]]
            self._error_home = home
        shown = [each for each in self.result.children if each is not self.error]
        at_picture = [] if home is not None else [self.error]
        place = shown.index(self.picture) + 1
        self.result.children = [*shown[:place], *at_picture, *shown[place:]]

    @property
    def saves(self) -> str:
        """The name of the file that is saved; one typed without an ending gets the usual one.

        Raises:
            BadInput: what is typed names no file.
        """
        typed = str(self.file.value).strip() or self.file_name
        if Path(typed).name in ("", ".."):
            raise BadInput(
                f"Save as: {typed!r} names no file. Write a name such as {self.file_name}.",
                rule="studio.file-name",
                typed=typed,
                file_name=self.file_name,
            )
        return typed if _ENDING.fullmatch(Path(typed).suffix) else f"{typed}{self._ending}"

    @property
    def called(self) -> str:
        """What the call saves: the file, unless a studio says otherwise."""
        return self.saves

    @property
    def asset(self) -> str:
        """What a campaign file calls it: as the file that is saved, without its ending."""
        name = Path(self.saves).name
        return name.removesuffix(_ENDING.search(name)[0])  # type: ignore[index]  # it has one

    @property
    def _ending(self) -> str:
        return Path(self.file_name).suffix

    def name_file(self, file_name: str) -> None:
        """Have the file be called so; what was typed instead ends as it now does."""
        before = self._ending
        self.file_name = self.file.placeholder = file_name
        typed = str(self.file.value).strip()
        if typed.endswith(before):
            self.file.value = f"{typed.removesuffix(before)}{self._ending}"

    def later(self, action: Callable[[], None]) -> Debounced:
        """Return an action for a change, done after a pause unless this is closed by then."""

        def while_open() -> None:
            if not is_closed(self):
                action()

        return Debounced(while_open, lambda err: self.refuse(html.bug(err)))

    def clicked(self, action: Callable[[], None]) -> Callable[[object], None]:
        """Return an action for a button, that sees what was typed before."""
        return self._after_typing(self.later(action))

    def watch(self, watched: Iterable[w.Widget]) -> None:
        """Redraw when one of these changes: controls of its own, for the shop's are watched."""
        for control in watched:
            control.observe(self.touched, "value")

    def touched(self, _change: object = None) -> None:
        """Redraw, and keep in mind that something of its own was changed while it was in front."""
        self.is_kept = self.is_kept or self.is_front
        self.changed()

    def arrange(
        self, *left: w.Widget, above: Iterable[w.Widget] = (), below: Iterable[w.Widget] = ()
    ) -> None:
        """Lay out the controls, and beside them what they make, between `above` and `below`."""
        self.picture.add_class("ck-picture-made")
        saving = controls.row(self.file, self.save_button)
        more = controls.group(saving, self.saved)
        python = controls.fold(_("Python"), self.call)
        shown = (*above, self.picture, self.error, self.words, self.links, *below)
        self.result = controls.group(*shown, name="result")
        asked = controls.group(*left, more, python, name="controls")
        self.children = [controls.style(STYLE), asked, self.result]
        self.add_class("campaignkit")
        self.add_class("ck-panel")

    def _save(self) -> None:
        self.changed.now()
        if self.made is None:
            return
        try:
            said = self.write(self.made)
        except CampaignError as err:
            self.saved.value = html.refused(err)
        else:
            self.saved.value = html.said(said, kind="fine")

    def respoken(self) -> None:
        """Say everything anew, in the language in use."""
        controls.respeak(self)
        self.is_drawn = False
        if self.is_front:
            self._catch_up.at_once()

    def still(self) -> str:
        """Return what is seen where no kernel runs: the last good picture, and its call."""
        return f"{self.picture.value}{html.code(self.call.value)}"

    def __repr__(self) -> str:
        if is_closed(self):
            return f"<{self.title.source} studio, closed>"
        return f"<{self.title.source} studio of {self.shared.shop.name.value}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        return shown(super()._repr_mimebundle_(**kwargs), repr(self), self.still())


def shown(bundle: Any, name: str, still: str) -> dict[str, Any]:
    """Return what a notebook shows: the widget, and HTML where the notebook is only read."""
    found = bundle[0] if isinstance(bundle, tuple) else bundle
    return {**found, "text/plain": name, "text/html": still}


def _said_at(err: CampaignError) -> str:
    """Return an error as it is said at its field, which need not be named; its row is.

    Sentences that begin as a program does, with phone='12', begin with what was typed.
    """
    if len(err.problems) != 1:
        return str(err)
    found = err.problems[0]
    return _ARGUMENT.sub("", str(replace(found, where=replace(found.where, key=None))))


def _say_once(inside: Any, said: str) -> None:
    """Take what is said out of the forms that say the same: a table says what is wrong, too."""
    for child in getattr(inside, "children", ()):
        if isinstance(child, w.HTML) and child.value == said and _REFUSED not in child._dom_classes:
            child.value = ""
        _say_once(child, said)


def _box_of(control: w.Widget, inside: Any) -> w.Box | None:
    """Return the box in which a control stands, if all around it can be seen."""
    for child in getattr(inside, "children", ()):
        if child is control:
            return inside
        if getattr(child.layout, "display", None) == "none":
            continue
        if (found := _box_of(control, child)) is not None:
            return found
    return None


class Pages(Protocol):
    """What is saved as one PDF, page by page."""

    def save(self, path: BinaryIO, *, progress: Callable[[int], None]) -> Any:
        """Write it, read back; `progress` gets the pages written, then those read."""


class PagedPanel(Panel):
    """A studio of what has pages: turned one by one, then proven as one PDF, then printed."""

    def __init__(self, shared: SharedForms) -> None:
        super().__init__(shared)
        self.turner = PageTurner(_("Page"), _("Previous page"), _("Next page"))
        label = _("Make the PDF, read every code back")
        self.build_button = controls.button(label, main=True)
        self.build_button.on_click(self.clicked(self.build))
        self.watch([self.turner.number])

    def pages(self, made: Any) -> int:
        """Return how many pages there are."""
        raise NotImplementedError

    def printing(self) -> str:
        """Return what is to be said of printing it, as HTML; "" if nothing is."""
        return ""

    def build(self) -> None:
        """Make the PDF, read every code back, and offer it."""
        self.changed.now()
        if self.made is None:
            return
        out = BytesIO()
        try:
            stores.check_target(self.saves, (".pdf",))
            self.made.save(out, progress=_Progress(self.words, self.pages(self.made)))
        except CampaignError as err:
            self.words.value = html.refused(err)
            return
        proven = _("Every code was read back from the finished pages, to the letter.")
        self.words.value = html.said(f"✓ {proven}", kind="fine")
        self.links.value = html.downloads({self.saves: out.getvalue()}) + self.printing()


class _Progress:
    """Counts pages made, then pages read back, in words."""

    def __init__(self, words: w.HTML, pages: int) -> None:
        self._words, self._pages, self._done = words, pages, 0

    def __call__(self, count: int) -> None:
        self._done += count
        at = self._done if self._done <= self._pages else self._done - self._pages
        facts = {"page": f"{at:,}", "pages": f"{self._pages:,}"}
        is_made = self._done <= self._pages
        making, reading = (
            _("Making page {page} of {pages} …", **facts),
            _("Reading back page {page} of {pages} …", **facts),
        )
        self._words.value = html.said(making if is_made else reading)
