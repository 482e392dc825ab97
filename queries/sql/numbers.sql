-- The twin of queries/numbers.rq, whose head describes it.
SELECT r.report, c.id AS class, c.zh AS class_zh, c.en AS class_en, sum(n.numerals)::BIGINT AS numerals
FROM numerals n JOIN reports r ON r.id = n.report_id JOIN concepts c ON c.scheme = 'numeral-class' AND c.id = n.class
GROUP BY ALL
ORDER BY r.report, c.id
