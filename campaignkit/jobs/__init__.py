"""What makes an asset: jobs, and the machinery that runs them in any number of processes.

    job.py               what a job can do
    shards.py            one that is made in shards, by whoever has a core free
    running.py           jobs one after the other; each row has its fate
    workers.py           work shared among processes, threads, machines
    builder.py           what jobs make -> files and the manifest
    asset_lines.py       the lines of a part, written by whoever makes it
    ledger.py            the rows of an asset: each has its fate
    digests.py           content addresses
    earlier_builds.py    what earlier builds have made, and need not be made again
    whole_assets.py      assets among that which are taken whole
    shared_rows.py       the rows of an asset by the shop they are for
    reprinting.py        which rows are printed again

    label_sheet.py       labels and codes on label sheets
    sheet_shard.py       a few pages of them, printed by whoever has a core free
    proving.py           a document read back before it is kept
    one_file_per_row.py  a file of its own for each row
    row_files.py         one file that grows by a line a row
    template_files.py    what hands in a message template, or sends it
    product_files.py     feeds, price lists, shelf tags

A job knows nothing of campaign files: their forms make it (campaigns/forms/).
"""
