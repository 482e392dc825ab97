"""The tree of exceptions: everything gongkai raises on purpose, each with a line that says how to mend it."""

import errno
import os
from pathlib import Path
from typing import Self


class GongkaiError(Exception):
    """Base of all; its text is one line for a person."""


class UnreadableReport(GongkaiError):
    """A file that is no text, or no annual report."""


class NotAReport(GongkaiError):
    """A text that is no annual report that can be placed; the pipeline adds which file it is."""


class BadOntology(GongkaiError):
    """A file under ontology/ that contradicts itself: the text names the file and what to mend there."""


class BadStore(GongkaiError):
    """A store that is missing, of another version, or broken; or one that cannot be written."""

    @classmethod
    def unwritten(cls, folder: Path, error: Exception) -> Self:
        """Of a folder that takes no more: the disk is full, or is only to be read."""
        reason = getattr(error, "strerror", None) or error
        return cls(
            f"{folder}: cannot be written ({reason}); make room or mend its permissions, then run this again: "
            "what was finished before is kept"
        )


class BadQuery(GongkaiError):
    """A query that cannot be found, parsed, or run with the parameters given."""


class BadTable(GongkaiError):
    """A table or a dump that cannot be read, or lacks what it should be linked by."""


class BadService(GongkaiError):
    """A service on the network that does not answer, or not as it should."""


class BadCluster(GongkaiError):
    """A Dask scheduler that is not there, has no workers, or has workers of another gongkai."""


class EmptyNetwork(GongkaiError):
    """A network without nodes, for a format that has no form for one."""


class BadCorrections(GongkaiError):
    """A file of corrections with mistakes: its text has one line for each, with file, line and mend."""


class BadGold(GongkaiError):
    """A table of gold, or of facts to be held against it, that cannot be read."""


def check_room(file: Path, error: Exception) -> None:
    """OSError where SQLite says that the disk is full, as whatever else writes to it."""
    if getattr(error, "sqlite_errorname", "") == "SQLITE_FULL":
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(file)) from error
