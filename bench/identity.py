"""How well cards are known again after edits, against other ways of naming them; and how long that takes.

    python bench/identity.py [--seeds 20] [--cards 100000]

The plays are those of ``tests/test_living_notes.py``: notes are edited at random by an author who knows which fact
is which. What is printed for each kind of edit: the share of the cards that lived through it which kept their id.

- studykit: ``cards.lock``, as ``studykit deck`` keeps it
- natural: studykit's ids without the ledger, as in a fresh clone
- content: a hash of question and answer, as in hashcards and many scripts
- genanki: its default GUID, a hash of all fields of the note, as Anki sees it
"""

# ruff: noqa: T201  # a benchmark prints

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from random import Random

import genanki

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from living_notes import EXTRAS, FIRST, NOUNS, ROLES, SECOND, THINGS, Keeper, Naming, Score, generated, play, samples

from studykit.identity import Ledger, Reach, assign_ids, read_ledger, resolve, update, write_ledger
from studykit.model import Card, Span

ROUNDS = 20
NOW = datetime(2026, 5, 1, tzinfo=UTC)


def content(cards: Sequence[Card], _: Path) -> list[str]:
    """A hash of what is asked and what is answered."""
    return [sha256(f"{card.prompt}\0{card.answer}".encode()).hexdigest() for card in cards]


def default_guid(cards: Sequence[Card], _: Path) -> list[str]:
    """What ``genanki.Note`` takes if it is given no GUID, for the fields that a deck of studykit shows."""
    shown = ((" › ".join(card.context), card.prompt, card.answer, card.statement) for card in cards)
    return [genanki.guid_for(*fields) for fields in shown]


def natural(cards: Sequence[Card], _: Path) -> list[str]:
    """The ids that the cards have without a ledger."""
    return [card.id for card in cards]


def played(seeds: int) -> dict[str, Score]:
    """What became of the ids in all plays."""
    total = {name: Score() for name in ("studykit", "natural", "content", "genanki")}
    for make, edits, count in ((generated, 5, seeds), (samples, 12, max(1, seeds // 4))):
        for seed in range(count):
            namings: dict[str, Naming] = {
                "studykit": Keeper(),
                "natural": natural,
                "content": content,
                "genanki": default_guid,
            }
            with tempfile.TemporaryDirectory() as folder:
                for name, score in play(make(seed), Path(folder), ROUNDS, edits, namings).items():
                    total[name].add(score)
    return total


def print_scores(scores: dict[str, Score]) -> None:
    """One line a kind of edit."""
    print(f"{'kept its id after':<20}{'cards':>8}", *(f"{name:>10}" for name in scores))
    lived = scores["studykit"].lived
    for kind in sorted(lived):
        print(f"{kind:<20}{lived[kind]:>8}", *(f"{score.share(kind):>10.2%}" for score in scores.values()))
    print(f"{'another fact’s id':<28}", *(f"{score.wrong_share():>10.3%}" for score in scores.values()))


def synthetic(count: int, seed: int = 1) -> tuple[Card, ...]:
    """So many cards, ten a note."""
    random = Random(seed)  # noqa: S311  # the same cards every time
    cards = []
    for number in range(count):
        note, place = divmod(number, 10)
        subject = f"{random.choice(FIRST)}{random.choice(SECOND)}{random.randrange(10**5)}"
        says = f"{random.choice(ROLES)[0]}{random.choice(THINGS)}的{random.choice(NOUNS)}{random.choice(EXTRAS)[0]}"
        cards.append(
            Card(
                id="",
                about=(subject, "", ""),
                kind="definition",
                form="question",
                prompt=f"什么是{subject}？",
                answer=f"{says}，编号 {random.randrange(10**6)}",
                context=(),
                statement="",
                deck=("讲义",),
                tags=(),
                span=Span(f"notes/{note % 100}/讲义{note}.md", 2 * place + 1, 2 * place + 1),
                heading=(f"讲义 {note}", random.choice(THINGS)),
                concepts=(),
                pattern="glossary",
                confidence=1.0,
            )
        )
    return assign_ids(cards)


def reworded(card: Card) -> Card:
    """Question, answer and subject in other words."""
    about = (f"{card.about[0]}机制", "", "")
    return replace(card, about=about, prompt=f"何谓{about[0]}？", answer=card.answer.replace("的", "之"))


def renamed(card: Card) -> Card:
    """The note has another name, and another title."""
    span = replace(card.span, path=card.span.path.replace("讲义", "笔记"))
    return replace(card, span=span, heading=(f"{card.heading[0]}（新）", *card.heading[1:]))


def print_times(count: int) -> None:
    """CPU seconds to match cards to a ledger, to tell what changed, and to read and write the file."""
    cards, random = synthetic(count), Random(2)  # noqa: S311  # the same hundredth every time
    reach = Reach(("notes",), exists=lambda _: False)
    ledger, _ = update(Ledger(), cards, NOW, reach)
    cases: dict[str, Callable[[Card], Card]] = {
        "nothing changed": lambda card: card,
        "1 % reworded": lambda card: reworded(card) if random.random() < 0.01 else card,
        "every note renamed": renamed,
        "every card reworded": reworded,
    }
    now = {name: assign_ids([edit(card) for card in cards]) for name, edit in cases.items()}
    now["all cards others"] = synthetic(count, 3)
    gc.freeze()
    print(f"\n{count} cards{'':<12}{'match':>8}{'tell':>8}{'known':>10}{'in doubt':>10}")
    for name, found in now.items():
        started = time.process_time()
        resolved = resolve(ledger, found, reach)
        matched = time.process_time()
        update(ledger, resolved.cards, NOW, reach)
        told = time.process_time()
        known = sum(card.id in ledger.entries for card in resolved.cards)
        print(f"{name:<22}{matched - started:>8.2f}{told - matched:>8.2f}{known:>10}{len(resolved.doubts):>10}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "cards.lock"
        started = time.process_time()
        write_ledger(path, ledger)
        written = time.process_time()
        read_ledger(path)
        print(f"{'write, read the file':<22}{written - started:>8.2f}{time.process_time() - written:>8.2f}")


def main() -> None:
    """Play, then match."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--cards", type=int, default=100_000)
    wanted = parser.parse_args()
    print_scores(played(wanted.seeds))
    print_times(wanted.cards)


if __name__ == "__main__":
    main()
