"""What a build tells: the list of everything made, what went wrong, and what would change.

    manifest.py        manifest.csv: a line for each row of each asset, written and read
    comparing.py       two of them: what a build would change
    frame.py           the same to ask questions of: found by code, as a data frame
    problem_list.py    problems.csv: all of what went wrong, and each kind in one line
    contact_sheet.py   pictures of what was made, one page
    zipped.py          a build in one zip, and read out of it
    stale_files.py     files that no asset makes any more
    results.py         the plan before, what was built, what would change

Nothing here makes an asset, or knows how one is made.
"""
