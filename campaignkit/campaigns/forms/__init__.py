"""The tables of a campaign file: what each may say, and every mistake in it, not only the first.

    form.py       what every table has, and the check of one
    stickers.py   [[stickers]], [[codes]]
    links.py      [[links]]
    messages.py   [[messages]]
    packs.py      [[packs]]
    catalogs.py   [[catalogs]]
    kits.py       [kit]

A form that is well makes a job (`AssetForm.job`); nothing here draws, writes or reads an output.
"""
