-- The twin of queries/dataset.rq, whose head describes it. The rows of its table lie in their order.
SELECT about, property, value FROM dataset
