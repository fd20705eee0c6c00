"""The handbook as PDF: forms from the county's data, sheets laid out, files written."""
