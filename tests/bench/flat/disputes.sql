SELECT report, jurisdiction_name, year, edition, scope,
    max(value) FILTER (metric = 'applications-received') AS requests,
    max(value) FILTER (metric = 'reconsiderations') AS reconsiderations,
    sum(value) FILTER (metric = 'litigations') AS lawsuits,
    round(1000 * (coalesce(reconsiderations, 0) + coalesce(lawsuits, 0)) / nullif(requests, 0), 1) AS per_1000
FROM facts WHERE role = 'key' AND metric IN ('applications-received', 'reconsiderations', 'litigations')
GROUP BY ALL ORDER BY per_1000 DESC NULLS LAST
