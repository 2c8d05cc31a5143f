"""What was found about the cards, written out: lines for people, plain records for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from studykit.card_quality import Finding, advice, counted
from studykit.exporters.listing import text_prompt
from studykit.language import number_of, say
from studykit.model import Card
from studykit.text import one_line


def as_lines(found: Sequence[Finding], cards: int) -> Iterator[str]:
    """Two lines a finding (three where two cards clash), a blank one between notes, the counts, and what to do."""
    note = ""
    for finding in found:
        place = finding.card.span
        if note and place.path != note:
            yield ""
        note = place.path
        yield f"{place}: {advice(finding.code)} [{finding.code}]"
        yield f"    {_card(finding.card)}"
        if finding.other is not None:
            yield f"    {finding.other.span}: {_card(finding.other)}"
    yield from _summary(found, cards)


def _card(card: Card) -> str:
    return f"{one_line(text_prompt(card))} → {one_line(card.answer)}"


def _summary(found: Sequence[Finding], cards: int) -> Iterator[str]:
    if not found:
        yield say(f"卡片没有发现问题：{cards} 张。", f"Nothing to say about the cards: {cards}.")
        return
    about = len({finding.card.id for finding in found})
    counts = say("，", ", ").join(f"{code} {count}" for code, count in counted(found).items())
    yield ""
    yield say(
        f"{cards} 张卡片，对其中 {about} 张有建议：{counts}",
        f"{number_of(cards, 'card')}, advice about {about} of them: {counts}",
    )
    yield say(
        "改笔记里的那一行；不想要的卡片，用 <!-- studykit: skip --> 跳过，或者写进 studykit.toml 的 [notes]"
        "（labels、leave_out、minimum_confidence）。",
        "Mend the line in the note; a card that you do not want is left out by <!-- studykit: skip -->, or by "
        "[notes] in studykit.toml (labels, leave_out, minimum_confidence).",
    )


def as_record(found: Sequence[Finding], cards: int) -> dict[str, object]:
    """How many cards there are, how many findings of each code, and the findings in the order of the notes."""
    return {"cards": cards, "counts": counted(found), "findings": [_record(finding) for finding in found]}


def _record(finding: Finding) -> dict[str, object]:
    record = {"code": finding.code, "message": advice(finding.code)} | _place(finding.card)
    if finding.other is not None:
        record["other"] = _place(finding.other)
    return record


def _place(card: Card) -> dict[str, object]:
    return {
        "path": card.span.path,
        "line": card.span.first,
        "id": card.id,
        "prompt": text_prompt(card),
        "answer": card.answer,
    }
