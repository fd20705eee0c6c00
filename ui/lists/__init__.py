"""The page 数据比对: lists of others held against the ledger."""
