-- The twin of queries/tables.rq, whose head describes it.
SELECT r.report, g."table", g.layouts, g.editions, g.numbers, g.explained, per(100, g.explained, g.numbers) AS share
FROM grids g JOIN reports r ON r.id = g.report_id
ORDER BY r.report, g.start
