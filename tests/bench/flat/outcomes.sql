SELECT f.report, f.jurisdiction_name, f.year, f.edition, f.scope, f.outcome, c.zh, c.en, max(f.value) AS requests,
    any_value(t.value) AS total, round(100 * max(f.value) / nullif(any_value(t.value), 0), 1) AS share
FROM facts f
JOIN concepts c ON c.scheme = 'outcome' AND c.id = f.outcome
LEFT JOIN facts t ON t.report_id = f.report_id AND t.scope = f.scope AND t.role = 'key' AND t.metric = 'applications-processed'
WHERE f.metric = 'application-outcomes' AND f.role = 'breakdown'
GROUP BY ALL ORDER BY f.jurisdiction_name, f.year, f.scope, requests DESC
