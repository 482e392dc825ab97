SELECT report, jurisdiction_name, year, edition, scope,
    max(value) FILTER (metric = 'applications-carried-over') AS carried_over,
    max(value) FILTER (metric = 'applications-received') AS received,
    max(value) FILTER (metric = 'applications-processed') AS processed,
    max(value) FILTER (metric = 'applications-carried-forward') AS carried_forward
FROM facts WHERE role = 'key' AND metric LIKE 'applications-%'
GROUP BY ALL ORDER BY jurisdiction_name, year, scope
