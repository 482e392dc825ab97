"""The command line: the only place that prints or exits. Results on stdout, all else on stderr.

Exit status: 0 done; 1 findings, where --strict asks for them, or files of a folder that failed; 2 bad usage or input.
"""

import errno
import os
import signal
import sys
from contextlib import suppress
from importlib import import_module

import click

from gongkai import __version__
from gongkai.errors import BadCorrections, GongkaiError

# Each command is loaded when it is needed: jieba's dictionary, rdflib and networkx cost up to a second each.
_COMMANDS = (
    "build",
    "extract",
    "facts",
    "text",
    "query",
    "sql",
    "explain",
    "check",
    "correct",
    "score",
    "export",
    "link",
    "search",
    "serve",
)

_STDERR = 2
_FULL = (errno.ENOSPC, errno.EDQUOT)


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(f"gongkai.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="gongkai")
def gongkai() -> None:
    """Chinese annual reports on government information disclosure (政府信息公开工作年度报告) as a checked graph.

    \b
    gongkai build reports/            read reports into the store gongkai.db
    gongkai query requests            ask one of the named queries (gongkai query --list)
    gongkai explain suzhou-2016:9194  show where a figure comes from
    """


def main() -> None:
    """Run, and turn every refusal into one line and an exit status; a reader who has seen enough ends it."""
    _stand_in_for_closed()
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        status = gongkai.main(standalone_mode=False)  # the status that a command exits with, else None
    except BadCorrections as error:
        _refuse(*str(error).splitlines())
    except GongkaiError as error:
        _refuse(str(error))
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except click.UsageError as error:
        hint = f"; see: {error.ctx.command_path} --help" if error.ctx else ""
        _refuse(error.format_message().rstrip(".") + hint)
    except click.ClickException as error:
        _refuse(error.format_message())
    except (click.Abort, KeyboardInterrupt):
        _refuse("stopped; what was finished before is kept")
    except (OSError, UnicodeEncodeError, MemoryError, ImportError) as error:
        _refuse(_said_by_system(error))
    else:
        sys.exit(status or 0)


def _stand_in_for_closed() -> None:
    """Nothing, in place of what was closed by who started this: a file of the store would get its number, and what any
    library has to say would be written into that."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= _STDERR:
        pass
    os.close(number)
    sys.stdin = sys.stdin or os.fdopen(0, encoding="utf-8")
    sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8")
    sys.stderr = sys.stderr or os.fdopen(_STDERR, "w", encoding="utf-8")


def _said_by_system(error: OSError | UnicodeEncodeError | MemoryError | ImportError) -> str:
    if isinstance(error, OSError):
        mend = "; make room where the output and temporary files go, and run it again" if error.errno in _FULL else ""
        return f"{error.filename or 'the system'}: {error.strerror or error}{mend}"
    if isinstance(error, (MemoryError, ImportError)):  # a library that finds no room for its parts is not imported
        return f"there may be too little memory ({error or 'it ran out'}); raise its limit, or install gongkai again"
    missing = f"U+{ord(error.object[error.start]):04X}"
    return f"the output is to be in {error.encoding}, which has no {missing}; set PYTHONUTF8=1 and run it again"


def _refuse(*reasons: str) -> None:
    with suppress(OSError):  # where nobody can be told, the status tells
        for reason in reasons:
            click.echo(f"gongkai: {' '.join(reason.split())}", err=True)
    sys.exit(2)
