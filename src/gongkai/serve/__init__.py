"""A store in a folder -> a web server that answers SPARQL, and whatever pages stand beside it.

    task ──► pool ──► worker (a process of its own: opens the store, does one task, writes the answer)
     ▲                  │
    protocol, pages     ▼
     ▲                answer ──► delivery ──► client
    client

A page asks the same pool: it makes a `tasks.Task`, and either hands it to `delivery.Delivery(pool, task)`, which is a
response, or reads it whole with `await pool.whole(task)`. A task of one's own is a frozen dataclass with a method
`answer(store, reply)`, which runs in the worker. Further routes are given to `site.application(pool, routes)`.
"""
