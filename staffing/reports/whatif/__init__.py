"""The reports of `staffing whatif`: tables, sentences, the page, the pictures, the record."""
