# Latitude and longitude are swapped.
DELETE { ?point schema:latitude ?north ; schema:longitude ?east }
INSERT { ?point schema:latitude ?east ; schema:longitude ?north }
WHERE { ?point schema:latitude ?north ; schema:longitude ?east }
