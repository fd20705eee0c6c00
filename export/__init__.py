"""Everything that crosses the machine's border: packages, workbooks in and out, printed pages."""
