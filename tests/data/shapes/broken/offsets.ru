# The places are moved by one and their IRIs are not.
DELETE { ?place oa:start ?start ; oa:end ?end }
INSERT { ?place oa:start ?next ; oa:end ?last }
WHERE {
  ?place gk:sentence ?sentence ; oa:start ?start ; oa:end ?end .
  BIND(?start + 1 AS ?next)
  BIND(?end + 1 AS ?last)
}
