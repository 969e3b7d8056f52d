"""How terms are kept and found: the file, the index, the matching in running text."""
