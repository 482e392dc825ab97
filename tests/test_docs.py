"""README and docs say what is so: names, commands and what they print. As a program, rewrites the generated parts.

In a `console` block a line `$ COMMAND` is run; the lines below it are what it prints. A line `...` stands for lines
left out, and ` ...` at the end of a line for the rest of that line.
"""

import doctest
import io
import os
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import tokenize
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import click
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from gongkai import flat, iris, queries
from gongkai.cli import gongkai
from gongkai.dictionary import Column, dictionary
from gongkai.warehouse import schema
from terminal import PATIENCE

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = (
    "README.md",
    "README.zh.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    *sorted(f"docs/{path.name}" for path in DOCS.glob("*.md")),
)
COMMANDS = sorted(gongkai.list_commands(None))  # type: ignore[arg-type]

# These set up an environment, which the tests already run in.
_SETTING_UP = re.compile(r"make test|pipx? |python3 -m pip |source ")


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


# --- What is generated ------------------------------------------------------------------------------------------------


@cache
def ontology() -> Graph:
    graph = Graph()
    for path in (ROOT / "ontology" / "gongkai.ttl", *sorted((ROOT / "ontology" / "concepts").glob("*.ttl"))):
        graph.parse(path)
    return graph


def said(term: URIRef, of: URIRef, language: str = "en") -> str:
    """The label or definition of a term."""
    return next(str(text) for text in ontology().objects(term, of) if getattr(text, "language", "") == language)


def terms(*kinds: URIRef) -> list[URIRef]:
    """What the ontology itself defines of those kinds, in the order of the alphabet."""
    found = {term for kind in kinds for term in ontology().subjects(RDF.type, kind)}
    return sorted(term for term in found if isinstance(term, URIRef) and term.startswith(iris.PREFIXES["gk"]))


