"""Rules that nobody meets in the studio: its doors do not lead there. All others are translated.

By the room that they are born in, by subject, or by rule. A new rule is translated, or stands here
with its reason.
"""

from collections.abc import Iterable

ROOMS = (  # of the package; a rule that is born elsewhere, too, does not count
    *("cli", "evidence", "messaging/consent", "messaging/interactive"),
    *("messaging/orders", "messaging/pricing"),
)

SUBJECTS = {
    "what a program sends to the platform, by code": ("interactive", "order", "product-message"),
    "what a message costs, who agreed to it, which words do better": (
        *("advice", "consent", "cost", "languages", "variant"),
    ),
    "the arithmetic of evidence": ("evidence",),
    "builds with a manifest, of many jobs, and what is printed again": ("manifest", "reprint"),
    "files of one's own given to ck.check() and ck.fix()": ("check", "fix"),
    "payment codes read, or made for other systems": ("bharat", "emv"),
    "words typed in a terminal": ("command", "starter"),
    "an argument of a type that a control cannot give": ("argument",),
}
RULES = {
    "an argument of a type that a control cannot give": (
        *("amount.float", "business.logo", "catalog.json", "catalog.product", "catalog.rows"),
        *("catalog.shop",),
        *("code.boost", "code.fields", "code.text-or-kind", "font.path", "language.type"),
        *("kit.catalog", "link.type", "logo.path", "message.facts", "message.name"),
        *("message.number", "message.which", "payment.no-such-fact", "payment.no-such-format"),
        *(
            "payment.swapped",
            "payment.type",
            "picture.array",
            "picture.type",
            "qr.no-text",
            "shop.not-a-business",
            "shop.type",
            "text.type",
        ),
        *("template.part", "template.values", "upi.extra", "upi.extra-known", "upi.extra-name"),
        *("upi.extra-value", "wording.type"),
    ),
    "an argument of the way back that neither a control nor an option gives": (
        *("coupon.day", "coupon.path", "experiment.arm", "experiment.columns", "experiment.day"),
        *("experiment.shares", "experiment.type", "experiment.value", "experiment.variant"),
        *("replies.columns", "replies.dates", "replies.key", "replies.not-stored"),
        *("report.by", "report.costs", "report.no-group", "report.plots-extra", "report.since"),
        *("spending.amount", "spending.found", "spending.number", "token.not-text", "token.type"),
    ),
    "functions that the studio does not call": (
        *(
            "build.foreign-zip",
            "catalog.no-shop",
            "executor.type",
            "font.no-colour",
            "font.no-picture",
            "font.pixels",
        ),
        *("qr.module", "scan.no-picture", "scan.no-second", "scan.second-decoder"),
        *(
            "scan.second-renderer",
            "store.file-missing",
            "send.contacts",
            "send.no-row",
            "send.row",
            "send.to",
        ),
        *("text.align", "text.backticks", "text.direction", "text.length", "text.max-lines"),
        *("text.numbered", "text.several-lines", "text.sizes-exchanged"),
    ),
    "packs, of a layout or several at once, by code": (
        *("pack.layout", "pack.no-language", "pack.phrases-missing", "pack.phrases-unused"),
        *("pack.several", "pack.source", "pack.stream"),
    ),
    "builds": (
        *("build.check", "build.diff-once", "build.file-gone", "build.folder", "build.jobs"),
        *("build.reference-twice", "shop.no-column"),
        *("build.row-lost", "campaign.assets", "campaign.many-shops", "executor.died"),
    ),
    "payment codes that are read, or of other systems": (
        *("epc.character-set", "epc.currency", "epc.header", "epc.lines", "epc.start"),
        *("epc.text-line", "payment.too-long", "pix.additional"),
        *("pix.currency", "pix.other-system", "scan.extra", "upi.bare-piece", "upi.capitals"),
        *("upi.currency", "upi.encoding", "upi.escape", "upi.signed", "upi.start", "upi.twice"),
        *("payment.template", "upi.decimals", "upi.fragment"),
        *("upi.unescaped",),
    ),
}


def is_elsewhere(rule: str, born: Iterable[str] = ()) -> bool:
    """Say whether the studio has no door to a rule. born: the files that raise it."""
    files = tuple(born)
    if files and all(file.startswith(tuple(f"{room}/" for room in ROOMS)) for file in files):
        return True
    subjects = {each for many in SUBJECTS.values() for each in many}
    rules = {each for many in RULES.values() for each in many}
    return rule.partition(".")[0] in subjects or rule in rules
