"""What a studio says and shows, as plain text and HTML. No widget is known here.

python_calls.py       a thing as the Python calls that make it
html.py        pictures, errors, findings, downloads; everything is escaped there
goals.py       what somebody may want to make, each with a picture
previews.py    pages and stickers as they print, packs as in chats
"""