def short(term: object) -> str:
    """A term with its prefix, as it stands in the Turtle."""
    prefix = max(
        (one for one in iris.PREFIXES if str(term).startswith(iris.PREFIXES[one])),
        key=lambda one: len(iris.PREFIXES[one]),
    )
    return f"{prefix}:{str(term).removeprefix(iris.PREFIXES[prefix])}"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _table(head: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> str:
    return "\n".join([_row(*head), _row(*("---" for _ in head)), *(_row(*row) for row in rows)])


def classes() -> str:
    return _table(
        ("class", "中文", "what it is"),
        ((f"`{short(term)}`", said(term, RDFS.label, "zh"), said(term, SKOS.definition)) for term in terms(OWL.Class)),
    )


def properties() -> str:
    def range_of(term: URIRef) -> str:
        coded = ontology().value(term, URIRef(iris.PREFIXES["qb"] + "codeList"))
        if coded is not None:
            return f"scheme `{str(coded).rsplit('/', 1)[1]}`"
        found = ontology().value(term, RDFS.range)
        return f"`{short(found)}`" if found is not None else ""

    return _table(
        ("property", "中文", "value", "what it says"),
        (
            (f"`{short(term)}`", said(term, RDFS.label, "zh"), range_of(term), said(term, SKOS.definition))
            for term in terms(OWL.ObjectProperty, OWL.DatatypeProperty)
        ),
    )


def schemes() -> str:
    found = sorted(term for term in ontology().subjects(RDF.type, SKOS.ConceptScheme) if isinstance(term, URIRef))
    return _table(
        ("scheme", "中文", "concepts", "what it holds"),
        (
            (
                f"`{scheme.rsplit('/', 1)[1]}`",
                said(scheme, SKOS.prefLabel, "zh"),
                str(len(set(ontology().subjects(SKOS.inScheme, scheme)))),
                said(scheme, SKOS.definition),
            )
            for scheme in found
        ),
    )


def example() -> str:
    """The first observation of the example, with the place in the text and the sentence that it points to."""
    text = page("ontology/example.ttl")
    start = text.index("<report/999999/government/2016/observation/")
    return f"```turtle\n{text[start : text.index('# ---', start)].rstrip()}\n```"


def named_queries() -> str:
    return "\n\n".join(_query(query) for query in queries.catalogue())


def _query(query: queries.Query) -> str:
    needs = [
        f"- `{one.name}`, {one.kind}{f' of the scheme `{one.scheme}`' if one.scheme else ''}"
        f"{f' (`{one.default}` where it is not given)' if one.default else ''}: {one.meaning}"
        for one in query.parameters
    ]
    columns = ", ".join(f"`{column}`" for column in query.columns)
    head = f"## `{query.name}`\n\n{query.title} · {query.title_zh}\n\n{query.description}.\n"
    return "\n".join([head, *needs, f"- columns: {columns}"])


def tables() -> str:
    parts = []
    for table in dictionary().tables:
        head = f"## `{table.name}`\n\n{table.en} · {table.zh}. {table.about}\n"
        rows = ((f"`{column.name}`", column.zh, column.type, _told(column)) for column in table.columns)
        parts.append(f"{head}\n{_table(('column', '中文', 'type', 'what'), rows)}")
    return "\n\n".join(parts)


def flat_facts() -> str:
    """The tables of the warehouse: of those that are exported, the columns that are not."""
    exported = {table.name: table.names for table in dictionary().tables}
    parts = []
    for table in schema.tables():
        head = f"### `{table.name}`\n\n{table.en} · {table.zh}. {table.about}\n"
        own = [column for column in table.columns if column.name not in exported.get(table.name, ())]
        rows = ((f"`{column.name}`", column.zh, column.type, _told(column)) for column in own)
        if own:
            parts.append(f"{head}\n{_table(('column', '中文', 'type', 'what'), rows)}")
    return "\n\n".join(parts)


def _told(column: Column) -> str:
    refers = f" → `{column.refers.table}.{column.refers.column}`" if column.refers else ""
    return f"{column.about}{' Joined by |.' if column.each else ''}{refers}"


GENERATED = {
    "tables": ("docs/tables.md", tables),
    "warehouse": ("docs/sql.md", flat_facts),
    "queries": ("docs/queries.md", named_queries),
    "example": ("docs/ontology.md", example),
    "classes": ("docs/ontology.md", classes),
    "properties": ("docs/ontology.md", properties),
    "schemes": ("docs/ontology.md", schemes),
}


def _region(name: str) -> re.Pattern[str]:
    return re.compile(rf"<!-- generated: {name} -->(?P<text>.*?)<!-- end -->", re.DOTALL)


def rewrite() -> None:
    for name, (file, text) in GENERATED.items():
        new = f"<!-- generated: {name} -->\n\n{text()}\n\n<!-- end -->"
        (ROOT / file).write_text(_region(name).sub(new.replace("\\", r"\\"), page(file)), "utf-8")


@pytest.mark.parametrize("name", GENERATED)
def test_a_generated_part_says_what_its_source_says(name: str) -> None:
    file, text = GENERATED[name]
    found = _region(name).search(page(file))
    assert found, f"{file} has no part `generated: {name}`"
    assert found["text"].strip() == text(), f"{file} is out of date: run python tests/test_docs.py"


# --- Every name stands somewhere --------------------------------------------------------------------------------------


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_shown_in_the_readme(readme: str, name: str) -> None:
    assert re.search(rf"^\| `gongkai {name}\b", page(readme), re.MULTILINE)


def test_every_query_every_scheme_and_every_term_has_its_line() -> None:
    assert {query.name for query in queries.catalogue()} == set(
        re.findall(r"^## `([\w-]+)`$", page("docs/queries.md"), re.MULTILINE)
    )
    listed = set(re.findall(r"^\| `([^`]+)` \|", page("docs/ontology.md"), re.MULTILINE))
    assert {path.stem for path in (ROOT / "ontology" / "concepts").glob("*.ttl")} <= listed
    assert {short(term) for term in terms(OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)} <= listed


def test_the_columns_of_a_row_are_described_in_their_order() -> None:
    described = re.findall(r"^\| `(\w+)` \|", page("docs/rows.md"), re.MULTILINE)
    assert described == [*flat.COLUMNS, "class"]


@pytest.mark.parametrize("name", PAGES)
def test_links_and_paths_lead_somewhere(name: str) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", page(name))
    assert [link for link in links if not (ROOT / name).parent.joinpath(link).exists()] == []
    paths = re.findall(r"`((?:ontology|queries|seeds|src|tests|docs)/[\w./-]*)`", page(name))
    assert [path for path in paths if "NAME" not in path and not (ROOT / path).exists()] == []


def test_what_is_asked_with_curl_is_asked_where_serve_listens() -> None:
    serve = gongkai.get_command(click.Context(gongkai), "serve")
    assert serve
    (port,) = (option.default for option in serve.params if option.name == "port")
    asked = [found for name in PAGES for found in re.findall(r"curl [^\n]*?:(\d+)/(?:sparql|reconcile)", page(name))]
    assert len(asked) > 3
    assert set(asked) == {str(port)}


# --- The commands of the README ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A command of a console block with the lines below it."""

    command: str
    lines: tuple[str, ...]


def shown_in(text: str) -> list[Shown]:
    found: list[Shown] = []
    for block in re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        assert block.startswith("$ "), f"a console block begins with a command, not with {block.splitlines()[0]!r}"
        for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *lines = piece.splitlines()
            found.append(Shown(command, tuple(lines)))
    return found


def agrees(shown: tuple[str, ...], printed: list[str]) -> bool:
    """Whether `printed` may be shown so."""
    at, anywhere = 0, False
    for line in shown:
        if line == "...":
            anywhere = True
            continue
        later = range(at, len(printed)) if anywhere else range(at, min(at + 1, len(printed)))
        fitting = next((place for place in later if _fits(line, printed[place])), None)
        if fitting is None:
            return False
        at, anywhere = fitting + 1, False
    return anywhere or at == len(printed) or not shown


def _fits(shown: str, printed: str) -> bool:
    if shown.endswith(" ..."):
        return printed.startswith(shown.removesuffix("...").rstrip())
    return shown.rstrip() == printed.rstrip()


@pytest.mark.parametrize(
    ("shown", "fits"),
    [
        (("a", "b"), True),
        (("a", "..."), True),
        (("...", "b"), True),
        (("a", "b ..."), True),
        ((), True),
        (("a",), False),
        (("b",), False),
        (("a", "c ..."), False),
        (("...", "b", "a"), False),
        (("a", "...", "a"), False),
    ],
)
def test_what_is_shown_may_leave_out_but_not_invent(shown: tuple[str, ...], fits: bool) -> None:
    assert agrees(shown, ["a", "b"]) is fits


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder like a checkout in which `make run` has set up already, with the interpreter that runs the tests."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    for name in ("pyproject.toml", "Makefile"):
        shutil.copy(ROOT / name, folder)
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(sysconfig.get_path("scripts"))
    (folder / ".venv" / ".installed").touch()
    return folder


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """With bash, as a user would; what is printed to stderr stands with the rest, as on a terminal."""
    path = f"{sysconfig.get_path('scripts')}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONUTF8": "1", "MAKEFLAGS": "", "MAKELEVEL": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=PATIENCE,
    )


