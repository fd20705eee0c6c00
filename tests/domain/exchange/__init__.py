"""Records, shipments and differences."""
