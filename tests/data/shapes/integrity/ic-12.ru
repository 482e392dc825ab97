DELETE { ?part prov:wasDerivedFrom ?place }
INSERT { ?part prov:wasDerivedFrom ?same }
WHERE { ?part gk:partOf ?whole ; prov:wasDerivedFrom ?place . ?whole prov:wasDerivedFrom ?same }
