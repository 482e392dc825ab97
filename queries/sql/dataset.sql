-- The twin of queries/dataset.rq, whose head describes it.
SELECT about, property, value FROM dataset ORDER BY about NULLS FIRST, property NULLS FIRST, value NULLS FIRST
