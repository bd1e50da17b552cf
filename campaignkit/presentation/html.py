"""What a studio says in HTML: pictures, errors, findings, downloads. Everything is escaped here."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from html import escape, unescape

from campaignkit.errors import CampaignError
from campaignkit.problems import Problem
from campaignkit.translations import Word, problem, sentence
from campaignkit.translations import word as _

# Browsers take data: links of this size without a pause; larger files are saved by path.
LINK_MOST = 6_000_000  # bytes
FINDINGS_MOST = 40  # shown; a table of 10,000 rows can have as many
_SCROLLED = 120  # characters without a blank that may not be seen all at once
_WORDS = 500  # characters of words that may not
_ANY = "application/octet-stream"
# A field as a program names it, where a sentence begins: name='Sol' is no word of a shopkeeper's.
_NAMED = re.compile(
    r"(?:(?<=^)|(?<=\n)|(?<=: ))(\W{0,2}[^\W\d][^\s=:'\"]*(?: [^\s=:'\"]+)?)=(?=['\"\u2068(\d-])"
)
_NAME = re.compile(r'(?<= aria-label=")[^"]*')
_TYPES = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain;charset=utf-8",
    ".csv": "text/csv;charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".xml": "application/xml",
}


def error(text: str) -> str:
    """Return an error in words, spoken by screen readers when it appears.

    >>> error("5 < 6")
    '<div class="ck-error" role="alert" dir="auto">5 &lt; 6</div>'
    """
    return f'<div class="ck-error" role="alert" dir="auto">{_lines(text)}</div>'


def refused(err: CampaignError) -> str:
    """Return an error in words; one with several problems as their list."""
    return error(str(err)) if not err.gathers else findings(err.problems, fine="", role="alert")


def code(text: str) -> str:
    """Return a program to be read and copied."""
    return f'<pre class="ck-code" dir="ltr">{escape(text)}</pre>'


def bug(err: Exception) -> str:
    """Return what to say of an error that is ours to mend."""
    name = f"{type(err).__name__}: {err}"
    said = _("This is a fault of campaignkit, not yours: {error}", error=name)
    more = _("The notebook's log says more. Please report it; the studio goes on.")
    return error(f"{said}\n{more}")


def said(text: str, *, kind: str = "said") -> str:
    """Return plain words; several lines stay several."""
    return f'<div class="ck-{kind}" role="status" dir="auto">{_lines(text)}</div>'


def hint(text: str) -> str:
    """Return a hint that an error ends with, in the language in use."""
    return problem("part", text)


def findings(
    problems: Iterable[Problem], *, fine: str, most: int = FINDINGS_MOST, role: str = "status"
) -> str:
    """Return every finding as a list, or `fine` if there is none; of many the first `most`.

    role: "alert" is spoken at once by screen readers.
    """
    found = list(problems)
    items = [
        f'<li class="ck-{each.severity}" dir="auto">{_lines(str(each))}</li>'
        for each in found[:most]
    ]
    if not items:
        return said(f"✓ {fine}", kind="fine")
    if left := len(found) - len(items):
        items.append(f"<li>{escape(_('… and {count} more.', count=f'{left:,}'))}</li>")
    return f'<div role="{role}"><ul class="ck-findings">{"".join(items)}</ul></div>'


def cells(name: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a table in a frame of its own, that is scrolled where it is wider than the page.

    >>> cells("Two", ["a", "b"], [["1", "<2>"]])[-90:]
    '<tr><td dir="auto">1</td><td dir="auto">&lt;2&gt;</td></tr></tbody></table></div></figure>'
    """
    first = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in head)
    lines = ("".join(f'<td dir="auto">{escape(cell)}</td>' for cell in row) for row in rows)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    named = escape(name, quote=True)
    return (
        f'<figure><div class="ck-cells" role="region" aria-label="{named}" tabindex="0"><table>'
        f"<thead><tr>{first}</tr></thead><tbody>{body}</tbody></table></div></figure>"
    )


