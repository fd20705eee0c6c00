"""The rules that judge the register: one module per family, and the catalogue of all."""
