"""A page as HTML: one file without scripts, fonts or links to anywhere, for screens, paper and screen readers."""
