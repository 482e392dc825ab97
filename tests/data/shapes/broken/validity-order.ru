# A jurisdiction ends before it begins.
DELETE { ?place schema:validThrough ?end }
INSERT { ?place schema:validFrom "2013"^^xsd:gYear ; schema:validThrough "2012"^^xsd:gYear }
WHERE { ?place schema:validThrough ?end }
