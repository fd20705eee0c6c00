"""The acts of the office: one module per act, over ports that storage and export supply."""
