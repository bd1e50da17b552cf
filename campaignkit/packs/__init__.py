"""Sticker packs as plain values: read, judged, fitted into the limits, written. Opens no path."""
