"""A seed -> reports that state known figures, in every edition and format; shares no code with the extractor."""
