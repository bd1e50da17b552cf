"""Controls with a label each, as wide as their column. Core ipywidgets only, so that every
notebook shows them.

A slider's handle has no name for screen readers and some notebooks take its arrow keys: lengths
are number boxes, each with a slider beside it for the mouse.

Labels and hints are `Word`s: `respeak` says them again when another language is chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import ipywidgets as w

from campaignkit import locales
from campaignkit.campaigns.forms.form import SIZE_MOST
from campaignkit.errors import CampaignError
from campaignkit.presentation import html
from campaignkit.translations import Word, again
from campaignkit.translations import word as _

_STYLE, _WIDE = {"description_width": "112px"}, {"width": "auto"}
_WORDS = ("description", "placeholder", "tooltip")  # traits of controls that people read
Options = Sequence[Any]


def line(label: str, value: str = "", *, hint: str = "") -> w.Text:
    """Return a box for one line of text, in any direction."""
    return _named(w.Text, label, value=value, placeholder=hint)


def phone(label: str, *, hint: str = "") -> w.Text:
    """Return a box for a phone's number, whose groups stand from left to right in any digits."""
    return line(label, hint=hint).add_class("ck-phone")


def area(label: str, value: str = "", *, hint: str = "", rows: int = 3) -> w.Textarea:
    """Return a box for several lines."""
    return _named(w.Textarea, label, value=value, placeholder=hint, rows=rows)


def choice(
    label: str, options: Options, value: Any = None, *, called: Callable[[Any], str] | None = None
) -> w.Dropdown:
    """Return a menu; options are values, or (label, value) pairs.

    called: what a value is called in the language in use, where its label is no `Word`.
    """
    first = options[0][1] if isinstance(options[0], tuple) else options[0]
    chosen = first if value is None else value
    made = _named(w.Dropdown, label, options=options, value=chosen)
    made.called = called
    return made


def language_menu(
    label: str, codes: Iterable[str], value: str = "", *, empty: str = ""
) -> w.Dropdown:
    """Return a menu of languages by their own names; `take` adds one that is not listed.

    empty: what the choice of none is called; left out, there is no such choice.
    """
    named = sorted((language_label(code), code) for code in codes)
    options = [(empty, ""), *named] if empty else named
    return choice(label, options, value or options[0][1])


def language_label(code: str) -> str:
    """Return what a language calls itself; what is no language stands as it is.

    >>> language_label("pt_BR"), language_label("xx")
    ('Português (Brasil)', 'xx')
    """
    try:
        name = locales.language_name(code)
    except CampaignError:
        return code
    return name[:1].upper() + name[1:]


def take(menu: w.Dropdown, code: str) -> None:
    """Choose a language, which is added to the menu if it is not there."""
    if code not in [value for _label, value in menu.options]:
        menu.options = (*menu.options, (language_label(code), code))
    menu.value = code


def take_other(menu: w.Dropdown, value: Any) -> None:
    """Choose a value, such as a file of one's own, that is added to the menu if it is not there."""
    pairs = [each if isinstance(each, tuple) else (each, each) for each in menu.options]
    if value not in [each for _label, each in pairs]:
        menu.options = (*pairs, (str(value), value))
    menu.value = value


def suggestions(label: str, options: Iterable[str], value: str = "", *, hint: str = "") -> w.Text:
    """Return a box for one line that offers what others wrote; anything may be typed."""
    offered = {"options": tuple(options), "ensure_option": False}
    return _named(w.Combobox, label, value=value, placeholder=hint, **offered)


def listing(label: str, options: Options, *, rows: int = 6) -> w.Select:
    """Return a list of which several lines are seen at once."""
    return _named(w.Select, label, options=options, rows=rows)


def count(label: str, value: int = 1, *, most: int = 1_000_000) -> w.BoundedIntText:
    """Return a box for a whole number from 1."""
    return _named(w.BoundedIntText, label, value=value, min=1, max=most)