@contextmanager
def beside(command: str, folder: Path, lines: int) -> Iterator[list[str]]:
    """A command that goes on while others run, with the first lines that it prints."""
    server = subprocess.Popen(
        ["bash", "-c", f"exec {command.removesuffix('&')}"],
        cwd=folder,
        env={**os.environ, "PATH": f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ['PATH']}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    assert server.stdout
    try:
        yield [server.stdout.readline() for _ in range(lines)]
    finally:
        server.terminate()
        server.wait(PATIENCE)
        server.stdout.close()


@contextmanager
def free_port() -> Iterator[str]:
    """A port that no other process is given meanwhile: one may listen that asks for it by its number."""
    with socket.socket() as kept:
        kept.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        kept.bind(("127.0.0.1", 0))
        yield str(kept.getsockname()[1])


def test_the_readme_s_commands_run_and_print_what_it_shows(checkout: Path) -> None:
    wrong = []
    with ExitStack() as running:
        port = running.enter_context(free_port())
        for shown in shown_in(page("README.md").replace("8585", port)):
            needs = shown.command.split()[0]
            if _SETTING_UP.match(shown.command) or (needs in ("make", "curl") and not shutil.which(needs)):
                continue
            if shown.command.endswith("&"):
                printed = running.enter_context(beside(shown.command, checkout, len(shown.lines)))
                done = subprocess.CompletedProcess(shown.command, 0, "".join(printed))
            else:
                done = run(shown.command, checkout)
            if done.returncode or not agrees(shown.lines, done.stdout.splitlines()):
                wrong.append(f"$ {shown.command}\n{done.stdout}(exit status {done.returncode})")
    assert not wrong, "\n\n".join(wrong)
    assert (checkout / "network.gexf").stat().st_size > 0


def test_the_readme_s_python_gives_what_it_shows(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(checkout)
    if not (checkout / "gongkai.db").is_dir():
        assert run("gongkai build", checkout).returncode == 0
    session = "\n".join(re.findall(r"^```pycon\n(.*?)^```$", page("README.md"), re.MULTILINE | re.DOTALL))
    test = doctest.DocTestParser().get_doctest(session, {}, "README.md", "README.md", 0)
    report = io.StringIO()
    result = doctest.DocTestRunner().run(test, out=report.write)
    assert result.attempted
    assert not result.failed, report.getvalue()


def test_both_readmes_show_the_same_commands_with_the_same_output() -> None:
    assert shown_in(page("README.zh.md")) == shown_in(page("README.md"))
    python = re.compile(r"^```pycon\n.*?^```$", re.MULTILINE | re.DOTALL)
    assert python.findall(page("README.zh.md")) == python.findall(page("README.md"))


def test_make_run_and_make_test_come_first() -> None:
    assert [shown.command for shown in shown_in(page("README.md"))[:2]] == ["make run", "make test"]


# --- Words are data ---------------------------------------------------------------------------------------------------

_HAN = r"[\u2e80-\u2fdf\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_WORD = re.compile(rf"{_HAN}{{4,}}")
_CHARACTER_CLASS = re.compile(r"\[[^\]]*\]")
_NUMBER_WORDS = frozenset("零〇一二两三四五六七八九十百千万亿第")


def words_in(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each run of more than three Chinese characters in a literal; grammar is left out."""
    tokens = [
        token
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type not in (tokenize.COMMENT, tokenize.NL)
    ]
    literals = {tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}
    opening = {tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING}
    for at, token in enumerate(tokens):
        if token.type not in literals:
            continue
        if (at == 0 or tokens[at - 1].type in opening) and tokens[at + 1].type == tokenize.NEWLINE:
            continue  # a docstring
        for line, text in enumerate(token.string.splitlines(), token.start[0]):
            for word in _WORD.findall(_CHARACTER_CLASS.sub(" ", text)):
                if not set(word) <= _NUMBER_WORDS:
                    yield line, word


def test_words_are_found_in_literals_and_not_in_docstrings_comments_and_grammar() -> None:
    lines = (
        '"""政府信息公开"""',
        'x = "政府信息"  # 依申请公开',
        'y = "[省市县区]" "一二三四五" "市级"',
        "def f():",
        '    """行政复议"""',
    )
    source = "\n".join(lines) + "\n"
    assert list(words_in(source)) == [(2, "政府信息")]


def test_no_word_of_the_reports_stands_in_the_code() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{line}: {word}"
        for path in sorted((ROOT / "src" / "gongkai").rglob("*.py"))
        for line, word in words_in(path.read_text("utf-8"))
    ]
    assert not found, "\n".join(found)


if __name__ == "__main__":
    import tempfile

    import test_cookbook

    rewrite()
    with tempfile.TemporaryDirectory() as place:
        test_cookbook.rewrite(Path(place) / "checkout")
