"""The steps of migration 0005, one module each."""
