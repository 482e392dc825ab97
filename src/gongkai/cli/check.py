"""`gongkai check`: the store -> what breaks its shapes, and which figures do not fit each other."""

from collections import Counter
from pathlib import Path

import click

from gongkai.cli.options import STORE


@click.command("check")
@click.option("--strict", is_flag=True, help="Exit with 1 where a shape is broken or a check of figures has failed.")
@click.option("--all", "everything", is_flag=True, help="Print checks that passed or could not be judged, too.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
@STORE
@click.pass_context
def command(ctx: click.Context, strict: bool, everything: bool, lang: str, folder: Path) -> None:
    """Hold the store against the shapes, and its figures against each other.

    \b
    gongkai check --lang en
    gongkai check --strict --all
    """
    from gongkai import checks, store

    with store.open_store(folder) as opened:
        broken = list(checks.violations(opened))
        found = list(checks.findings(opened))
    for violation in broken:
        click.echo(f"shape   {violation.focus}: {violation.zh if lang == 'zh' else violation.en}")
    for finding in found:
        if everything or finding.status == "failed":
            message = finding.zh if lang == "zh" else finding.en
            click.echo(f"{finding.status:10}  {finding.report.rsplit('/report/')[-1]}  {finding.rule}: {message}")
    counts = Counter(finding.status for finding in found)
    told = ", ".join(f"{counts[status]} {status}" for status in ("passed", "failed", "not-judged"))
    click.echo(f"{folder}: {len(broken)} shapes broken; checks of figures: {told}", err=True)
    failed = bool(broken) or counts["failed"] > 0
    ctx.exit(1 if strict and failed else 0)
