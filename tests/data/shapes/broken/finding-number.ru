# What was found is written with its unit.
DELETE { ?finding gk:found ?found } INSERT { ?finding gk:found "65件" } WHERE { ?finding gk:found ?found }
