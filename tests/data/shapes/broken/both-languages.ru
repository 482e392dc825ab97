# Both messages are in Chinese.
DELETE { ?finding gk:message ?message }
INSERT { ?finding gk:message "少1件。"@zh }
WHERE { ?finding gk:message ?message FILTER(LANG(?message) = "en") }
