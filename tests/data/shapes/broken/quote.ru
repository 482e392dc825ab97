# A quotation of the right length says something else.
DELETE { ?place oa:exact "66"@zh }
INSERT { ?place oa:exact "99"@zh }
WHERE { ?place oa:exact "66"@zh }
