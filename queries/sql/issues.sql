-- The twin of queries/issues.rq, whose head describes it.
SELECT r.report, i.issue, c.zh AS issue_zh, i.start, i."end", i.words, i.message
FROM issues i JOIN reports r ON r.id = i.report_id JOIN concepts c ON c.scheme = 'issue' AND c.id = i.issue
ORDER BY r.report, i.start, i.issue
