"""`gongkai check`: the store -> what breaks its shapes, and which figures do not fit each other."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gongkai.cli.options import STORE

if TYPE_CHECKING:
    from gongkai.auditing import Evidence, Sides
    from gongkai.model import Finding

_STATUSES = ("passed", "failed", "not-judged")
_REPORTS = "/report/"
_INDENT = " " * 12


@click.command("check")
@click.option("--strict", is_flag=True, help="Exit with 1 where a shape is broken or a check of figures has failed.")
@click.option("--all", "everything", is_flag=True, help="Print checks that passed or could not be judged, too.")
@click.option(
    "--status", "statuses", type=click.Choice(_STATUSES), multiple=True, default=["failed"], show_default=True,
    help="Print the checks that came to this; may be given more than once.",
)  # fmt: skip
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@STORE
@click.pass_context
def command(
    ctx: click.Context, strict: bool, everything: bool, statuses: tuple[str, ...], lang: str, folder: Path
) -> None:
    """Hold the store against the shapes, and its figures against each other.

    Under each finding stands what it was expected from and what was found, each with the key that `gongkai explain`
    takes behind the report's IRI and /observation/.

    \b
    gongkai check --lang en
    gongkai check --status failed --status not-judged
    gongkai check --strict --all
    """
    from gongkai import auditing, store

    with store.open_store(folder) as opened:
        broken = list(auditing.violations(opened))
        for violation in broken:
            click.echo(f"shape   {violation.focus}: {violation.zh if lang == 'zh' else violation.en}")
        counts = auditing.counts(opened)
        for finding in auditing.findings(opened, _STATUSES if everything else statuses):
            _print(finding, auditing.sides(opened, finding), lang)
    told = ", ".join(f"{number} {status}" for status, number in counts.items())
    click.echo(f"{folder}: {len(broken)} shapes broken; checks of figures: {told}", err=True)
    failed = bool(broken) or counts["failed"] > 0
    ctx.exit(1 if strict and failed else 0)


def _print(finding: "Finding", sides: "Sides", lang: str) -> None:
    message = finding.zh if lang == "zh" else finding.en
    click.echo(f"{finding.status:10}  {finding.report.rsplit(_REPORTS)[-1]}  {finding.rule}: {message}")
    expected, found = ("应为", "实为") if lang == "zh" else ("expected", "found")
    for side, evidence in ((expected, sides.expected), (found, sides.found)):
        if evidence:
            click.echo(f"{_INDENT}{side}: {_listed(evidence, finding.report)}")


def _listed(evidence: Sequence["Evidence"], report: str) -> str:
    """Words, value and key of each; what belongs to another report says to which."""
    told = []
    for one in evidence:
        place = one.iri.removeprefix(report).removeprefix("/").removeprefix("observation/").removeprefix("text#")
        at = f" [{place.rsplit(_REPORTS)[-1]}]" if place else ""
        told.append(" ".join(filter(None, ("".join(one.words.split()), one.value))) + at)
    return "; ".join(told)
