"""How results are shown: text, JSON, SARIF, JUnit, GitHub annotations, web pages, workbooks. One file a shape."""
