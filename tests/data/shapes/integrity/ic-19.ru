DELETE { ?observation gk:metric ?metric }
INSERT { ?observation gk:metric ?scope }
WHERE { ?observation gk:metric ?metric ; gk:scope ?scope }
