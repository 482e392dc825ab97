# An agency after the change lies in another jurisdiction than the change.
DELETE { ?event gk:jurisdiction ?place } INSERT { ?event gk:jurisdiction <https://w3id.org/gongkai/jurisdiction/999998> }
WHERE { ?event a org:ChangeEvent ; gk:jurisdiction ?place }