def day(label: str) -> w.DatePicker:
    """Return a box for a day, which may be empty."""
    return _named(w.DatePicker, label)


def length(label: str, value: float) -> w.BoundedFloatText:
    """Return a box for a length in mm, as long as a campaign file takes."""
    return _named(w.BoundedFloatText, label, value=value, min=0.1, max=SIZE_MOST, step=0.5)


def distance(label: str, value: float) -> w.BoundedFloatText:
    """Return a box for a distance in mm, which may be nothing."""
    return _named(w.BoundedFloatText, label, value=value, min=0.0, max=SIZE_MOST, step=0.5)


def slider(box: w.BoundedFloatText, least: int, most: int) -> w.IntSlider:
    """Return a slider beside a length's box, for the mouse; the box is its readout.

    A slider moves in whole mm; what is typed in the box stays as exact as it is typed. Whole, for
    a slider of floats sends 63.50000000000001 of itself whenever it is told 63.5, though nobody
    has moved it: come late, that would undo a size that was chosen since.
    """
    options = {"readout": False, "layout": _WIDE, "_dom_classes": ["ck-slider"]}
    made = w.IntSlider(value=round(box.value), min=least, max=most, **options)

    def nearest() -> int:
        return int(max(least, min(most, round(box.value))))

    def typed(_change: object) -> None:
        made.value = nearest()

    def moved(_change: object) -> None:
        if made.value != nearest():
            box.value = made.value

    box.observe(typed, "value")
    made.observe(moved, "value")
    return made


def tick(label: str, *, value: bool = False) -> w.Checkbox:
    """Return a box to tick."""
    return w.Checkbox(value=value, description=label, indent=False, layout=_WIDE)


def color(label: str, value: str) -> w.ColorPicker:
    """Return a colour's picker, with a box to type it."""
    return _named(w.ColorPicker, label, value=value)


def button(label: str, *, hint: str = "", main: bool = False) -> w.Button:
    """Return a button; its text is its name."""
    kind = "primary" if main else ""
    return w.Button(description=label, tooltip=hint or label, button_style=kind, layout=_WIDE)


def note(text: str) -> w.HTML:
    """Return a line of plain words."""
    made = w.HTML(html.said(text))
    made.noted = text
    return made


def respeak(shown: w.Widget) -> None:
    """Say what stands on a control, and on all within it, in the language in use."""
    for name in _WORDS:
        before = getattr(shown, name, None)
        if (now := again(before)) != before:
            setattr(shown, name, now)
    if isinstance(shown, w.Dropdown | w.Select):
        _respeak_options(shown)
    if noted := getattr(shown, "noted", ""):
        shown.value = html.said(again(noted))
    for child in getattr(shown, "children", ()):
        respeak(child)


def _respeak_options(menu: Any) -> None:
    """Label the options anew. New options would choose the first: only the labels are set."""
    called = getattr(menu, "called", None)
    pairs = [each if isinstance(each, tuple) else (each, each) for each in menu.options]
    labels = (str(called(value) if called else again(label)) for label, value in pairs)
    menu.set_trait("_options_labels", tuple(labels))


def group(*children: w.Widget, name: str = "") -> w.VBox:
    """Return controls in a column."""
    return w.VBox(list(children), _dom_classes=["ck-group", *([f"ck-{name}"] if name else [])])


def row(*children: w.Widget) -> w.HBox:
    """Return controls beside each other, that go below each other where it is narrow."""
    return w.HBox(list(children), _dom_classes=["ck-row"])


def fold(label: str, content: w.Widget, *, is_open: bool = False) -> w.VBox:
    """Return a button that shows and hides what is below it."""
    options = {"description": label, "tooltip": label, "layout": _WIDE}
    head = w.ToggleButton(value=is_open, _dom_classes=["ck-fold"], **options)
    body = w.VBox([content], layout={"display": "flex" if is_open else "none"})

    def turned(_change: object) -> None:
        body.layout.display = "flex" if head.value else "none"

    head.observe(turned, "value")
    return group(head, body)


