"""What stands on which page of a handbook."""
