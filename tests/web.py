"""A request over HTTP -> its answer, for which a test waits as long as a machine that does other things may take."""

from functools import partial

import httpx

# Seconds, of which httpx itself gives five: what is never answered is still found, and nobody waits for what is.
PATIENCE = 60.0

get = partial(httpx.get, timeout=PATIENCE)
head = partial(httpx.head, timeout=PATIENCE)
options = partial(httpx.options, timeout=PATIENCE)
post = partial(httpx.post, timeout=PATIENCE)
request = partial(httpx.request, timeout=PATIENCE)
client = partial(httpx.Client, timeout=PATIENCE)
