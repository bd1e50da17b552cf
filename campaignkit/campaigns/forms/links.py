"""[[links]]: a table of links, one a row. What makes it is in jobs/row_files.py."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from campaignkit.assets.link_rows import LinkRow, Links
from campaignkit.campaigns.forms.form import Holds, TrackedForm
from campaignkit.jobs.row_files import Said, TableJob
from campaignkit.merge.code_text import of_link
from campaignkit.specs import Field

if TYPE_CHECKING:
    from campaignkit.campaigns.forms.checking import FormCheck
    from campaignkit.jobs.job import Job


class LinksForm(TrackedForm):
    """[[links]]: a kind of link and its fields."""

    kind: str
    fields: Annotated[dict[str, Any], Holds.TEMPLATE] = Field(default_factory=dict)

    def job(self, check: FormCheck) -> Job | None:
        """Return the job; None if there are faults."""
        form, source = self.drawn(check)
        text = check.tried("kind", lambda: of_link(form.kind, form.fields))
        tokens = self.tokens(check)
        if text is not None:
            check.check_names(
                text.texts, source, None if tokens is None else {*check.shop_facts, *tokens.cells}
            )
        shops = check.shops(self.shop, self.phone, source)
        if check.faults or text is None or source is None or shops is None:
            return None
        made = Links(source, text, shops, tokens=tokens)
        called = "a table of links"
        return TableJob(self.name, made, ("link",), _written, "links", called, links=True)


def _written(one: LinkRow, _advised: bool) -> Said:
    return Said((one.link,), one.link, one.warnings)
