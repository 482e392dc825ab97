SELECT policy_area, value, qualifier, label, agency, report, jurisdiction_name, year, scope, quote, iri
FROM facts WHERE unit = '元' AND value IS NOT NULL ORDER BY policy_area, value DESC
