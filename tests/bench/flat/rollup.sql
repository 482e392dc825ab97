SELECT above.code, above.name, f.year, f.edition, f.scope, f.metric, sum(f.value) AS total, count(DISTINCT p.code) AS reported
FROM facts f JOIN jurisdictions p ON p.id = f.jurisdiction_id JOIN jurisdictions above ON above.id = p.parent_id
WHERE f.role = 'key' AND f.value IS NOT NULL GROUP BY ALL ORDER BY above.code, f.year, f.metric
