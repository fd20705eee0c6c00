"""The page 审计: looking through what was done, and proving that nothing of it was touched."""
