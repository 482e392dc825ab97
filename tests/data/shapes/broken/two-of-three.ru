# A disclosure names an agency and nothing else.
DELETE { ?disclosure gk:policyArea ?area ; gk:channel ?channel }
WHERE { ?disclosure a gk:Disclosure ; gk:policyArea ?area ; gk:channel ?channel }
