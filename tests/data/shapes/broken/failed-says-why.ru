# A finding that failed does not say what was expected.
DELETE { ?finding gk:expected ?expected } WHERE { ?finding gk:expected ?expected }
