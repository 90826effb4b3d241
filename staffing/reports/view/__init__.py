"""What pages, workbooks and calendars are made from: plain data, kept in a run folder."""
