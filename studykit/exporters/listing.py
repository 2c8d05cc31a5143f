"""What was found in the notes, written out: JSON for programs, a table for people."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from studykit.language import say
from studykit.model import Card, Concept, Diagnostic, Extraction, FactKind, Relation, Resource, Span
from studykit.text import clean_for_terminal, display_width, fit, one_line

SCHEMA = "studykit.extract/1"


def kind_name(kind: FactKind) -> str:
    """What a kind of fact is called in the user's language."""
    names: dict[FactKind, str] = {
        "definition": say("定义", "definition"),
        "property": say("性质", "property"),
        "syntax": say("语法", "syntax"),
        "command": say("命令", "command"),
        "option": say("选项", "option"),
        "comparison": say("对比", "comparison"),
        "cause": say("因果", "cause"),
        "procedure": say("步骤", "procedure"),
        "enumeration": say("列举", "enumeration"),
        "formula": say("公式", "formula"),
        "fix": say("解决", "fix"),
        "figure": say("图示", "figure"),
        "quantity": say("数值", "quantity"),
    }
    return names[kind]


def text_prompt(card: Card) -> str:
    """The whole question as Markdown text: the context, where the card has one, and the prompt."""
    return f"{' › '.join(card.context)}：{card.prompt}" if card.context else card.prompt


def as_json(found: Extraction) -> str:
    """One object with ``schema`` :data:`SCHEMA`; lines count from 1, and the order is that of the notes."""
    return json.dumps(
        {
            "schema": SCHEMA,
            "notes": [
                {"path": document.note.path, "title": document.title, "tags": list(document.tags)}
                for document in found.documents
            ],
            "cards": [_card(card) for card in found.cards],
            "concepts": [_concept(concept) for concept in found.concepts],
            "relations": [_relation(relation) for relation in found.relations],
            "resources": [_resource(resource) for resource in found.resources],
            "diagnostics": [_diagnostic(diagnostic) for diagnostic in found.diagnostics],
        },
        ensure_ascii=False,
        indent=1,
    )


def _source(span: Span) -> dict[str, object]:
    return {"path": span.path, "line_start": span.first, "line_end": span.last}


def _card(card: Card) -> dict[str, object]:
    return {
        "id": card.id,
        "kind": card.kind,
        "prompt": text_prompt(card),
        "answer": card.answer,
        "note": card.span.path,
        "heading": list(card.heading),
        "tags": list(card.tags),
        "concepts": list(card.concepts),
        "source": _source(card.span),
        "pattern": card.pattern,
        "confidence": card.confidence,
    }


def _concept(concept: Concept) -> dict[str, object]:
    return {
        "term": concept.term,
        "aliases": list(concept.aliases),
        "tier": concept.tier,
        "importance": concept.importance,
        "mentions": [{"path": span.path, "line": span.first} for span in concept.mentions],
    }


def _relation(relation: Relation) -> dict[str, object]:
    return {
        "head": relation.head,
        "type": relation.type,
        "tail": relation.tail,
        "source": _source(relation.span),
    }


def _resource(resource: Resource) -> dict[str, object]:
    return {"url": resource.url, "title": resource.title, "source": _source(resource.span)}


def _diagnostic(diagnostic: Diagnostic) -> dict[str, object]:
    return {
        "code": diagnostic.code,
        "level": diagnostic.level,
        "message": diagnostic.message,
        "path": diagnostic.path,
        "line": diagnostic.line,
    }


def as_table(found: Extraction, width: int | None) -> Iterator[str]:
    """The lines of a table by note: line, kind, prompt, answer; cut to ``width`` columns if one is given."""
    rows = defaultdict(list)
    column = max((display_width(kind_name(card.kind)) for card in found.cards), default=0)
    for card in found.cards:
        rows[card.span.path].append(_row(card, column))
    for document in found.documents:
        path = document.note.path
        if path in rows:
            yield from (_cut(line, width) for line in (f"{path}  {document.title}", *rows[path], ""))
    counts = (len(found.documents), len(found.cards), len(found.concepts), len(found.relations))
    names = say("笔记 卡片 概念 关系 链接", "notes cards concepts relations links").split()
    yield _cut("  ".join(f"{n} {c}" for n, c in zip(names, (*counts, len(found.resources)), strict=True)), width)


def _row(card: Card, column: int) -> str:
    kind = kind_name(card.kind)
    kind += " " * (column - display_width(kind))
    made = f"{card.pattern} {card.confidence:.2f}"
    return f"{card.span.first:>5}  {kind}  {one_line(text_prompt(card))} → {one_line(card.answer)}  [{made}]"


def reason_name(reason: str) -> str:
    """Why something became no card, by the reason that extraction gives; a KeyError for any other word."""
    reasons = {
        "skipped": say("这一行被 <!-- studykit: skip --> 跳过", "skipped by <!-- studykit: skip -->"),
        "link": say("这是链接或链接的标题，算作资料", "a link or its title: a resource, not a fact"),
        "left-out": say("设置里不要这一类卡片（leave_out）", "the settings leave out this kind of card (leave_out)"),
        "uncertain": say("不够确定（minimum_confidence）", "not certain enough (minimum_confidence)"),
        "label": say("设置里把它当标签（labels）", "a label by the settings (labels)"),
        "double": say("别的卡片已经问了同样的内容", "another card asks the same"),
        "says-nothing": say("答案等于什么也没说", "the answer says nothing"),
        "spoken": say("口语，或者是对读者说的话", "spoken, or speaking to the reader"),
        "leak": say("题面里已经有答案", "the prompt holds the answer"),
        "torn": say("答案是从句子中间断开的", "the answer is torn from its clause"),
        "long-prompt": say("题面太长", "the prompt is too long"),
        "points-elsewhere": say("说的东西在卡片之外（“上面”“这一行”）", "it points at what the card does not show"),
        "generic-subject": say("看不出问的是什么", "it does not say what it is about"),
    }
    return reasons[reason]


def why(found: Extraction, path: str, line: int) -> Iterator[str]:
    """What a line gave, and what was held back there and why; one sentence if it gave nothing at all."""
    nothing = True
    for card in found.cards:
        if card.span.path == path and card.span.first <= line <= card.span.last:
            nothing = False
            yield _row(card, display_width(kind_name(card.kind)))
    for held in found.held_back:
        if held.span.path == path and held.span.first <= line <= held.span.last:
            nothing = False
            what = f"[{held.pattern}] {one_line(held.prompt)}" if held.prompt else f"{path}:{line}"
            yield f"{what}: {reason_name(held.reason)}"
    if nothing:
        yield f"{path}:{line}: {say('没有哪一条规则认得这一行。', 'no pattern recognises anything on this line.')}"


def _cut(line: str, width: int | None) -> str:
    clean = clean_for_terminal(line)
    return clean if width is None else fit(clean, width)
