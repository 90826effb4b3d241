"""What is shown and written of a plan: one file per report or format; a Plan becomes rows, text, pages."""
