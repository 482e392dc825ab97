# A period ends before it starts.
DELETE { ?period gk:periodStart ?start ; gk:periodEnd ?end }
INSERT { ?period gk:periodStart ?end ; gk:periodEnd ?start }
WHERE { ?period gk:periodStart ?start ; gk:periodEnd ?end }
