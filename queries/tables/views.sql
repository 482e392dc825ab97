-- The joins that are asked for most, as views in the file of `gongkai export duckdb`.

-- Key figures with the names that a person reads: what may be compared and added up over reports.
CREATE VIEW key_figures AS
SELECT f.report, f.jurisdiction, f.jurisdiction_name, p.level, f.year, f.edition, f.metric, m.zh AS metric_zh,
    m.en AS metric_en, f.scope, f.value, f.unit, f.label, f.qualifier, f.status, f.iri
FROM facts f JOIN metrics m ON m.id = f.metric JOIN jurisdictions p ON p.id = f.jurisdiction_id
WHERE f.role = 'key';
COMMENT ON VIEW key_figures IS 'Figures for the whole of a metric, a period and a scope, with names of metric and place';

-- One row for each figure and agency, so that they can be joined.
CREATE VIEW facts_by_agency AS
SELECT f.*, a.id AS one_agency_id, a.name AS one_agency, a.kind AS agency_kind
FROM (SELECT *, unnest(string_split(agency_id, '|')) AS one FROM facts) f JOIN agencies a ON a.id = f.one;
COMMENT ON VIEW facts_by_agency IS 'A row for each figure and agency: one_agency_id, one_agency, agency_kind';

CREATE VIEW facts_by_area AS
SELECT f.*, c.zh AS area_zh, c.en AS area_en
FROM (SELECT *, unnest(string_split(policy_area, '|')) AS area FROM facts) f
JOIN concepts c ON c.scheme = 'policy-area' AND c.id = f.area;
COMMENT ON VIEW facts_by_area IS 'A row for each figure and policy area: area, area_zh, area_en';

CREATE VIEW facts_by_channel AS
SELECT f.*, c.id AS one_channel_id, c.name AS one_channel, c.type AS one_channel_type
FROM (SELECT *, unnest(string_split(channel_id, '|')) AS one FROM facts) f JOIN channels c ON c.id = f.one;
COMMENT ON VIEW facts_by_channel IS 'A row for each figure and channel: one_channel_id, one_channel, one_channel_type';

-- What does not add up, with report and place.
CREATE VIEW failed_checks AS
SELECT r.report, p.name AS jurisdiction_name, r.year, f.*
FROM findings f JOIN reports r ON r.id = f.report_id JOIN jurisdictions p ON p.id = r.jurisdiction_id
WHERE f.status = 'failed';
COMMENT ON VIEW failed_checks IS 'Findings that failed, with report, place and year';
