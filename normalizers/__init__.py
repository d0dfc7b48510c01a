"""Say what print means: languages, numbers, units, dates, headers, cities. Opens no PDF."""
