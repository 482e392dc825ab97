"""Options that several commands share."""

from pathlib import Path

import click

STORE = click.option(
    "--store",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("gongkai.db"),
    show_default=True,
    help="Folder of the store.",
)
REPORTS = click.argument("reports", nargs=-1, required=True, type=click.Path(path_type=Path))
CORRECTIONS = click.option(
    "--corrections",
    "corrections_file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File of corrections.",
)
