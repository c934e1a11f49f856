"""Who says what, in hand-made sentences: source, cue and the beginning of what is said."""

import pytest

from kg.extract.attributions import attributions
from kg.model import Article, Block, BlockKind
from kg.tools import Tools


def found(tools: Tools, text: str) -> list[tuple[str, str, str]]:
    article = Article("a.txt", "0" * 64, text, (Block(0, len(text), BlockKind.BODY),))
    (paragraph,) = tools.paragraphs_of(article)
    return [
        (text[slice(*one.source)], text[slice(*one.cue)], text[slice(*one.content)])
        for one in attributions(paragraph.doc, tools.lexicon)
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Police said that gunmen attacked a convoy.", "Police", "said", "gunmen attacked"),
        ("The army said on Monday that rockets hit its base.", "The army", "said", "rockets hit"),
        ("Rockets hit the base, the army said.", "the army", "said", "Rockets hit"),
        ("According to witnesses, soldiers opened fire on the crowd.", "witnesses", "According to", "soldiers opened"),
        ("Soldiers opened fire, according to two witnesses.", "two witnesses", "according to", "Soldiers opened"),
        ("Officials believe that the group fired the missiles.", "Officials", "believe", "the group fired"),
        ("The ministry denied that its troops had fired.", "The ministry", "denied", "its troops"),
        ("Tehran accused Israel of bombing the embassy.", "Tehran", "accused", "bombing the embassy"),
        ("The minister warned that the rebels would return.", "The minister", "warned", "the rebels"),
        ('"They burned the village and left," a resident said.', "a resident", "said", "They burned"),
        ("The militia claimed that it had destroyed two tanks.", "The militia", "claimed", "it had destroyed"),
        ("A spokesman told reporters that three soldiers died.", "A spokesman", "told", "three soldiers"),
    ],
)
def test_attributions_finds_source_cue_and_content(
    tools: Tools, text: str, source: str, cue: str, content: str
) -> None:
    rows = found(tools, text)
    assert any(s.casefold().endswith(source.casefold()[-6:]) and c == cue and content in said for s, c, said in rows), (
        rows
    )


@pytest.mark.parametrize("text", ["Gunmen attacked a convoy near Basra.", "The rocket said nothing of its origin."])
def test_attributions_invents_no_speaker(tools: Tools, text: str) -> None:
    assert found(tools, text) == []
