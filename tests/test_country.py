"""A country's documents: each of another body or year, the same however many are asked for."""

import hashlib
from collections import defaultdict
from itertools import islice
from pathlib import Path

import pytest

from generator.corpus import cases
from generator.country import SEED, document_of, documents, orders, write_into
from generator.reports import YEARS


def test_no_two_documents_are_of_the_same_body_and_year() -> None:
    found = [(order.issuer.name, order.year) for order in orders(SEED, 10_000)]
    assert len(found) == len(set(found))


def test_every_edition_format_and_peculiarity_comes_in_turn() -> None:
    assert {order.case for order in orders(SEED, len(cases()))} == set(cases())


def test_a_document_is_the_same_however_many_are_asked_for() -> None:
    few, many = orders(SEED, 40), orders(SEED, 5000)
    assert list(few) == list(islice(many, 40))
    assert document_of(list(orders(SEED, 8))[7]) == list(documents(SEED, 8))[7]


def test_a_year_is_one_of_the_edition() -> None:
    assert all(order.year in YEARS[order.case.edition] for order in orders(SEED, 2000))


def test_most_bodies_have_reports_of_years_that_follow_each_other() -> None:
    years = defaultdict(set)
    for order in orders(SEED, 1000):
        years[order.issuer.name].add(order.year)
    assert sum(any(year + 1 in found for year in found) for found in years.values()) > 0.9 * len(years)


def test_a_country_that_has_no_more_bodies_says_so() -> None:
    with pytest.raises(ValueError, match="ask for fewer documents"):
        list(orders(SEED, 150_000))


def test_the_files_are_the_same_by_one_process_and_by_two(tmp_path: Path) -> None:
    hashes = [write_into(tmp_path / str(jobs), SEED, 6, jobs) for jobs in (1, 2)]
    assert hashes[0] == hashes[1]
    contents = [
        {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (tmp_path / jobs).rglob("*.*")}
        for jobs in "12"
    ]
    assert contents[0] == contents[1]
    assert len(contents[0]) == 6
