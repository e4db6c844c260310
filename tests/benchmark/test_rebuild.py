"""How fast a build is that takes in one more document, beside a clean build of the same corpus.

Both run in turn in one process, with rules and vocabularies loaded; the ratio is that of their
processor times, the best of each, so that what else runs on the machine falls on both. `-s` prints
it.
"""

import re
import shutil
import sys
import time
from pathlib import Path

from kg.pipeline import build
from visualize.pages import draw_pages

MADE = Path(__file__).parents[1] / "made"
PLACES = ("潍坊市", "台州市", "襄阳市")
"""Where the copies of the reports are moved to."""
MOST = 0.5
"""Of the time of a clean build; about a quarter is measured here, less in larger corpora."""


def write_corpus(folder: Path) -> None:
    """The made-up reports, and each once more in other places."""
    folder.mkdir()
    for path in sorted(MADE.glob("*.txt")):
        sidecar = path.with_suffix(".yml")
        told = sidecar.read_text("utf-8") if sidecar.exists() else ""
        region = re.search(r"^region: \"?(\w+市)\"?$", told, re.MULTILINE)
        for number, place in enumerate(("", *PLACES) if region else ("",)):
            id_ = f"{path.stem}-{number}"
            for ending, text in ((".txt", path.read_text("utf-8")), (".yml", told)):
                moved = text.replace(region[1], place) if region and place else text
                if moved:
                    (folder / f"{id_}{ending}").write_text(moved, encoding="utf-8")


def seconds(corpus: Path, out: Path, *, clean: bool) -> float:
    """Processor time of a build."""
    begun = time.process_time()
    build(corpus, out, 1, draw_pages, lambda *_: None, clean=clean)
    return time.process_time() - begun


def test_rebuild_costs_a_fraction_of_a_clean_build(tmp_path: Path) -> None:
    corpus, more = tmp_path / "corpus", tmp_path / "more"
    write_corpus(corpus)
    more.mkdir()
    cleans, rebuilds = [], []
    for id_ in ("a03-0", "c05-0"):
        paths = list(corpus.glob(f"{id_}.*"))
        for path in paths:
            shutil.move(path, more)
        cleans.append(seconds(corpus, tmp_path / "out", clean=True))
        for path in paths:
            shutil.move(more / path.name, corpus)
        rebuilds.append(seconds(corpus, tmp_path / "out", clean=False))
    ratio = min(rebuilds) / min(cleans)
    documents = len(list(corpus.glob("*.txt")))
    sys.stdout.write(
        f"\n{documents} documents: clean {min(cleans):.2f} s, one more {min(rebuilds):.2f} s,"
        f" ratio {ratio:.2f}\n"
    )
    assert ratio <= MOST
