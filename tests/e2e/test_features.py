"""Every feature that stands is named by the tests that show it; the features are those of the feature table."""

import re
from pathlib import Path

STANDS = {"1.1", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "2.8", "3.1", "3.5", "3.10", "3.11", "3.12", "3.13", "4.1", "4.2", "4.3", "4.4", "4.5", "4.6", "13.1", "13.2", "13.3"}


def test_each_feature_is_named_by_a_test():
    folders = (Path(__file__).parent, Path(__file__).parents[1] / "aftermath")
    texts = [file.read_text(encoding="utf-8") for folder in folders for file in folder.glob("test_*.py")]
    marks = [mark for text in texts for mark in re.findall(r"mark\.feature\(([^)]*)\)", text)]
    named = {feature for mark in marks for feature in re.findall(r'"([\d.]+)"', mark)}
    assert named == STANDS
