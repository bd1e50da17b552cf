"""What is remembered has an end: nothing that users write is a key of a memory without one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import campaignkit as ck
from campaignkit import products, resources
from campaignkit.layout import design, themes

PACKAGE = Path(ck.__file__).parent
# Functions that remember every answer, and why their keys are few.
FEW = {
    "languages, countries and currencies that there are; all others raise": {
        *(
            "locales._currency",
            "phones.reading._lengths",
            "locales.day_order",
            "locales.time_zones",
            "locales._halves",
            "locales._months",
            "text.bidi.is_rtl",
        ),
        *("prices.decimal_mark", "prices.grouping_mark", "translations.catalogs.catalog"),
        *("translations.current_language._countries", "messaging.lint.marketing_words._pattern"),
        *("messaging.lint.marketing_words._innocent", "widgets.product_form.example"),
    },
    "sentences of our own": {"translations.catalogs._sure", "translations.catalogs._pattern"},
    "kinds and words of our own": {
        *("rows.column_names._fillers", "rows.column_names._meanings", "render.modules.dot"),
        *("render.modules.rounded", "merge.code_text._parameters", "merge.code_text._known_of"),
        *("campaigns.campaign_file.keys_that_hold", "products.quotes._edge"),
        "products.rules._choices",
    },
    "photos of one price list, and gone with it": {"assets.product_entries.photo"},
    "files that ship; all others raise": {
        *("layout.themes._built_in", "layout.design._composition", "layout.design._built_in"),
        "packs.designs.load",
    },
}


def endless() -> Iterator[str]:
    """Yield each function with arguments that remembers every answer it gave."""
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef) or not node.args.args:
                continue
            marks = {ast.unparse(each) for each in node.decorator_list}
            if marks & {"cache", "functools.cache", "lru_cache(maxsize=None)"}:
                yield f"{module.removesuffix('.__init__')}.{node.name}"


def test_what_remembers_every_answer_is_asked_about_few_things():
    known = {name for names in FEW.values() for name in names}

    assert set(endless()) == known


def test_designs_that_somebody_edits_are_forgotten(tmp_path):
    path = tmp_path / "own.toml"
    text = resources.text(design.FOLDER, "chat-with-us", ".toml")
    for number in range(140):
        path.write_text(text.replace('title = "', f'title = "{number} ', 1), encoding="utf-8")
        _ = design.load(str(path)).composed

    assert design._composed.cache_info().currsize == 128
    assert themes._own.cache_info().maxsize == 128
    assert products.rules.answer_of.cache_info().maxsize == 4096
