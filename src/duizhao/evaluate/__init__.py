"""Alignment and extraction against gold; translation metrics."""
