"""How results are shown: text, JSON, SARIF, JUnit, HTML."""
