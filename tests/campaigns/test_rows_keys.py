"""What a campaign file says of how a table is read, beside its path."""

from __future__ import annotations


def test_a_campaign_file_says_it_beside_the_file(bench):
    bench.write("people.csv", "Nome do Cliente,WHATSAPP\nAna,+5511912345678\n")
    links = """
    [[links]]
    name = "chats"
    kind = "chat"
    fields = { text = "Oi {{ who }}" }
    rows = { file = "people.csv", columns = { who = "Nome do Cliente" } }
    """

    bench.campaign(links).build(bench.out)

    assert bench.table("chats.csv")[0]["link"] == "https://wa.me/5511987654321?text=Oi%20Ana"
