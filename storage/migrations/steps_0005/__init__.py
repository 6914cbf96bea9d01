"""The steps of migration 0005, one module for each topic; each has an `upgrade`."""
