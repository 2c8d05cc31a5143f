"""How good the concepts are, beside TF-IDF, TextRank and YAKE; and how long it takes from notes to an extraction.

    python bench/extraction.py [concepts] [speed] [--sizes 1,2,4]

``concepts``: on the labelled notes (tests/labels), each by itself, F1 of the names that are found; the others give as
many names as a note has labelled concepts, ours gives what it gives. YAKE (``pip install yake``) reads the note
cut by jieba, with spaces.

``speed``: CPU seconds, in turns with parsing the same notes with markdown-it-py (with plug-ins for tables, footnotes
and formulas, inline text included) and cutting every line with the same segmenter; the best of three (of more than
4 MB, one), each in a process of its own, so that nothing is remembered from the run before. ``--sizes`` are megabytes
of notes: the sample notes over and over, each time with other names for their concepts. Time a megabyte must not
grow with the size.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from hashlib import sha256
from itertools import count
from multiprocessing import get_context
from pathlib import Path
from statistics import mean

from studykit import segment
from studykit.extract import extract
from studykit.files import read_notes
from studykit.markdown import parse
from studykit.model import Concept, Extraction, Note
from studykit.prose import read as read_prose

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import scoring  # noqa: E402  # lies beside the tests

RUNS = 3
#: More megabytes than this are run once.
LARGE = 4
Keywords = Callable[[str, int], list[str]]


def main() -> None:
    """Print what is asked for; by default both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", choices=["concepts", "speed"], default=["concepts", "speed"])
    parser.add_argument("--sizes", default="1,2,4", help="megabytes, with commas between")
    asked = parser.parse_args()
    if "concepts" in asked.parts:
        _compare_concepts()
    if "speed" in asked.parts:
        _compare_speed([float(size) for size in asked.sizes.split(",")])


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


# Concepts


def _compare_concepts() -> None:
    peers = _peers()
    rows: list[Mapping[str, float]] = []
    _say(f"{'concepts, F1':<24}" + "".join(f"{name:>10}" for name in ("studykit", *peers)))
    for labels in map(scoring.read_labels, scoring.label_files()):
        (note,), _ = read_notes([scoring.note_path(labels)], ROOT)
        found = {"studykit": extract([note]).concepts}
        for name, keywords in peers.items():
            found[name] = tuple(map(_concept, keywords(_plain(note), len(labels.concepts))))
        rows.append({name: _f1(labels, concepts) for name, concepts in found.items()})
        _say(f"{labels.doc:<24}" + "".join(f"{value:10.2f}" for value in rows[-1].values()))
    means = {name: mean(row[name] for row in rows) for name in rows[0]}
    _say(f"{'mean':<24}" + "".join(f"{value:10.2f}" for value in means.values()))
    best = max(value for name, value in means.items() if name != "studykit")
    _say(f"studykit is {means['studykit'] / best:.2f} times as good as the best of the others (wanted: 2.5)")


def _f1(labels: scoring.Labels, concepts: tuple[Concept, ...]) -> float:
    return scoring.rate(scoring.score(labels, Extraction(concepts=concepts)), scoring.CONCEPT_F1)


def _concept(name: str) -> Concept:
    return Concept(name, (), 2, 0.0, ())


def _plain(note: Note) -> str:
    """The running text of a note, its headings and cells, without Markdown; code keeps its words."""
    document, _ = parse(note)
    texts = (read_prose(block.text) for block in document.blocks if block.kind not in {"code", "formula", "rule"})
    return f"{document.title}\n" + "\n".join(prose.plain(prose.text) for prose in texts)


def _peers() -> dict[str, Keywords]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import jieba
        import jieba.analyse
        import yake
    jieba.setLogLevel("ERROR")

    def with_yake(text: str, most: int) -> list[str]:
        cut = "\n".join(" ".join(jieba.cut(line)) for line in text.split("\n"))
        return [name for name, _ in yake.KeywordExtractor(lan="zh", top=most).extract_keywords(cut)]

    return {
        "TF-IDF": lambda text, most: jieba.analyse.extract_tags(text, topK=most),
        "TextRank": lambda text, most: jieba.analyse.textrank(text, topK=most),
        "YAKE": with_yake,
    }


# Speed


def _compare_speed(sizes: Iterable[float]) -> None:
    _say(f"\nseconds, cut by {_engine()[1]:<8}notes   extraction   parsed and cut   times   extraction of 1 MB")
    for size in sizes:
        often = RUNS if size <= LARGE else 1
        runs = [(_alone(_extracted, size), _alone(_parsed_and_cut, size)) for _ in range(often)]
        ours, theirs = (min(times) for times in zip(*runs, strict=True))
        row = f"{size:>10g} MB {len(_notes(size)):16,} {ours:12.2f} {theirs:16.2f}"
        _say(f"{row} {ours / theirs:7.1f} {ours / size:20.2f}")
    _say("wanted: at most 3 times, and the same for 1 MB at every size")


def _alone(work: Callable[[float], float], size: float) -> float:
    """What ``work(size)`` gives in a new process."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(work, size).result()


def _extracted(size: float) -> float:
    notes = _notes(size)
    extract(notes[:1])  # the dictionary and the patterns are loaded
    return _seconds(lambda: extract(notes))


def _parsed_and_cut(size: float) -> float:
    notes = _notes(size)
    (engine, _), parse_only = _engine(), _parser()
    segment.cut(notes[0].text, engine)

    def parsed_and_cut() -> None:
        for note in notes:
            parse_only(note.text)
            for line in note.text.split("\n"):
                segment.cut(line, engine)

    return _seconds(parsed_and_cut)


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def _engine() -> tuple[segment.Cut, str]:
    try:
        import rjieba
    except ImportError:
        return segment.jieba_engine(), "jieba"
    dictionary = rjieba.Jieba()
    return (lambda text: list(dictionary.cut(text, False))), "rjieba"


def _parser() -> Callable[[str], object]:
    from markdown_it import MarkdownIt
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    return MarkdownIt("commonmark").enable("table").use(footnote_plugin).use(dollarmath_plugin).parse


def _notes(megabytes: float) -> list[Note]:
    """At least so many megabytes (UTF-8) of notes."""
    notes: list[Note] = []
    size = 0
    for note in _variations():
        if size >= megabytes * 1_000_000:
            return notes
        notes.append(note)
        size += len(note.text.encode())
    return notes


def _variations() -> Iterator[Note]:
    """The sample notes without end; from the second time on their concepts have other names each time."""
    notes, _ = read_notes([ROOT / "notes"], ROOT)
    names = [concept["term"] for path in scoring.label_files() for concept in _labelled(path)]
    pattern = re.compile("|".join(map(re.escape, sorted(set(names), key=len, reverse=True))))
    for number in count():
        rename = partial(_renamed, mark=_mark(number))
        for note in notes:
            text = pattern.sub(rename, note.text) if number else note.text
            yield Note(f"notes/{number}/{note.path}", text, sha256(text.encode()).hexdigest())


def _labelled(path: Path) -> list[dict[str, str]]:
    concepts: list[dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))["concepts"]
    return concepts


def _mark(number: int) -> str:
    """A name of one or more characters for each number."""
    digits = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"
    mark = ""
    while number or not mark:
        number, digit = divmod(number, len(digits))
        mark += digits[digit]
    return mark


def _renamed(match: re.Match[str], mark: str) -> str:
    name = match[0]
    return f"{name}{sum(map(ord, mark))}" if name.isascii() else f"{mark}{name}"


if __name__ == "__main__":
    main()
