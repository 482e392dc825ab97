# The bounds of a section are exchanged.
DELETE { ?place oa:start ?start ; oa:end ?end }
INSERT { ?place oa:start ?end ; oa:end ?start }
WHERE { ?place a gk:Section ; oa:start ?start ; oa:end ?end }
