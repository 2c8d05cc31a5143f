"""What became of the cards since the ledger was written: lines for people, JSON for programs."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from operator import eq

from studykit.identity import Changes, Doubt, Ledger, Traits, shown, traits
from studykit.language import say
from studykit.model import Card
from studykit.text import clean_for_terminal, display_width, fit, one_line, wrap

SCHEMA = "studykit.status/1"
#: Columns of a line where there is no terminal to say.
WIDTH = 80
#: Of each kind of change so many notes are listed, and of each note so many cards.
NOTES, CARDS = 8, 5
#: Of an id so much is shown: enough to name a card.
ID = 8
#: Columns that are left of the words that stay, before those that change.
LEAD = 12


@dataclass(frozen=True, slots=True)
class News:
    """The ledger as it was, the cards as they are now by id, and what happened in between."""

    before: Ledger
    cards: Mapping[str, Card]
    changes: Changes
    doubts: Sequence[Doubt] = ()

    def was(self, id: str) -> Traits:
        """A card as the ledger had it."""
        return self.before.entries[id].traits


def counts(news: News) -> str:
    """How many cards changed in which way, in one line."""
    changes = news.changes
    moved, doubtful = len(changes.moved), len(news.doubts)
    parts = [
        say(f"新增 {len(changes.new)}", f"{len(changes.new)} new"),
        say(f"改动 {len(changes.changed)}", f"{len(changes.changed)} changed"),
        *([say(f"移动 {moved}", f"{moved} moved")] if moved else []),
        say(f"未变 {len(changes.unchanged)}", f"{len(changes.unchanged)} unchanged"),
        say(f"消失 {len(changes.gone)}", f"{len(changes.gone)} gone"),
        *([say(f"存疑 {doubtful}", f"{doubtful} in doubt")] if doubtful else []),
    ]
    return say("，", ", ").join(parts)


def as_lines(news: News, width: int | None = None) -> Iterator[str]:
    """All changes, what needs a look first; not wider than ``width``."""
    return _fitted(_lines(news, width or WIDTH), width or WIDTH)


def doubts(news: News, width: int | None = None) -> Iterator[str]:
    """Which cards may be the same, and how to say so; not wider than ``width``."""
    return _fitted(_doubts(news), width or WIDTH)


def _fitted(lines: Iterator[str], width: int) -> Iterator[str]:
    return (fit(clean_for_terminal(line), width) for line in lines)


def _lines(news: News, width: int) -> Iterator[str]:
    yield from wrap(counts(news), width)
    yield from _doubts(news)
    changes = news.changes
    asked = {doubt.new for doubt in news.doubts} | {doubt.old for doubt in news.doubts}
    titles = (say("改动", "Changed"), say("消失", "Gone"), say("移动", "Moved"), say("新增", "New"))
    changed, gone, moved, new = titles
    yield from _section(changed, changes.changed, news, width)
    yield from _section(gone, [id for id in changes.gone if id not in asked], news, width)
    yield from _moves(moved, news)
    yield from _section(new, [id for id in changes.new if id not in asked], news, width)


def _doubts(news: News) -> Iterator[str]:
    if news.doubts:
        yield ""
        yield say(
            "可能是同一张卡片？如果是，用下面的命令让它沿用原来的学习记录：",
            "The same card? If so, this command lets it keep what was learned:",
        )
    for doubt in news.doubts[:NOTES]:
        old, new = news.was(doubt.old), news.cards[doubt.new]
        alike = say(f"相似 {doubt.alike:.0%}", f"{doubt.alike:.0%} alike")
        yield f"  studykit relink {doubt.old[:ID]} {doubt.new[:ID]}  ({alike})"
        yield f"    − {old.note}  {shown(old.prompt)} → {shown(old.answer)}"
        yield f"    + {new.span}  {one_line(new.prompt)} → {one_line(new.answer)}"
    yield from _more(len(news.doubts) - NOTES, "  ", say("处", "more"))


def _section(title: str, ids: Sequence[str], news: News, width: int) -> Iterator[str]:
    by_note = defaultdict(list)
    for id in ids:
        card = news.cards.get(id)
        by_note[card.span.path if card else news.was(id).note].append(id)
    if by_note:
        yield ""
        yield say(f"{title}：{len(ids)}", f"{title}: {len(ids)}")
    for note, of_note in list(by_note.items())[:NOTES]:
        yield f"  {note}"
        for id in of_note[:CARDS]:
            yield from _card(id, news, width)
        yield from _more(len(of_note) - CARDS, "    ", say("张", "more"))
    rest = [id for of_note in list(by_note.values())[NOTES:] for id in of_note]
    if rest:
        count = len(by_note) - NOTES
        yield say(f"  …… 另有 {count} 篇笔记的 {len(rest)} 张", f"  … {len(rest)} more in {count} other notes")


def _more(count: int, indent: str, unit: str) -> Iterator[str]:
    if count > 0:
        yield say(f"{indent}…… 另有 {count} {unit}", f"{indent}… {count} {unit}")


def _card(id: str, news: News, width: int) -> Iterator[str]:
    """A card in one line, and its words if they changed; with its id where ``relink`` may have to be told it."""
    card = news.cards.get(id)
    if card is None:
        yield f"    {id[:ID]}  {shown(news.was(id).prompt)}"
        return
    is_known = id in news.before.entries and not news.before.entries[id].gone
    name = f"{id[:ID]}  " if news.changes.gone and not is_known else ""
    yield f"    {name}{card.span.first}  {one_line(card.prompt)}"
    if is_known:
        yield from _words(news.was(id), traits(card), width - 8)


def _words(old: Traits, new: Traits, width: int) -> Iterator[str]:
    """What question and answer were and are; only those that differ."""
    for before, now in ((old.prompt, new.prompt), (old.answer, new.answer)):
        if before and before != now:
            for mark, text in zip("−+", _at_difference(shown(before), shown(now), width), strict=True):
                yield f"      {mark} {text}"


def _at_difference(old: str, new: str, width: int) -> tuple[str, str]:
    """Two texts from a little before the place where they begin to differ, if that is far in."""
    same = sum(1 for _ in takewhile(bool, map(eq, old, new)))
    if display_width(old) <= width and display_width(new) <= width:
        return old, new
    start = max(0, same - LEAD)
    return (f"…{old[start:]}", f"…{new[start:]}") if start else (old, new)


def _moves(title: str, news: News) -> Iterator[str]:
    """Whole groups: from which note to which one."""
    ids = news.changes.moved
    if ids:
        yield ""
        yield say(f"{title}：{len(ids)}", f"{title}: {len(ids)}")
    routes = Counter((news.was(id).note, news.cards[id].span.path) for id in ids)
    for (old, new), count in list(routes.items())[:NOTES]:
        if old == new:
            yield say(f"  {new} 之内：{count} 张", f"  within {new}: {count}")
        else:
            yield say(f"  {old} → {new}：{count} 张", f"  {old} → {new}: {count}")
    yield from _more(len(routes) - NOTES, "  ", say("处", "more"))


def as_json(news: News) -> str:
    """One object with ``schema`` :data:`SCHEMA`. Old words that are long are cut, and end in ``…``."""
    changes = news.changes
    return json.dumps(
        {
            "schema": SCHEMA,
            "new": [_now(news, id) for id in changes.new],
            "changed": [_now(news, id) | {"before": _then(news, id)} for id in changes.changed],
            "moved": [_now(news, id) | {"before": _then(news, id)} for id in changes.moved],
            "gone": [{"id": id} | _then(news, id) for id in changes.gone],
            "doubtful": [{"old": d.old, "new": d.new, "alike": d.alike} for d in news.doubts],
            "unchanged": len(changes.unchanged),
        },
        ensure_ascii=False,
        indent=1,
    )


def _now(news: News, id: str) -> dict[str, object]:
    card = news.cards[id]
    place = {"note": card.span.path, "line": card.span.first, "heading": " › ".join(card.heading)}
    return {"id": id, **place, "prompt": card.prompt, "answer": card.answer}


def _then(news: News, id: str) -> dict[str, object]:
    was = news.was(id)
    return {"note": was.note, "heading": was.heading, "prompt": shown(was.prompt), "answer": shown(was.answer)}
