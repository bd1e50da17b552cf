"""What a shop writes: wording in its customers' language, WhatsApp's markup, message templates.

Plain values and pure functions. Nothing here opens a path, looks at a clock or sends anything;
what a user holds (`Message`, `MessageTemplate`) stands in `assets/` and calls this room.
"""
