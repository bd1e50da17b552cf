"""[[messages]]: what is sent to customers, worded row by row or filled into a template.

With `message` or `text` see worded.py, with `template` payloads.py. Nothing is sent from here.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Self

from campaignkit.campaigns.forms import Holds, ShopRowsForm
from campaignkit.specs import Field, Given, field_validator, model_validator

if TYPE_CHECKING:
    from campaignkit.campaigns.jobs import Job
    from campaignkit.campaigns.preparing import Preparing


class MessagesForm(ShopRowsForm):
    """[[messages]]: of a ready wording, of words of one's own, or of a template.

    message: its name, or the path of the shop's own .txt.j2. text: the words, Jinja. template:
    the path of a JSON file, of which template_name and language pick one out of several; or the
    template itself, as the platform has it. to: the column with the customer's
    phone, in any local form, or Jinja. facts: of the wording, Jinja; a column that bears the
    name of one is taken by itself. columns: column by place of the template, or Jinja.
    """

    message: Annotated[str | None, Holds.NAME_OR_FILE] = None
    text: Annotated[str | None, Holds.TEMPLATE] = None
    template: Annotated[Any, Holds.FILE] = None
    language: Annotated[str | None, Holds.TEMPLATE] = None
    to: str | None = None
    facts: Annotated[dict[str, Any], Holds.TEMPLATE] = Field(default_factory=dict)
    template_name: str | None = None
    columns: dict[str, str] = Field(default_factory=dict)

    @field_validator("facts", "template_name", "columns")
    @classmethod
    def _goes_with_what_is_given(cls, value: Any, given: Given) -> Any:
        wanted = "message" if given.field_name == "facts" else "template"
        for other in ("message", "text", "template"):
            if given.data.get(other) is not None and given.data.get(wanted) is None:
                raise ValueError(f"{given.field_name} goes with {wanted}, and this is a {other}")
        return value

    @field_validator("template")
    @classmethod
    def _is_a_path_or_a_template(cls, value: Any) -> Any:
        if value is None or isinstance(value, str | dict):
            return value  # looked at when it is needed
        raise ValueError(
            f"template={value!r:.80} is none. Give the path of a JSON file, or a table with name, "
            "language and components"
        )

    @field_validator("to", "columns")
    @classmethod
    def _speaks_of_rows(cls, value: Any, given: Given) -> Any:
        if value and given.data.get("template") is not None and given.data.get("rows", 0) is None:
            raise ValueError(f"{given.field_name} speaks of rows, and there are none. Add rows = …")
        return value

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if [self.message, self.text, self.template].count(None) != 2:
            raise ValueError(
                "what is sent is a message (a ready wording), a text (words of your own) or a "
                "template (a JSON file): give one"
            )
        if self.template is not None and (self.shop is not None or self.phone is not None):
            raise ValueError("shop and phone are whose wording it is; a template has its own")
        if self.template is not None and self.rows is not None and self.to is None:
            raise ValueError("a template with rows needs to: the column with the customers' phones")
        return self

    def job(self, desk: Preparing) -> Job | None:
        """Return the job; None if there are faults."""
        if self.template is not None:
            from campaignkit.campaigns.payloads import payloads_job

            return payloads_job(self, desk)
        from campaignkit.campaigns.worded import worded_job

        return worded_job(self, desk)

    def inputs(self, folder: Path) -> Iterator[Path]:
        """Yield the files it reads."""
        from campaignkit.messages import wordings

        yield from super().inputs(folder)
        if isinstance(self.template, str):
            yield folder / self.template
        if self.message is not None and wordings.is_path(self.message):
            yield folder / self.message
