-- The twin of queries/issues.rq, whose head describes it.
SELECT report, issue, issue_zh, start, "end", words, message FROM issues ORDER BY report, start, issue
