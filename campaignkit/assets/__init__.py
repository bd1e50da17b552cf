"""What a user holds: codes, stickers, sheets. Each saves, checks and shows itself."""
