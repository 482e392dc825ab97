"""A store in a folder -> a service that leads names in tables to its things: Reconciliation Service API 0.2.

    /reconcile               manifest; queries; data extension
    /reconcile/suggest/...   entities, types, properties by the beginning of a name
    /reconcile/properties    which properties can be fetched of a type
    /reconcile/preview       a thing in a small frame;  /reconcile/view leads to its page

What a name of a place means is asked of `resolution`, in a thread of the server; what the store has, of the workers.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

__all__ = ["routes"]


def routes() -> "Sequence[BaseRoute]":
    """For `serve.server.run`; what they need is imported and read when they are first asked."""
    from gongkai.reconciliation import entrance  # workers import this package, and have no use for it

    return entrance.routes()
