# The end of a sentence is put on its start.
DELETE { ?place oa:end ?end }
INSERT { ?place oa:end ?start }
WHERE { ?place a gk:Sentence ; oa:start ?start ; oa:end ?end }
