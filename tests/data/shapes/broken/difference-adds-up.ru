# The difference has the wrong sign.
DELETE { ?finding gk:difference ?difference }
INSERT { ?finding gk:difference 1.0 }
WHERE { ?finding gk:difference ?difference }