def table(facts: Mapping[str, str] | Mapping[Word, str]) -> str:
    """Return names and values, side by side."""
    pairs = "".join(
        f'<dt>{escape(name)}</dt><dd dir="auto"{_focus(value)}>{escape(value)}</dd>'
        for name, value in facts.items()
    )
    return f'<dl class="ck-facts">{pairs}</dl>'


def _focus(value: str) -> str:
    """Return what lets the keyboard scroll a value that is long, as links are; words are not."""
    longest = max(map(len, value.split(" ")))
    return ' tabindex="0"' if longest > _SCROLLED or len(value) > _WORDS else ""


def downloads(files: Mapping[str, bytes]) -> str:
    """Return a link for each file, by its name; too large ones are to be saved by path.

    >>> downloads({"a.pdf": b"%PDF-"})[:70]
    '<div class="ck-downloads"><a class="ck-download" download="a.pdf" href'
    """
    links = "".join(
        link(name, data, _("Download {name}", name=name)) for name, data in files.items()
    )
    return f'<div class="ck-downloads">{links}</div>' if files else ""


def link(name: str, data: bytes, label: str) -> str:
    """Return a link that downloads a file; too large a one is to be saved by its path."""
    suffix = f".{name.rpartition('.')[2]}"
    shown = escape(name, quote=True)
    if len(data) > LINK_MOST:
        size = f"{len(data) / 1e6:.0f} MB"
        said = _("{name} is {size}, too large for a link: save it.", name=name, size=size)
        return f'<span class="ck-large">{escape(said)}</span>'
    address = f"data:{_TYPES.get(suffix, _ANY)};base64,{b64encode(data).decode()}"
    return f'<a class="ck-download" download="{shown}" href="{address}">{escape(label)}</a>'


def copied(text: str) -> str:
    """Return a button that copies a text; where the page may not, it selects the text to copy.

    >>> 'data-text="Oi &amp; ol' in copied("Oi & olá")
    True
    """
    shown = escape(text, quote=True)
    done = escape(_("Copied"), quote=True)
    act = (
        "const b=this;navigator.clipboard.writeText(b.dataset.text)"
        ".then(()=>{b.textContent=b.dataset.done})"
    )
    return (
        f'<button type="button" class="ck-download ck-copy" data-text="{shown}" '
        f'data-done="{done}" onclick="{act}">{escape(_("Copy the text"))}</button>'
    )


def opened(address: str, label: str) -> str:
    """Return a link that opens a page beside this one.

    >>> opened("https://wa.me/1?a=1&b=2", "Open")[:66]
    '<a class="ck-download" target="_blank" rel="noopener" href="https:'
    """
    href = escape(address, quote=True)
    return (
        f'<a class="ck-download" target="_blank" rel="noopener" href="{href}">{escape(label)}</a>'
    )


def actions(*parts: str) -> str:
    """Return buttons and links in a row."""
    return f'<div class="ck-downloads">{"".join(parts)}</div>'


def spoken(alternative: str) -> str:
    """Return the alternative text of a picture in the language in use."""
    return sentence("preview", alternative)


def named(shown: str) -> str:
    """Return HTML whose first name for screen readers is said in the language in use."""
    return _NAME.sub(lambda found: escape(spoken(unescape(found[0])), quote=True), shown, count=1)


def _lines(text: str) -> str:
    return escape(_NAMED.sub(r"\1: ", text)).replace("\n", "<br>")


