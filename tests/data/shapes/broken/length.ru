# Bytes are counted in place of characters.
DELETE { ?place oa:end ?end }
INSERT { ?place oa:end ?far }
WHERE { ?place a gk:Sentence ; oa:start ?start ; oa:end ?end . BIND(?start + (3 * (?end - ?start)) AS ?far) }
