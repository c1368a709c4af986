"""Characters and where they stand: spans, folding, Chinese numerals and dates.

Pure: text in, values out. Nothing here knows of documents, rows or settings.
"""
