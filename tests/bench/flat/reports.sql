SELECT r.report, r.title, p.name, p.code, a.name AS issuer, r.year, r.edition, r.facts, r.failed_checks
FROM reports r JOIN jurisdictions p ON p.id = r.jurisdiction_id JOIN agencies a ON a.id = r.issuer_id
ORDER BY p.code, issuer, r.year
