"""What is wanted of a network -> what is left of it, and how much it says that it leaves out."""

import pytest
from pyoxigraph import Store

from gongkai.errors import BadQuery
from gongkai.export.network import View, measured
from gongkai.export.projections import Projection, Standing, Tie
from gongkai.export.sieve import Sieve, Sifted, sifted

TIES = (
    Tie("a", "x", "agency-channel", "2016", 2),
    Tie("a", "x", "agency-channel", "2017", 1),
    Tie("a", "y", "agency-channel", "2017", 1),
    Tie("b", "y", "agency-channel", "", 5),
)
STANDINGS = (
    Standing("a", "agency", "2016"), Standing("a", "agency", "2017"), Standing("b", "agency", ""),
    Standing("c", "agency", "2016"),
    Standing("x", "channel", "2016"), Standing("x", "channel", "2017"),
    Standing("y", "channel", ""), Standing("y", "channel", "2017"),
)  # fmt: skip
FOUND = Projection("Invented", "Made up.", False, TIES, STANDINGS, (("a", "label", "甲"), ("b", "label", "乙")))


def left(sieve: Sieve) -> Sifted:
    return sifted(Store(), FOUND, sieve)


def nodes_of(found: Sifted) -> set[str]:
    return {standing.node for standing in found.projection.standings}


def test_everything_is_left_where_nothing_is_asked_for() -> None:
    assert left(Sieve()).projection == FOUND
    assert measured(left(Sieve()), View(placed=False)).part == ""


def test_a_year_leaves_its_own_evidence_and_counts_what_has_none() -> None:
    found = left(Sieve(years=("2017",)))
    assert [(tie.target, tie.evidence) for tie in found.projection.ties] == [("x", 1), ("y", 1)]
    assert nodes_of(found) == {"a", "x", "y"}
    assert found.extent.undated == 1


def test_weight_is_that_of_the_years_asked_for() -> None:
    assert len(left(Sieve(weight=3)).projection.ties) == 3
    assert not left(Sieve(years=("2016",), weight=3)).projection.ties


def test_more_than_one_piece_of_evidence_leaves_out_who_stands_alone() -> None:
    assert nodes_of(left(Sieve(weight=2))) == {"a", "b", "x", "y"}
    assert "c" in nodes_of(left(Sieve()))


def test_of_many_nodes_those_with_the_most_evidence_are_kept() -> None:
    found = left(Sieve(nodes=2))
    assert nodes_of(found) == {"b", "y"}
    assert (found.extent.fitting_nodes, found.extent.kept_nodes, found.extent.kept_edges) == (5, 2, 1)
    assert measured(found, View(placed=False)).part == (
        "This is a part: 2 of 5 nodes and 1 of 3 edges, and of these the strongest."
    )


def test_of_equal_nodes_the_first_by_name_are_kept() -> None:
    assert nodes_of(left(Sieve(years=("2017",), nodes=2))) == {"a", "x"}


def test_of_many_edges_the_heaviest_are_kept() -> None:
    assert {tie.source for tie in left(Sieve(edges=1)).projection.ties} == {"b"}


def test_attributes_are_those_of_the_nodes_that_are_left() -> None:
    assert left(Sieve(nodes=2)).projection.said == (("b", "label", "乙"),)


def test_an_unknown_policy_area_is_refused() -> None:
    with pytest.raises(BadQuery, match="no-such-area"):
        left(Sieve(area="no-such-area"))