def filled(boxes: Mapping[str, w.Widget]) -> dict[str, str]:
    """Return what is typed, as it is typed; a box with nothing but spaces is empty."""
    return {name: box.value for name, box in boxes.items() if box.value.strip()}


def seen(control: w.Widget, is_seen: bool) -> None:
    """Show or hide a control or a group."""
    control.layout.display = None if is_seen else "none"


def style(text: str) -> w.HTML:
    """Return a style sheet as a widget that takes no room."""
    return w.HTML(text, layout={"display": "none"})


def _named(kind: type[w.Widget], label: str, **options: Any) -> Any:
    """Return a control of a kind: made at once as it is to be, each change is a message more."""
    return kind(description=label, style=_STYLE, layout=_WIDE, **options)


class FactBoxes:
    """A box for each name asked for; what was typed is there again when a name comes back.

    `.box` holds those that are asked for now. begun: what boxes begin with, by name.
    """

    def __init__(self, begun: Mapping[str, str] | None = None, *, name: str = "needed") -> None:
        self.box = group(name=name)
        self._begun = dict(begun or {})
        self._known: dict[str, w.Text] = {}
        self._now: tuple[str, ...] = ()
        self._watchers: list[Callable[[object], None]] = []

    def ask(self, hints: Mapping[str, str]) -> None:
        """Show a box for each name, with a hint in it while it is empty."""
        self._now = tuple(hints)
        for name, hint in hints.items():
            self.box_of(name).placeholder = hint if isinstance(hint, Word) else _(hint)
            respeak(self.box_of(name))
        self.box.children = [self._known[name] for name in hints]

    def box_of(self, name: str) -> w.Text:
        """Return the box of a name, also of one that is not asked for yet."""
        if name not in self._known:
            self._known[name] = line(fact_label(name), self._begun.get(name, ""))
            for changed in self._watchers:
                self._known[name].observe(changed, "value")
        return self._known[name]

    def fill(self, values: Mapping[str, object]) -> None:
        """Write into the boxes; those that are not named become empty."""
        for name in {*self._known, *values}:
            self.box_of(name).value = str(values.get(name, ""))

    def values(self) -> dict[str, str]:
        """Return what is typed, as it is typed; a box with nothing but spaces is empty."""
        return filled({name: self._known[name] for name in self._now})

    def watch(self, changed: Callable[[object], None]) -> None:
        """Call `changed` when a box changes, also one that is asked for later."""
        self._watchers.append(changed)
        for box in self._known.values():
            box.observe(changed, "value")


def fact_label(name: str) -> str:
    """Return what a box is called; a number is a template's variable.

    >>> fact_label("pick_up"), fact_label("1")
    ('Pick up', '{{1}}')
    """
    return f"{{{{{name}}}}}" if name.isdecimal() else _(name.replace("_", " ").capitalize())


class PageTurner:
    """The number and its two buttons. `.box` holds them. before, after: what they are called."""

    def __init__(self, what: str, before: str, after: str) -> None:
        self.number = count(what, 1)
        self.before, self.after = button(before), button(after)
        self.before.on_click(lambda _button: self.turn(-1))
        self.after.on_click(lambda _button: self.turn(1))
        self.box: w.HBox = row(self.number, self.before, self.after)

    @property
    def at(self) -> int:
        """The number that is shown, from 1."""
        return int(self.number.value)

    def end_at(self, last: int) -> None:
        """Say how many there are; nothing is to be turned where there is one."""
        self.number.max = max(1, last)
        self.box.layout.display = "flex" if last > 1 else "none"

    def turn(self, steps: int) -> None:
        """Go on, or back, within what there is."""
        self.number.value = min(max(1, self.at + steps), self.number.max)
