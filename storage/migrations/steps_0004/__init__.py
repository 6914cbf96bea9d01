"""The steps of migration 0004, one module for each topic; each has an `upgrade`."""
