"""A workbook of plain data as an .xlsx file: one file per kind of sheet."""
