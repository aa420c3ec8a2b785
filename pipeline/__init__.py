"""Figures, times and names from Chinese news text, tied to what they measure."""
