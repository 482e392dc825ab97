-- What the tables of the warehouse, and the twins of named queries, say again and again.

CREATE OR REPLACE MACRO id(address) AS url_decode(split_part(address, '/', -1));
CREATE OR REPLACE MACRO key(address) AS regexp_replace(address, '^https://w3id.org/gongkai/[^/]+/', '');
-- As SPARQL's ROUND: halves go up.
CREATE OR REPLACE MACRO per(times, part, whole) AS
  (floor(10.0::DOUBLE * times * part::DOUBLE / nullif(whole::DOUBLE, 0) + 0.5) / 10)::DECIMAL(28, 1);
-- A number as it is, or an error: none is rounded.
CREATE OR REPLACE MACRO exact(number, owner) AS CASE
  WHEN length(split_part(ltrim(number, '-'), '.', 1)) > 22 OR length(split_part(number, '.', 2)) > 6
  THEN error(owner || ': ' || number || ' has more digits than the flat facts have room for (22 and 6)')
  ELSE number::DECIMAL(28, 6)
END;
-- A number without zeros at its end.
CREATE OR REPLACE MACRO plain(number) AS rtrim(rtrim(number::DECIMAL(28, 6)::VARCHAR, '0'), '.');
