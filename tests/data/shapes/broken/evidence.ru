# The place that a citation comes from is no longer described.
DELETE { ?place oa:start ?start ; oa:end ?end ; oa:exact ?words ; gk:sentence ?sentence }
WHERE {
  ?reference a gk:Reference ; prov:wasDerivedFrom ?place .
  ?place oa:start ?start ; oa:end ?end ; oa:exact ?words ; gk:sentence ?sentence .
}
