"""What built pages say in two places is the same, and no mark of Markdown reaches them."""

import re

SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)
COUNT = re.compile(r"\b(\d+) people")


def test_a_weeks_grid_counts_whom_the_list_beside_it_counts(built):
    """Whoever leads is in neither count."""
    seen = 0
    for path in sorted((built.root / "build" / "school" / "weeks").rglob("*.html")):
        for part in path.read_text("utf-8").split("<section")[1:]:
            drawn = COUNT.findall("".join(SVG.findall(part)))
            assert set(drawn) <= set(COUNT.findall(SVG.sub("", part))), path
            seen += len(drawn)
    assert seen


def test_no_marks_of_code_reach_pages_or_the_terminal(built):
    for path in sorted((built.root / "build").rglob("*.html")):
        assert "`" not in path.read_text("utf-8"), path
    for argv in (("rti",), ("years",), ("rti", "--explain", "1"), ("--measure", "survey-answered")):
        assert "`" not in built.run("-q", "report", *argv).out, argv
    assert "<code>pdcycle report --publish</code>" in built.run("report", "years", "--format", "html").out
    told = built.run("report", "years", "--format", "md").out
    assert "Release a table with `pdcycle report --publish`, and keep `published/` from year to year." in told
