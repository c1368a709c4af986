"""议事录: a searchable web archive of Chinese local deliberation records."""

__version__ = "0.1.0"
