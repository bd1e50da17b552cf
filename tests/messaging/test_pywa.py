"""What is exported is what pywa, a library of the Cloud API, takes and writes the same way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from campaignkit.messaging.templates import (
    Body,
    Buttons,
    CallPermissionRequest,
    CopyCode,
    Footer,
    Header,
    OneTimeCode,
    OpenFlow,
    PhoneButton,
    QuickReply,
    Template,
    UrlButton,
    ViewCatalog,
    VoiceCall,
)

pywa = pytest.importorskip(
    "pywa.types.templates", reason="pywa is not installed: pip install 'campaignkit[test]'"
)

SAMPLES = json.loads(Path(__file__).with_name("data").joinpath("samples.json").read_text("utf-8"))
BUTTONS = [
    [QuickReply("Yes"), QuickReply("No")],
    [
        UrlButton("See", "https://a.example/{{1}}", example="x"),
        PhoneButton("Call", "+5511987654321"),
    ],
    [CopyCode("SAVE10")],
    [ViewCatalog()],
    [OpenFlow("Open", flow_id="1", flow_action="navigate", navigate_screen="HOME")],
    [VoiceCall("Call us")],
]
OURS = [
    Template("a", language="pt_BR", body="Olá!", buttons=listed, category="MARKETING")
    for listed in BUTTONS
]
OURS += [
    Template(
        "b",
        language="ar",
        header=Header("Hi {{who}}", example={"who": "A"}),
        body=Body("Order {{order}} for {{who}} is here.", example={"order": "7", "who": "A"}),
        footer="Sol",
    ),
    Template("c", language="hi", header=Header(format="LOCATION"), body="यहाँ"),
    Template("d", language="es", body="¿Podemos llamar?", components=[CallPermissionRequest()]),
    Template(
        "e",
        language="en",
        category="AUTHENTICATION",
        components=[
            Body(add_security_recommendation=True),
            Footer(code_expiration_minutes=5),
            Buttons([OneTimeCode("COPY_CODE", "Copy")]),
        ],
    ),
]
EVERY = [*map(Template.from_api, SAMPLES), *OURS]


@pytest.mark.parametrize("template", EVERY, ids=[template.name for template in EVERY])
def test_every_component_is_one_that_pywa_knows(template):
    read = pywa.Template.from_dict(template.to_api())

    assert all(isinstance(part, pywa.TemplateBaseComponent) for part in read.components)
    for part in read.components:
        for button in getattr(part, "buttons", ()):
            assert isinstance(button, pywa.BaseButtonComponent)


def has_file(template):
    return '"header_handle"' in json.dumps(template.to_api())


@pytest.mark.parametrize(
    "template",
    [template for template in EVERY if not has_file(template)],  # pywa would upload the file
    ids=lambda template: template.name,
)
def test_pywa_writes_the_template_as_we_do(template):
    written = json.loads(pywa.Template.from_dict(template.to_api()).to_json())

    assert lower(written) == lower(template.to_api())


def lower(value, key=""):
    """The platform takes these words in either case; positional is the default format."""
    if isinstance(value, dict):
        kept = [(k, v) for k, v in value.items() if (k, v) != ("parameter_format", "positional")]
        return {k: lower(v, k) for k, v in kept}
    if isinstance(value, list):
        return [lower(item, key) for item in value]
    return value.lower() if key in ("category", "parameter_format", "type") else value
