"""The business: values, rules, lights and one module per act; standard library only."""
