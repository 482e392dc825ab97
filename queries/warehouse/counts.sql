-- What a report comes to, and how an issue is called.
UPDATE reports SET facts = 0, statements = 0, failed_checks = 0;
UPDATE reports SET facts = found.n FROM (SELECT report_id, count(*) AS n FROM facts GROUP BY ALL) found
WHERE found.report_id = reports.id;
UPDATE reports SET statements = found.n FROM (SELECT report_id, count(*) AS n FROM statements GROUP BY ALL) found
WHERE found.report_id = reports.id;
UPDATE reports SET failed_checks = found.n
FROM (SELECT report_id, count(*) AS n FROM findings WHERE status = 'failed' GROUP BY ALL) found
WHERE found.report_id = reports.id;
UPDATE issues SET issue_zh = c.zh FROM concepts c
WHERE c.scheme = 'issue' AND c.id = issues.issue AND issues.issue_zh IS DISTINCT FROM c.zh;