# How the studios look: JupyterLab's own colours, with fallbacks where a page has none. Text boxes
# find their direction from what is typed; columns go below each other on a narrow page.
STYLE = """<style>
.campaignkit {
  --ck-ink: var(--jp-ui-font-color1, light-dark(#212121, #e8e8e8));
  --ck-soft: var(--jp-ui-font-color2, light-dark(#616161, #b5b5b5));
  --ck-ground: var(--jp-layout-color1, light-dark(#ffffff, #181818));
  --ck-raised: var(--jp-layout-color2, light-dark(#f2f2f2, #262626));
  --ck-line: var(--jp-border-color1, light-dark(#bdbdbd, #5a5a5a));
  --ck-brand: var(--jp-brand-color1, light-dark(#1565c0, #64b5f6));
  --ck-bad: var(--jp-error-color1, light-dark(#c62828, #ff8a80));
  --ck-good: color-mix(in srgb, var(--jp-success-color1, #43a047) 75%, var(--ck-ink));
  --jp-widgets-horizontal-tab-width: 104px;
  color: var(--ck-ink);
  max-width: 100%;
}
.campaignkit, .campaignkit .widget-box, .campaignkit .jupyter-widgets { overflow: visible; }
.ck-panel { flex-flow: row wrap; gap: 12px 28px; align-items: flex-start; padding: 4px 2px; }
.ck-controls { flex: 1 1 320px; max-width: 460px; min-width: 0; }
.ck-result { flex: 2 1 320px; min-width: 0; }
@media (min-width: 840px) {
  .ck-result { position: sticky; top: 8px; max-height: calc(100vh - 16px); overflow: auto; }
}
@media (max-width: 839px) {
  .ck-panel > .ck-result { order: -1; flex-basis: 100%; }
  .ck-controls { flex-basis: 100%; max-width: none; }
  .campaignkit .ck-goals.ck-goals {
    grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); }
  .campaignkit .ck-picture-made img { max-height: 46vh; width: auto; max-width: 100%; }
  .campaignkit .ck-controls .widget-select.widget-select {
    flex-flow: column nowrap; align-items: stretch; }
  .campaignkit .ck-controls .widget-select.widget-select > .widget-label {
    flex: none; width: auto !important; justify-content: flex-start; text-align: start; }
  .campaignkit .widget-select > select { width: auto; max-width: none; }
}
@media (max-width: 520px) {
  .campaignkit .ck-controls .widget-inline-hbox:not(.widget-checkbox) { flex-wrap: wrap; }
  .campaignkit .ck-controls .widget-inline-hbox:not(.widget-checkbox, .ck-call) > .widget-label {
    flex: 1 0 100%; width: auto !important; min-height: 0; justify-content: flex-start;
    text-align: start; padding-bottom: 3px; }
  .campaignkit .ck-controls .widget-inline-hbox:not(.widget-select, .ck-call)
    > :is(input, select, textarea) { flex: 1 1 0; min-width: 0; }
  .campaignkit .ck-controls .widget-colorpicker > input[type="color"] { flex: 0 0 32px !important; }
  .campaignkit .ck-controls .ck-slider.ck-slider { margin-inline-start: 0; }
  .campaignkit .ck-controls .ck-row.ck-row { align-items: flex-end; }
  .campaignkit .ck-controls .ck-row.ck-row > .widget-text { min-width: 120px; }
}
.campaignkit .ck-head { justify-content: space-between; margin-bottom: 6px; }
.campaignkit .ck-head .widget-dropdown { width: auto; max-width: 320px; }
.campaignkit .ck-question .ck-said { font-size: 20px; color: var(--ck-ink); font-weight: 600; }
.campaignkit .ck-pictures { gap: 10px; align-items: stretch; }
.campaignkit button.ck-picture { display: flex; flex-direction: column; align-items: center;
  justify-content: flex-start; gap: 4px; height: auto; padding: 8px 10px; line-height: 1.3;
  background: var(--ck-ground); border: 1px solid var(--ck-line); border-radius: 8px;
  color: var(--ck-ink); white-space: normal; box-shadow: none; }
.campaignkit button.ck-picture::before { content: ""; width: 52px; height: 66px;
  background-repeat: no-repeat; background-position: center; background-size: contain; }
.campaignkit .ck-goals { display: grid; gap: 16px; margin-top: 10px; max-width: 1240px;
  grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); }
.campaignkit .ck-goals > * { max-width: none; }
.campaignkit button.ck-goal { width: auto; margin: 0; padding: 20px 12px 16px; font-size: 15px;
  gap: 12px; }
.campaignkit button.ck-goal::before { width: 160px; height: 112px; }
.campaignkit button.ck-picture:hover { border-color: var(--ck-brand); }
.campaignkit button.ck-picked { border: 2px solid var(--ck-brand); padding: 7px 9px;
  font-weight: 600; }
.campaignkit .ck-steps { border: 1px solid var(--ck-line); border-radius: 6px; padding: 6px 12px;
  margin: 6px 0; max-width: 64ch; }
.campaignkit .ck-steps ol { margin: 2px 0 4px; padding-inline-start: 20px; }
.campaignkit .ck-thumb { max-height: 72px; }
.campaignkit .ck-thumb, .campaignkit .ck-outline { border: 1px solid var(--ck-line);
  background: #fff; border-radius: 4px; max-width: 100%; }
.campaignkit button.ck-copy { border: 0; font: inherit; cursor: pointer; border-radius: 4px;
  padding: 3px 12px; color: var(--ck-ground); background: var(--ck-brand); }
.ck-lost, .ck-back { position: fixed; inset-block-start: 0; inset-inline: 0; z-index: 1000;
  padding: 10px 16px; font-weight: 600; text-align: center; color: #fff; background: #b3261e; }
.ck-back { background: #1b5e20; }
.campaignkit.ck-rtl { direction: rtl; text-align: start; }
.campaignkit.ck-rtl .widget-inline-hbox .widget-label { margin-right: 0;
  margin-left: var(--jp-widgets-inline-margin, 4px); }
.campaignkit.ck-rtl select { text-align: start; }
.campaignkit.ck-rtl .widget-dropdown > select { padding-right: 8px; padding-left: 20px; }
.campaignkit.ck-rtl .ck-sheet, .campaignkit.ck-rtl .widget-slider { direction: ltr; }
html[dir="rtl"] .campaignkit .noUi-horizontal .noUi-origin { left: 0; right: auto; }
html[dir="rtl"] .campaignkit .noUi-horizontal .noUi-handle { right: auto;
  left: calc(var(--jp-widgets-slider-handle-size, 16px) / -2); }
.campaignkit.ck-rtl .ck-slider { margin: 0; margin-inline-start: 112px; }
.campaignkit.ck-rtl .ck-facts dd { text-align: right; }
.campaignkit.ck-rtl .widget-colorpicker > input[type="color"] {
  border: var(--jp-widgets-input-border-width, 1px) solid var(--ck-line); border-right: none; }
.campaignkit .widget-checkbox { height: auto; }
.campaignkit .widget-checkbox label { gap: 6px; height: auto; line-height: 1.3; padding: 5px 0; }
.campaignkit .widget-checkbox label > span { white-space: normal; overflow: visible; }
.campaignkit.ck-rtl .widget-checkbox input { margin: 0 0 0 6px; }
.ck-group { gap: 3px; align-items: stretch; }
.ck-row { flex-flow: row wrap; gap: 4px 8px; align-items: center; }
.campaignkit .ck-row > * { max-width: calc(100% - 4px); }
.campaignkit .ck-controls .ck-row > .widget-text { flex: 1 1 0; min-width: 230px; }
.campaignkit input, .campaignkit textarea { unicode-bidi: plaintext; text-align: start; }
.campaignkit .ck-phone input { direction: ltr; unicode-bidi: bidi-override; }
.campaignkit.ck-rtl .ck-phone input { text-align: right; }
.campaignkit textarea { font-family: inherit; }
.campaignkit input:placeholder-shown { text-overflow: ellipsis; }
.campaignkit :is(input, textarea)::placeholder { color: var(--ck-soft); opacity: 1; }
.campaignkit .widget-dropdown > select { appearance: auto; background-image: none;
  min-height: var(--jp-widgets-inline-height, 28px); }
.campaignkit .widget-label { color: var(--ck-ink); white-space: normal; overflow: visible;
  height: auto; min-height: var(--jp-widgets-inline-height, 28px); line-height: 1.25;
  display: flex; align-items: center; justify-content: flex-end; text-align: end;
  overflow-wrap: anywhere; }
.campaignkit .lm-TabBar-tabLabel { color: var(--ck-ink); }
.campaignkit .ck-controls .widget-inline-hbox { height: auto; align-items: center; }
.campaignkit .ck-head .widget-label { width: auto !important; }
.campaignkit .lm-TabBar-tab { flex: 0 0 auto !important; max-width: none !important;
  min-width: 0 !important; padding: 0 14px !important; }
.campaignkit button.widget-upload { font-size: 0; }
.campaignkit button.widget-upload > i { font-size: var(--jp-widgets-font-size, 13px); }
.campaignkit button.widget-upload::after { content: attr(title); margin-inline-start: 6px;
  font-size: var(--jp-widgets-font-size, 13px); }
.campaignkit .widget-html { color: var(--ck-ink); }
.campaignkit .widget-html-content { line-height: 1.45; overflow-wrap: anywhere; min-width: 0; }
.campaignkit .widget-html:has(> .widget-html-content:empty) { display: none; }
.campaignkit :focus-visible { outline: 2px solid var(--ck-brand); outline-offset: 1px; }
.campaignkit figure { margin: 0 0 4px; }
.campaignkit .ck-fold { text-align: start; background: transparent; box-shadow: none;
  border-bottom: 1px solid var(--ck-line); font-weight: 600; padding-inline-start: 2px; }
.campaignkit .ck-fold::after { content: " ▸"; content: " ▸" / ""; }
.campaignkit .ck-fold.mod-active::after { content: " ▾"; content: " ▾" / ""; }
.campaignkit.ck-rtl .ck-fold:not(.mod-active)::after { content: " ◂"; content: " ◂" / ""; }
.campaignkit .ck-slider { margin-inline-start: 112px; }
.campaignkit .ck-slider .noUi-handle { border: 1px solid var(--ck-soft); }
.campaignkit button.mod-primary, .campaignkit button.mod-primary:is(:hover, :focus, :active) {
  color: var(--ck-ground); background: var(--ck-brand); }
.ck-old { opacity: 0.45; }
.campaignkit .ck-call textarea {
  font: 12px/1.5 var(--jp-code-font-family, ui-monospace, Menlo, Consolas, monospace);
  white-space: pre-wrap; direction: ltr; unicode-bidi: normal; background: var(--ck-raised);
}
.campaignkit .ck-controls .ck-call { flex-direction: column; align-items: stretch; height: auto; }
.campaignkit .ck-call > .widget-label { position: absolute; width: 1px !important; height: 1px;
  min-height: 0; overflow: hidden; clip-path: inset(50%); }
.ck-error { color: var(--ck-bad); border-inline-start: 3px solid var(--ck-bad);
  padding: 2px 10px; margin: 4px 0; max-width: 64ch; }
.ck-fine { color: var(--ck-good); max-width: 64ch; }
.ck-said { color: var(--ck-soft); max-width: 64ch; }
.ck-findings { margin: 4px 0; padding-inline-start: 18px; max-width: 64ch; }
.ck-findings .ck-error { border: 0; padding: 0; }
.campaignkit dl.ck-facts { display: grid; grid-template-columns: max-content 1fr;
  gap: 1px 16px; margin: 4px 0; }
.campaignkit .ck-facts dt { float: none; width: auto; margin: 0; color: var(--ck-soft);
  font-weight: normal; overflow-wrap: normal; }
.campaignkit .ck-facts dd { margin: 0; min-width: 0; white-space: pre-line; }
.campaignkit .ck-facts dd[tabindex] { max-height: 7.3em; overflow-y: auto; }
.campaignkit .lm-TabBar .lm-TabBar-content { flex-wrap: wrap; }
.ck-report { overflow-x: auto; container-type: inline-size; }
.campaignkit .ck-report table { border-collapse: collapse; margin: 0; width: 100%; }
.campaignkit .ck-report th, .campaignkit .ck-report td { padding: 3px 6px; text-align: start;
  overflow-wrap: normal; word-break: normal; }
.ck-report svg { display: block; width: 100%; min-width: 72px; max-width: 248px; height: auto; }
@container (max-width: 36rem) {
  .campaignkit .ck-report :is(table, tbody, tfoot) { display: block; }
  .ck-report thead { position: absolute; clip-path: inset(50%); height: 1px; overflow: hidden; }
  .campaignkit .ck-report tr { display: grid; gap: 1px 18px; padding: 8px 0;
    grid-template-columns: repeat(2, minmax(0, 1fr)); background: none;
    border-block-end: 1px solid var(--ck-line); }
  .campaignkit .ck-report td { display: flex; flex-wrap: wrap; justify-content: space-between;
    gap: 0 10px; padding: 1px 0; border: 0; min-width: 0; font-weight: normal; }
  .campaignkit .ck-report :is(td:first-child, td.w) { grid-column: 1 / -1; }
  .campaignkit .ck-report td:first-child { font-weight: 600; }
  .ck-report td:not(:first-child)::before { content: attr(data-is); color: var(--ck-soft); }
  .campaignkit .ck-report td:empty { display: none; }
  .ck-report svg { max-width: none; }
}
.ck-cells { overflow: auto; max-height: 420px; border: 1px solid var(--ck-line);
  border-radius: 3px; }
.campaignkit .ck-cells table { border-collapse: collapse; font-size: 12px; margin: 0; }
.campaignkit .ck-cells th, .campaignkit .ck-cells td { padding: 3px 10px; text-align: start;
  white-space: nowrap; max-width: 26ch; overflow: hidden; text-overflow: ellipsis;
  border-block-end: 1px solid var(--ck-line); color: var(--ck-ink); background: none; }
.campaignkit .ck-cells th { position: sticky; inset-block-start: 0; font-weight: 600;
  background: var(--ck-raised); }
.ck-downloads { display: flex; flex-wrap: wrap; gap: 6px; margin: 4px 0; }
.campaignkit a.ck-download { color: var(--ck-ground); background: var(--ck-brand);
  padding: 3px 12px; border-radius: 4px; text-decoration: none; }
.ck-sheet { background: #fff; border: 1px solid var(--ck-line); border-radius: 3px; }
.ck-sheet button.ck-cell { width: auto; height: auto; min-width: 0; margin: 0; padding: 0;
  font-size: 0; line-height: 1; background: #fff; color: #444; border: 1px dashed #9e9e9e;
  border-radius: 2px; box-shadow: none; overflow: hidden; }
.ck-sheet { counter-reset: ck-cell; }
.ck-sheet button.ck-cell { counter-increment: ck-cell; }
.ck-sheet button.ck-cell::after { font-size: 10px; content: counter(ck-cell);
  content: counter(ck-cell) / ""; }
.ck-sheet button.ck-round { border-radius: 50%; }
.ck-sheet button.ck-printed { background: #c8e6c9; border: 1px solid #2e7d32; color: #1b5e20; }
.ck-sheet button.ck-start { background: #2e7d32; border: 1px solid #1b5e20; color: #fff; }
.ck-sheet button.ck-used { background: #e0e0e0; border: 1px solid #9e9e9e; color: #757575; }
.ck-sheet button.ck-used::after { display: inline-block; text-decoration: line-through; }
.ck-sheet button.ck-cell:hover { filter: brightness(0.93); }
</style>"""
