"""The tables of a campaign file: what each may say, and every mistake in it, not only the first.

    form.py              [business], [shops], and what every table of assets has
    checking.py          the check of one: rows, texts, label sheets, designs
    stickers.py          [[stickers]], [[codes]]
    links.py             [[links]]
    messages.py          [[messages]]; template_choice.py: which template they mean
    packs.py             [[packs]]
    catalogs.py          [[catalogs]]
    kits.py              [kit]

A form that is well makes a job (`AssetForm.job`); nothing here draws, writes or reads an output.
"""
