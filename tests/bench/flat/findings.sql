SELECT f.*, r.report, p.name, r.year
FROM findings f JOIN reports r ON r.id = f.report_id JOIN jurisdictions p ON p.id = r.jurisdiction_id
WHERE f.status <> 'passed' ORDER BY f.status, r.report
