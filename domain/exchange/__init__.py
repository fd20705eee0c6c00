"""What packages say in the terms of the register: records, shipments and arrivals."""
