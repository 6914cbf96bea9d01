"""Views: pure functions from a read model to a Screen."""
