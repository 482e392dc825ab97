"""Where ontology/, queries/ and seeds/ lie: beside the checkout's src/, or shipped inside the wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_SHIPPED = _PACKAGE / "_shipped"
_CHECKOUT = _PACKAGE.parent.parent


def folder(name: str) -> Path:
    """The folder `ontology`, `queries` or `seeds` that belongs to this installation."""
    shipped = _SHIPPED / name
    return shipped if shipped.is_dir() else _CHECKOUT / name
